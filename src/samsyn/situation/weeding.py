"""When the rows of a batch are due to be removed. Pure."""

from __future__ import annotations

from datetime import date

FEWEST, MOST = 1, 600


def due_on(last_month: date, months: int) -> date:
    """The first day on which a batch with its last incident in a month is due.

    The month itself is whole before the time begins to run: 12 months after any day of January
    2024 is 1 February 2025.
    """
    return _after(last_month, months + 1)


def oldest_kept(day: date, months: int) -> date:
    """The first day of the oldest month whose rows are kept on a day. What began before it is
    refused when it comes again."""
    return _after(day, -months)


def faults(months: int | None, decision: str) -> list[str]:
    """What is wrong with a rule; no months at all is no rule."""
    if months is None:
        return []
    found = []
    if not FEWEST <= months <= MOST:
        found.append(f"Ange hur många månader raderna sparas, från {FEWEST} till {MOST}.")
    if not decision.strip():
        found.append("Ange vilket beslut regeln följer av.")
    return found


def _after(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(min(max(years, date.min.year), date.max.year), month + 1, 1)
