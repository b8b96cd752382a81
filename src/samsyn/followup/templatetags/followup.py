"""Words for what reports and summaries keep as plain data: `{% load followup %}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.followup.clocks import Clock
from samsyn.followup.models import Report
from samsyn.followup.owing import Owed
from samsyn.ui.templatetags.ui import day as said_day
from samsyn.ui.templatetags.ui import status

register = template.Library()

MARKS = {"draft": "plain", "submitted": "wait", "asked_back": "bad", "accepted": "good"}
MEASURE_MARKS = {
    "planned": "plain",
    "ongoing": "wait",
    "done": "good",
    "paused": "past",
    "stopped": "past",
}


@register.filter
def iso_day(value: str) -> str:
    """`31 maj 2024` for `2024-05-31`; empty for nothing."""
    return said_day(date.fromisoformat(value)) if value else ""


@register.filter
def report_mark(report: Report) -> SafeString:
    """The status of a report, by word, form and colour."""
    return status(MARKS[report.status], report.get_status_display().capitalize())


@register.filter
def measure_mark(told: dict[str, Any]) -> SafeString:
    return status(
        MEASURE_MARKS.get(told["status"], "plain"), str(told["status_label"]).capitalize()
    )


@register.simple_tag
def owed_mark(owed: Owed, day: date) -> SafeString:
    """How far something owed has come: late first."""
    if owed.now.is_late:
        days = owed.now.days_late(day)
        mark = status("bad", f"{days} {'dag' if days == 1 else 'dagar'} sen")
        return format_html("{} {}", mark, "Återbegärd") if owed.now.status == "asked_back" else mark
    if owed.now.status == "none":
        return status("plain", "Ska lämnas")
    assert owed.report is not None
    return report_mark(owed.report)


@register.simple_tag
def left(clock: Clock, day: date) -> SafeString:
    """How long a clock has left."""
    days = clock.days_left(day)
    said = f"{abs(days)} {'dag' if abs(days) == 1 else 'dagar'} "
    return status(clock.state(day), said + ("kvar" if days >= 0 else "över tiden"))
