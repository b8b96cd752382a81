"""A picture as data, its SVG and its table twin. Plain Python, no Django."""
