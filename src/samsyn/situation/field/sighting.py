"""What somebody saw, before it is an observation; and what makes it impossible to keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from samsyn.organisation.models import Place
from samsyn.situation import checklist
from samsyn.situation.models import Audience, Severity
from samsyn.situation.privacy import told

from .photo import Photo

OLDEST = timedelta(days=92)
LONGEST = timedelta(days=14)
SKEW = timedelta(minutes=10)
MOST_LETTERS = 1_000


@dataclass(frozen=True)
class Sighting:
    """One thing seen. `point` is metres east and north; without `audience` the owner's holds."""

    category: str
    place: Place
    since: datetime
    until: datetime | None = None
    severity: int = Severity.CLEAR
    spot: str = ""
    point: tuple[float, float] | None = None
    text: str = ""
    audience: str = ""
    photo: Photo | None = None
    key: UUID = field(default_factory=uuid4)


def faults(seen: Sighting, now: datetime) -> Iterator[str]:
    """Why a sighting cannot be kept."""
    if seen.category not in checklist.categories():
        yield "Välj vad det gäller."
    if seen.severity not in Severity.values:
        yield "Välj hur allvarligt det är."
    if seen.audience and seen.audience not in Audience.values:
        yield "Välj vem som ser iakttagelsen."
    if seen.category == "annat" and not seen.text.strip():
        yield "Skriv med några ord vad det gäller."
    if len(seen.text) > MOST_LETTERS:
        yield f"Skriv högst {MOST_LETTERS} tecken."
    yield from _faults_of_time(seen, now)
    yield from person_faults(seen.text, seen.spot)


def _faults_of_time(seen: Sighting, now: datetime) -> Iterator[str]:
    if seen.since > now + SKEW:
        yield "Tiden ligger framåt. Skriv när det sågs."
    if seen.since < now - OLDEST:
        yield f"Tiden ligger mer än {OLDEST.days} dagar tillbaka. Det är för länge sedan."
    if seen.until is not None and seen.until < seen.since:
        yield "Till-tiden ska vara efter från-tiden."
    if seen.until is not None and seen.until > now + SKEW:
        yield "Till-tiden ligger framåt."
    if seen.until is not None and seen.until - seen.since > LONGEST:
        yield f"Ett tidsspann får vara högst {LONGEST.days} dagar."


def person_faults(*texts: str) -> Iterator[str]:
    """Why texts of the field cannot be kept: they point at a person."""
    if what := told("\n".join(texts)):
        yield f"Texten verkar innehålla {what}. Skriv om platser och händelser, inte om personer."
