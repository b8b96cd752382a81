"""What boards and the police decide in the demo: adoptions, and answers to consultations.

Cases and decisions are made up; no board has said what its counterpart here says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from samsyn.agreements import packs
from samsyn.agreements.actions import adopt, consult, put_forward
from samsyn.agreements.models import Version
from samsyn.decisions.actions import (
    add_item,
    approve_minutes,
    decide,
    decide_by_delegation,
    delegate,
    draft_answer,
    end_meeting,
    extend_deadline,
    open_meeting,
    plan_meeting,
    put_on_record,
    receive_referral,
    remind,
    submit_answer,
    treat_demand,
)
from samsyn.decisions.agenda import Suggested
from samsyn.decisions.models import Case, Decision, Delegation, Demand, Item, Meeting, Referral
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Body, Seat

from .people import names
from .staffing import Staff
from .tables import table

PARTIES = ("Rosenpartiet", "Ekpartiet", "Havspartiet")  # no such parties exist
COUNT = 13
POLICE_CHIEF = "Regionpolischef"


@dataclass
class Boards:
    """The boards' secretaries and the chief of police, at work."""

    staff: Staff

    def adopt(self, version: Version, day: date) -> None:
        """The version is put to its parties, each decides, and the decisions are registered."""
        coordinator = self.staff.coordinator(day)
        proposal = put_forward(coordinator, version, answers_by=day + timedelta(days=30))
        for referral in proposal.referrals.all():
            decision = self._decision(referral, version, day)
            adopt(coordinator, version, decision=decision)

    def _decision(self, referral: Referral, version: Version, day: date) -> Decision:
        text = f"{version.title} antas."
        if referral.body.is_police:
            return self._chief_decides(referral, text, day)
        assert referral.case is not None
        proposal = Suggested(text, "Stadsledningskontoret", by_office=True)
        return self.meet(referral.case, version.title, [proposal], day)

    def _chief_decides(self, referral: Referral, text: str, day: date) -> Decision:
        body = referral.body
        secretary = self.secretary(body, day)
        case = receive_referral(secretary, referral)
        held = Delegation.objects.on(day).filter(body=body, kind="overenskommelse").first()
        delegation = held or delegate(
            secretary,
            body,
            to_body=body,
            function=POLICE_CHIEF,
            kind="overenskommelse",
            what="Anta överenskommelser om samverkan",
            ground="polisregionens arbetsordning",
        )
        seat = Seat.objects.on(day).get(group__kind="polisledning", body=body)
        chief = self.staff.holder_in(seat, day)
        return decide_by_delegation(chief, delegation, case=case, seat=seat, text=text)

    def meet(
        self,
        case: Case,
        title: str,
        proposals: list[Suggested],
        day: date,
        *,
        split: tuple[int, int] | None = None,
        reservation: str = "",
    ) -> Decision:
        """The board meets that day, treats the case and approves the paragraph at once."""
        secretary = self.secretary(case.body, day)
        meeting = plan_meeting(secretary, case.body, held_on=day, where="Stadshuset")
        item = add_item(secretary, case, title=title, proposals=proposals, meeting=meeting)
        open_meeting(secretary, meeting, participants=self._members(case.body))
        decision = self._vote(secretary, item, meeting, split)
        if reservation:
            losing = meeting.participants.filter(votes__proposal__order=2)
            against = item.proposals.order_by("order").last()
            put_on_record(
                secretary,
                item,
                kind="reservation",
                participants=list(losing),
                text=reservation,
                in_favour_of=against,
            )
        end_meeting(secretary, meeting)
        approve_minutes(secretary, meeting, approved_by="Ordföranden och en ledamot")
        return Decision.objects.get(pk=decision.pk)

    def _vote(
        self, secretary: Actor, item: Item, meeting: Meeting, split: tuple[int, int] | None
    ) -> Decision:
        first, *rest = item.proposals.order_by("order")
        votes = {}
        if split and rest:
            members = list(meeting.participants.order_by("pk"))
            votes = {m: first if n < split[0] else rest[0] for n, m in enumerate(members)}
        return decide(
            secretary, item, outcome="approved", proposal=first, votes=votes, immediate=True
        )

    def _members(self, body: Body) -> list[tuple[str, str, str]]:
        """The same invented people at every meeting of a body."""
        invented = names(body.pk)
        roles = ["chair", *["member"] * (COUNT - 1)]
        return [
            (next(invented), PARTIES[n * len(PARTIES) // COUNT], r) for n, r in enumerate(roles)
        ]

    def secretary(self, body: Body, day: date) -> Actor:
        kinds = ("samordningsfunktion", "sekretariat")
        key = "namndsekreterare" if body.key == "kommunstyrelsen" else f"sekreterare@{body.key}"
        seats = Seat.objects.on(day).filter(group__kind__in=kinds, body=body, key=key)
        return self.staff.holder_in(seats.get(), day)


@dataclass
class Consulting:
    """A consultation on a version: sent, answered, the demands treated."""

    boards: Boards
    version: str
    asked: tuple[str, ...]

    def send(self, day: date, answers_by: date) -> None:
        version = Version.objects.get(key=self.version)
        bodies = list(Body.objects.filter(key__in=self.asked))
        consult(self.boards.staff.coordinator(day), version, bodies=bodies, answers_by=answers_by)

    def answers(self) -> Iterator[dict[str, str]]:
        return (row for row in table("answers") if row["version"] == self.version)

    def answer(self, row: dict[str, str], day: date) -> None:
        """Registered, decided by the board, handed in."""
        boards, referral = self.boards, self._referral(row["body"])
        secretary = boards.secretary(referral.body, day)
        case = receive_referral(secretary, referral)
        decision = boards.meet(
            case,
            f"Svar på remiss: {packs.charter(self.version).title}",
            _proposals(row),
            day,
            split=(int(row["votes"]), int(row["against"])) if row["votes"] else None,
            reservation=row["reservation"],
        )
        demands = [text.strip() for text in row["demands"].split("|")]
        answer = draft_answer(
            secretary, self._referral(row["body"]), demands=demands, decision=decision
        )
        submit_answer(secretary, answer)

    def treat(self, day: date) -> None:
        """The coordinator says what happens with what was asked for."""
        coordinator = self.boards.staff.coordinator(day)
        for row in table("treatments"):
            if row["version"] == self.version:
                demand = Demand.objects.get(
                    answer__referral=self._referral(row["body"]), number=row["number"]
                )
                treat_demand(
                    coordinator,
                    demand,
                    treatment=row["treatment"],
                    reason=row["reason"],
                    clause=row["clause"],
                )

    def chase(self, late: str, extended: str, day: date, until: date) -> None:
        """One board is reminded, another gets more time."""
        coordinator = self.boards.staff.coordinator(day)
        remind(coordinator, self._referral(late), text="Vi saknar ert svar på remissen.")
        reason = "Nämnden sammanträder först då."
        extend_deadline(coordinator, self._referral(extended), until=until, reason=reason)

    def _referral(self, body: str) -> Referral:
        version = Version.objects.get(key=self.version)
        referral: Referral = Referral.objects.get(consultation=version.consultation, body__key=body)
        return referral


def _proposals(row: dict[str, str]) -> list[Suggested]:
    office = Suggested(row["proposal"], row["by"] or "Förvaltningen", not row["by"], row["added"])
    if not row["against"]:
        return [office]
    return [office, Suggested("Ärendet återremitteras.", PARTIES[-1])]
