"""What waits for a board, the meeting that takes it up, and the number of its paragraph.

For acts of this room and of the rooms above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from samsyn.decisions.models import Case, Decision, Item, Meeting, Proposal
from samsyn.decisions.rules.delegating import meets
from samsyn.organisation.acts import require_act
from samsyn.organisation.models import Body


@dataclass(frozen=True)
class Suggested:
    """A proposal for decision as it comes with an item."""

    text: str
    by: str
    by_office: bool = False
    added_text: str = ""


def next_meeting(body: Body, day: date) -> Meeting | None:
    """The first planned meeting of the body on the day or later."""
    planned = Meeting.objects.filter(body=body, status=Meeting.Status.PLANNED, held_on__gte=day)
    return planned.order_by("held_on", "pk").first()


def put_up(
    case: Case,
    title: str,
    *,
    on: date,
    body: Body | None = None,
    kind: str = Item.Kind.DECISION,
    background: str = "",
    why_here: str = "",
    proposals: Iterable[Suggested] = (),
    meeting: Meeting | None = None,
    reports: Decision | None = None,
) -> Item:
    """Put a matter before a board: on the meeting given, else the next planned one, else it waits
    for the next that is planned."""
    body = body or case.body
    require_act().refuse_if(_may_not_be_put_up(case, title, body, meeting))
    item = Item(
        body=body,
        case=case,
        kind=kind,
        title=title.strip()[:200],
        background=background.strip(),
        why_here=why_here,
        reports=reports,
    )
    _place(item, meeting or next_meeting(body, on))
    for order, proposal in enumerate(proposals, 1):
        Proposal.objects.create(
            item=item,
            text=proposal.text.strip(),
            added_text=proposal.added_text.strip(),
            by=proposal.by.strip()[:200],
            by_office=proposal.by_office,
            order=order,
        )
    return item


def _may_not_be_put_up(case: Case, title: str, body: Body, meeting: Meeting | None) -> list[str]:
    faults = []
    if not meets(body.kind):
        faults.append(f"{body} har inga sammanträden. Beslut fattas där med delegation.")
    if case.closed_on is not None:
        faults.append(f"Ärendet {case.dnr} är avslutat. Lägg upp ett nytt.")
    if not title.strip():
        faults.append("Ange en rubrik för punkten.")
    if meeting is not None and meeting.body_id != body.pk:
        faults.append(f"Sammanträdet är inte {body}s. Välj ett av dess egna.")
    if meeting is not None and meeting.status not in {"planned", "open"}:
        faults.append("Sammanträdet är avslutat. Välj ett kommande.")
    return faults


def _place(item: Item, meeting: Meeting | None) -> None:
    item.meeting = meeting
    if meeting is not None:
        item.order = (meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1
    item.save()


def take_up_waiting(meeting: Meeting) -> list[Item]:
    """Put everything that waits for the body on a meeting's agenda."""
    require_act()
    waiting = list(Item.objects.filter(body=meeting.body, meeting=None).order_by("pk"))
    for item in waiting:
        _place(item, meeting)
    return waiting


def number(item: Item, meeting: Meeting) -> int:
    """Give an item the body's next paragraph of the year, without a gap.

    The body is held until the act is done, so two decisions at once follow one after the other.
    """
    require_act()
    Body.objects.select_for_update(no_key=True).get(pk=meeting.body_id)
    treated = Item.objects.filter(body=meeting.body, meeting__held_on__year=meeting.held_on.year)
    item.paragraph = (treated.aggregate(last=Max("paragraph"))["last"] or 0) + 1
    item.save(update_fields=["paragraph"])
    return item.paragraph


def held(item: Item) -> Meeting | None:
    """The item's meeting, locked so that it does not end while the item is treated."""
    return Meeting.objects.select_for_update(no_key=True).filter(pk=item.meeting_id).first()
