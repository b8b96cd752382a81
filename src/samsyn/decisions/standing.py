"""How far a consultation has come: who has answered, who has registered it, who is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from samsyn.decisions.models import Answer, Consultation, Decision, Demand, Referral
from samsyn.decisions.rules import referral_state
from samsyn.figures import Bar, Bars

WORDS = {
    "answered": ("good", "Har svarat"),
    "registered": ("plain", "Registrerad"),
    "waiting": ("past", "Inte registrerad"),
    "late": ("bad", "Försenad"),
}
SUBMITTED = Q(status=Answer.Status.SUBMITTED)


def with_answers(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    """Referrals with `has_answer` and `has_decision`, in one query.

    Who is asked to decide has answered also with the decision itself, once it is final.
    """
    answers = Answer.objects.filter(SUBMITTED, referral=OuterRef("pk"))
    decisions = Decision.objects.filter(
        case=OuterRef("case"),
        final_on__isnull=False,
        outcome__in=[Decision.Outcome.APPROVED, Decision.Outcome.REJECTED],
    )
    return referrals.annotate(has_answer=Exists(answers), has_decision=Exists(decisions))


def is_answered(referral: Referral) -> bool:
    row = with_answers(Referral.objects.filter(pk=referral.pk)).get()
    return _answered(row, referral.consultation.asks)


def _answered(row: Referral, asks: str) -> bool:
    decided: bool = asks == Consultation.Asks.DECISION and row.has_decision  # type: ignore[attr-defined]
    return decided or row.has_answer  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Standing:
    """One body's line on the status board. `decision` only where a decision was asked for."""

    referral: Referral
    state: str
    days_left: int
    answer: Answer | None
    decision: Decision | None

    @property
    def kind(self) -> str:
        return WORDS[self.state][0]

    @property
    def word(self) -> str:
        return WORDS[self.state][1]

    @property
    def time(self) -> str:
        """`3 dagar kvar`, `i dag`, `2 dagar sen`; nothing once answered."""
        if self.state == "answered":
            return ""
        if self.days_left == 0:
            return "sista dagen i dag"
        days = abs(self.days_left)
        unit = "dag" if days == 1 else "dagar"
        return f"{days} {unit} kvar" if self.days_left > 0 else f"{days} {unit} sen"


def standings(consultation: Consultation, day: date) -> list[Standing]:
    """Every body asked, in order of name, with its state on the day."""
    rows = consultation.referrals.select_related("body", "case__diary").order_by("body__name")
    referrals = list(with_answers(rows))
    answers = latest_answers(referrals)
    asks = consultation.asks
    decisions = _decisions(referrals) if asks == Consultation.Asks.DECISION else {}
    return [
        Standing(
            row,
            state_of(row, asks, day),
            (row.answers_by - day).days,
            answers.get(row.pk),
            decisions.get(row.case_id or 0),
        )
        for row in referrals
    ]


def state_of(row: Referral, asks: str, day: date) -> str:
    """The state of a row from `with_answers`."""
    return referral_state(
        is_answered=_answered(row, asks),
        is_registered=row.case_id is not None,
        answers_by=row.answers_by,
        day=day,
    )


def latest_answers(referrals: Sequence[Referral]) -> dict[int, Answer]:
    """The latest submitted answer of each, by the referral's key."""
    rows = Answer.objects.filter(SUBMITTED, referral__in=referrals).order_by("version")
    return {answer.referral_id: answer for answer in rows}


def _decisions(referrals: Sequence[Referral]) -> dict[int, Decision]:
    cases = [row.case_id for row in referrals if row.case_id]
    rows = Decision.objects.filter(case__in=cases, final_on__isnull=False)
    rows = rows.select_related("body", "item", "case__diary").order_by("decided_on", "pk")
    return {decision.case_id: decision for decision in rows}


def demands_of(answers: Sequence[Answer]) -> QuerySet[Demand]:
    """What the answers ask for, in order of body and number."""
    rows = Demand.objects.filter(answer__in=answers).select_related(
        "answer__referral__body", "noted_by"
    )
    return rows.order_by("answer__referral__body__name", "number")


def picture(rows: Sequence[Standing]) -> Bars:
    """How many have answered, registered, not yet registered, and are late."""
    counts = Counter(row.state for row in rows)
    return Bars(
        title="Hur långt remissen har kommit",
        note=f"{counts['answered']} av {len(rows)} har svarat",
        categories=tuple(word for _, word in WORDS.values()),
        groups=(Bar("Organ", tuple(float(counts[state]) for state in WORDS)),),
        unit="organ",
        heading="Läge",
        decimals=0,
    )
