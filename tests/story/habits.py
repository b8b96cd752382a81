"""What is done again and again in the story: a board meets, an extract has been delivered."""

from __future__ import annotations

from datetime import date

from samsyn.agreements.models import Version
from samsyn.decisions.actions import (
    add_item,
    approve_minutes,
    decide,
    end_meeting,
    open_meeting,
    plan_meeting,
    put_on_record,
)
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Case, Decision, Referral
from samsyn.organisation.models import Body
from samsyn.situation.models import Batch, IncidentCount, Source
from tests.lillstad import Lillstad

MEMBERS = [("Ada", "A", "chair"), ("Bo", "A", "member"), ("Cia", "B", "member")]


def met(town: Lillstad, who: str, case: Case, title: str, against: str = "") -> Decision:
    """The board of the case meets today, decides and has its minutes approved."""
    secretary = town.actor(who)
    proposals = [Suggested("Förslaget tillstyrks.", "Förvaltningen", by_office=True)]
    proposals += [Suggested(against, "B")] if against else []
    meeting = plan_meeting(secretary, case.body, held_on=town.today)
    item = add_item(secretary, case, title=title, proposals=proposals, meeting=meeting)
    open_meeting(secretary, meeting, participants=MEMBERS)
    first, *rest = item.proposals.order_by("order")
    ada, bo, cia = meeting.participants.order_by("pk")
    votes = {ada: first, bo: first, cia: rest[0]} if rest else {}
    decision = decide(secretary, item, outcome="approved", proposal=first, votes=votes)
    if rest:
        put_on_record(
            secretary,
            item,
            kind="reservation",
            participants=[cia],
            text="Det går för fort.",
            in_favour_of=rest[0],
        )
    end_meeting(secretary, meeting)
    approve_minutes(secretary, meeting, approved_by="Ada och Cia")
    return Decision.objects.get(pk=decision.pk)


def referral(version: Version, body: str) -> Referral:
    assert version.consultation is not None
    found: Referral = version.consultation.referrals.get(body__key=body)
    return found


def delivered(town: Lillstad) -> None:
    """What an import leaves behind: robberies of the young at Torget, month by month."""
    source = Source.objects.create(
        key="polisen", name="Uttag", body=Body.objects.get(key="polisen"),
        place=town.place("lillstad"),
    )  # fmt: skip
    months = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(3, 27)]
    batch = Batch.objects.create(
        source=source, file_name="uttag.csv", sha256="ab" * 32, status=Batch.Status.DONE,
        received_at=town.actor("karin").at, read=24, taken=24, first_month=months[0],
        last_month=months[-1],
    )  # fmt: skip
    for n, month in enumerate(months):
        IncidentCount.objects.create(
            batch=batch, place=town.place("torget"), kind="9806", month=month, n=6 + n // 12
        )
