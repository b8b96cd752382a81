"""What holds at a meeting and for its minutes (kommunallagen 2017:725, 4–6 and 8 kap.)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

APPROVE_WITHIN = timedelta(days=14)  # 5 kap. 69 §
ANNOUNCE_WITHIN = timedelta(days=2)  # 8 kap. 12 §

DECIDING = {"chair", "member", "serving_substitute"}


@dataclass(frozen=True)
class Present:
    """Somebody at the meeting. `vote` is the proposal voted for, None for who abstained."""

    name: str
    role: str
    vote: int | None = None

    @property
    def decides(self) -> bool:
        return self.role in DECIDING


def participants_faults(present: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Names and roles at the opening: one who leads, nobody twice."""
    chairs = [name for name, role in present if role == "chair"]
    if len(chairs) != 1:
        yield "Ange en ordförande, och bara en. Den som leder sammanträdet antecknas så."
    for name, count in Counter(name.strip() for name, _ in present).items():
        if not name:
            yield "Ange namn för varje deltagare."
        elif count > 1:
            yield f"{name} står två gånger bland deltagarna."


def outcome_faults(outcome: str, *, text: str, has_proposal: bool) -> Iterator[str]:
    """A decision says what was decided; one that was adopted is somebody's proposal."""
    if outcome == "approved" and not has_proposal:
        yield "Välj vilket förslag som antogs. Anteckna förslaget på punkten om det saknas."
    if outcome in {"rejected", "referred_back"} and not text.strip():
        what = "avslås" if outcome == "rejected" else "ska utredas vidare"
        yield f"Skriv beslutet: vad som {what}."


def vote_faults(present: Sequence[Present], adopted: int | None, *, outcome: str) -> Iterator[str]:
    """Those who vote take part in the decision; most votes win; the chair breaks a tie.

    Kommunallagen 5 kap. 55–56 §§, for boards by 6 kap. 33 §.
    """
    for voter in present:
        if not voter.decides:
            yield f"{voter.name} tjänstgör inte och kan inte rösta."
    if outcome != "approved" or adopted is None:
        return
    count = Counter(voter.vote for voter in present if voter.vote is not None)
    if not count:
        return
    most = max(count.values())
    if count[adopted] < most:
        yield "Ett annat förslag fick fler röster. Flest röster avgör (KL 5 kap. 55 §)."
    elif list(count.values()).count(most) > 1 and _chair(present) != adopted:
        yield "Vid lika röstetal gäller det ordföranden röstade på (KL 5 kap. 56 §)."


def _chair(present: Iterable[Present]) -> int | None:
    return next((voter.vote for voter in present if voter.role == "chair"), None)


def reservation_faults(
    kind: str,
    by: Sequence[Present],
    *,
    meeting_open: bool,
    decided: bool,
    voted: Mapping[str, int | None] | None,
    text: str,
) -> Iterator[str]:
    """A reservation is made by one who took part in the decision, before the meeting ends.

    Kommunallagen 4 kap. 27 §. Special statements and substitutes' statements are practice.
    `voted` tells by name how each voted, None where there was no vote.
    """
    if not meeting_open:
        yield (
            "Sammanträdet är inte öppet. En reservation ska anmälas innan det avslutas "
            "(KL 4 kap. 27 §), och uttalanden antecknas då också."
        )
    if not decided:
        yield "Punkten är inte avgjord än. Anteckna beslutet först."
    if not by:
        yield "Välj vem eller vilka det kommer från."
    if kind != "reservation" and not text.strip():
        yield "Skriv uttalandets text."
    for person in by:
        yield from _may_not(kind, person, voted)


def _may_not(kind: str, person: Present, voted: Mapping[str, int | None] | None) -> Iterator[str]:
    if kind == "substitute_statement":
        if person.role != "substitute":
            yield f"{person.name} är inte ersättare. Välj reservation eller särskilt uttalande."
        return
    if not person.decides:
        what = "reservera sig" if kind == "reservation" else "lämna särskilt uttalande"
        yield f"{person.name} deltog inte i beslutet och kan inte {what} (KL 4 kap. 27 §)."
    elif kind == "reservation" and voted is not None and voted.get(person.name) is None:
        yield f"{person.name} röstade inte och deltog alltså inte i beslutet (KL 4 kap. 27 §)."


def approve_by(held_on: date) -> date:
    """The last day to approve the minutes (5 kap. 69 §)."""
    return held_on + APPROVE_WITHIN


def announce_by(approved_on: date) -> date:
    """The last day to announce that they have been approved (8 kap. 12 §)."""
    return approved_on + ANNOUNCE_WITHIN
