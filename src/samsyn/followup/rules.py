"""What is owed when, and what stands in the way of giving it. Plain Python, told the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ANSWERED = frozenset({"submitted", "accepted"})


@dataclass(frozen=True)
class Given:
    """The latest report for a due day: how far it has come, and when it was handed in."""

    status: str  # draft, submitted, asked_back or accepted
    submitted_on: date | None = None


@dataclass(frozen=True)
class Occasion:
    """One due day of a duty, the period it is about (half-open), and what has been given.

    `status` is none, draft, submitted, asked_back, accepted, or passed_over: nobody answered, but
    a later report covers its period. What is late has passed its day without having been handed
    in, or was asked back.
    """

    due: date
    since: date
    until: date
    status: str
    is_late: bool = False
    submitted_on: date | None = None

    @property
    def is_answered(self) -> bool:
        return self.status in ANSWERED

    def days_late(self, day: date) -> int:
        return (day - self.due).days if self.is_late else 0


def occasions(
    dues: Iterable[date], given: Mapping[date, Given], begins: date, day: date
) -> list[Occasion]:
    """The due days of a duty up to the first one that has not come, each with its period.

    A period reaches from the last due day that was answered, so that nothing falls between.
    """
    found: list[Occasion] = []
    days = _up_to_next(sorted(set(dues)), day)
    last = max((due for due, g in given.items() if g.status in ANSWERED), default=None)
    since = begins
    for due in days:
        until = due + timedelta(days=1)
        now = given.get(due, Given("none"))
        status = now.status
        if status not in ANSWERED and last is not None and due < last:
            status = "passed_over"
        late = status in {"none", "draft", "asked_back"} and due < day
        found.append(Occasion(due, min(since, due), until, status, late, now.submitted_on))
        if status in ANSWERED:
            since = until
    return found


def _up_to_next(days: Sequence[date], day: date) -> list[date]:
    past = [due for due in days if due < day]
    return past + [due for due in days if due >= day][:1]


def pressing(found: Sequence[Occasion]) -> list[Occasion]:
    """What somebody waits for now: the first that is late and all that are to be received; when
    there are none, what comes next; else the last one given."""
    late = [o for o in found if o.is_late][:1]
    waiting = late + [o for o in found if o.status == "submitted"]
    coming = [o for o in found if o.status in {"none", "draft", "asked_back"}][:1]
    return waiting or coming or list(found[-1:])


def cannot_write(found: Sequence[Occasion], due: date) -> list[str]:
    """Why a report for a due day cannot be written."""
    occasion = next((o for o in found if o.due == due), None)
    if occasion is None:
        return ["Ingen rapport ska lämnas den dagen. Välj en av dagarna i listan."]
    if occasion.status == "submitted":
        return ["Rapporten är redan lämnad och väntar på mottagaren."]
    if occasion.status == "accepted":
        return ["Rapporten är redan godtagen."]
    if occasion.status == "passed_over":
        return ["En senare rapport omfattar redan den tiden. Välj en senare dag."]
    return []


def cannot_submit(status: str, text: str) -> list[str]:
    """Why a report cannot be handed in."""
    if status != "draft":
        return ["Rapporten är redan lämnad."]
    if not text.strip():
        return ["Skriv vad ni har gjort och vad det har gett, innan rapporten lämnas."]
    return []


def cannot_receive(status: str) -> list[str]:
    """Why a report can be neither accepted nor asked back."""
    if status == "submitted":
        return []
    return ["Rapporten är inte lämnad, eller redan besvarad. Läs om sidan."]


def reason_missing(reason: str) -> list[str]:
    """Who gets something back has to know what to do."""
    return [] if reason.strip() else ["Skriv vad som behöver ändras eller läggas till."]
