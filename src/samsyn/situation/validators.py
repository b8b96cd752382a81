"""What free text in a form may not hold."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from .privacy import told


def names_nobody(text: str) -> None:
    """Refuse text with personal numbers, telephone numbers, e-mail addresses or obvious names."""
    if what := told(text):
        raise ValidationError(
            f"Texten verkar innehålla {what}. Skriv om platser och situationer, inte om personer."
        )
