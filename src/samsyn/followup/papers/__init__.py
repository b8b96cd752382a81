"""The room's papers: what a summary says, as a tagged PDF."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.followup.models import Summary
from samsyn.papers.pdf import render, template
from samsyn.ui.templatetags.ui import day as said_day


def summary_paper(summary: Summary) -> bytes:
    """A frozen summary as a paper: the same words and numbers as its page."""
    return render(template(__name__, "summary.typ"), _data(summary))


def _data(summary: Summary) -> dict[str, Any]:
    assert summary.content is not None
    amends = summary.amends
    return {
        **_told(summary.content),
        "title": f"Samverkan {summary.year}, {summary.place.name}",
        "head": f"{summary}, version {summary.version}",
        "text": summary.text,
        "frozen": f"Fastställd {said_day(summary.frozen_on)}. {summary.frozen_by}.",
        "correction": summary.correction,
        "amends": f"Rättar version {amends.version}, fastställd {said_day(amends.frozen_on)}."
        if amends
        else "",
    }


def _told(content: dict[str, Any]) -> dict[str, Any]:
    """The frozen content with its days in words."""
    return {
        **content,
        "told_on": _said(content["told_on"]),
        "plans": [{**plan, "decided_on": _said(plan["decided_on"])} for plan in content["plans"]],
        "reports": [{**r, "submitted_on": _said(r["submitted_on"])} for r in content["reports"]],
        "pictures": [{**p, "published_on": _said(p["published_on"])} for p in content["pictures"]],
    }


def _said(day: str) -> str:
    return said_day(date.fromisoformat(day)) if day else ""
