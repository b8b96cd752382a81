"""Forms in the house's dress: `{{ form }}` gives labels, help and errors that belong together."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Dress(DjangoTemplates):
    """Set as `FORM_RENDERER`. Every form, also of other packages, then looks and reads the same."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
