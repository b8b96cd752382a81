"""The pages' dress: base templates, components, CSS."""
