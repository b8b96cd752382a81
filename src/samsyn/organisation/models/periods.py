"""When something holds. Periods are half-open: the first day counts, the last does not."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a row (or the row at `prefix`) holds on `day`."""
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": day})
    )
