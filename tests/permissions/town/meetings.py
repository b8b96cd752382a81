"""Norra's board has met and its minutes are approved; Södra's meeting is open.

The acts are handed out with the rest of the room's, in `decisions.BODY`.
"""

from __future__ import annotations

from typing import Any

from samsyn.decisions import actions
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Decision, Delegation
from samsyn.organisation.models import Body
from tests.lillstad import Lillstad

SECRETARIES = {"norra": "sara", "sodra": "stina"}
MATTER = "Ljus i parken"
STANDS = {"norra": "approved", "sodra": "open"}
MEETING_PAGES = (
    "meeting", "minutes_pdf", "move_meeting", "open_meeting", "end_meeting", "approve_minutes",
)  # fmt: skip
ITEM_PAGES = ("item", "propose", "decide", "put_on_record")
CASE_PAGES = ("add_item", "anchor")
DECISION_PAGES = ("decision", "extract_pdf")
DELEGATION_PAGES = ("end_delegation", "decide_by_delegation", "refer_to_board")

Cases = dict[str, dict[str, dict[str, Any]]]


def furnish(town: Lillstad) -> None:
    for district, who in SECRETARIES.items():
        actor, board = town.actor(who), Body.objects.get(key=f"sdn-{district}")
        meeting = actions.plan_meeting(actor, board, held_on=town.today)
        case = actions.open_case(actor, board, title=MATTER)
        office = Suggested("Köp lampor.", "Förvaltningen", by_office=True)
        item = actions.add_item(actor, case, title=MATTER, proposals=[office])
        actions.open_meeting(actor, meeting, participants=[("Inga Berg", "S", "chair")])
        actions.decide(actor, item, outcome="approved", proposal=item.proposals.get())
        if STANDS[district] == "approved":
            actions.end_meeting(actor, meeting)
            actions.approve_minutes(actor, meeting, approved_by="Inga Berg")
    actions.delegate(
        town.actor("sara"), Body.objects.get(key="sdn-norra"),
        to_body=Body.objects.get(key="skolforvaltningen"), function="Rektor", kind="inkop",
        what="Inköp", ground="Delegationsordningen 3.2", limit=10_000,
    )  # fmt: skip


def objects(town: Lillstad) -> Cases:
    found: Cases = {
        f"decisions:{page}": {key: {"key": f"sdn-{key}"} for key in SECRETARIES}
        for page in ("plan_meeting", "delegate")
    }
    for district, stands in STANDS.items():
        decision = Decision.objects.get(body__key=f"sdn-{district}", case__title=MATTER)
        assert decision.item is not None
        _add(found, MEETING_PAGES, stands, decision.item.meeting)
        _add(found, ITEM_PAGES, stands, decision.item)
        _add(found, CASE_PAGES, stands, decision.case)
        _add(found, DECISION_PAGES, stands, decision)
    delegation = Delegation.objects.get(body__key="sdn-norra")
    _add(found, DELEGATION_PAGES, "norra", delegation)
    return found


def _add(found: Cases, pages: tuple[str, ...], case: str, thing: Any) -> None:
    for page in pages:
        found.setdefault(f"decisions:{page}", {})[case] = {"pk": thing.pk}
