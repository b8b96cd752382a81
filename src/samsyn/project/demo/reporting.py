"""Reports up the chain in the demo, one district late; last year's summary; a board's question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from samsyn.agreements.models import Duty
from samsyn.followup.actions import (
    accept_report,
    answer_question,
    ask,
    ask_back,
    compile_summary,
    freeze,
    give_feedback,
    submit_report,
    write_report,
)
from samsyn.followup.models import Summary
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Body, Group, Place

from .boards import Boards
from .chronicle import Event
from .register import CITY
from .staffing import Staff

SINCE = timedelta(days=560)
HALF_YEARLY, PICTURE = "lokal-uppfoljning", "lagesbild"
DUE = {
    HALF_YEARLY: ("05-31", "11-30"),
    "lokal-till-staden": ("11-30",),
    "arlig-sammanstallning": ("12-31",),
    "plan-for-kommande-ar": ("12-31",),
    PICTURE: ("07-01",),  # every second year, from 2025
}
LATE, ASKED_BACK = "skarholmen", "bromma"  # the last time around
TEXT = (
    "Åtgärderna i planen är genomgångna. Gruppen ser att samarbetet med skolorna har fått fart och"
    " att platsarbetet behöver fortsätta."
)
CONCLUSION = (
    "Stadsdelarna har följt upp sina överenskommelser. Rån mot unga kräver mer gemensamt arbete på"
    " eftermiddagarna, och fler åtgärder behöver ett utgångsläge innan de börjar."
)


def reports(staff: Staff, today: date) -> Iterator[Event]:
    """Every report that came due lately, and what boards were told of them."""
    days = [(kind, due) for kind in DUE for due in _due_days(kind, today)]
    last = max(due for kind, due in days if kind == HALF_YEARLY)
    for kind, due in days:
        hand_in = partial(_hand_in, staff, kind, due, is_last=(kind, due) == (HALF_YEARLY, last))
        sentence = f"{due.year}: grupperna rapporterar uppåt."
        yield Event(due - timedelta(days=4), sentence, hand_in, 2)
    yield from _Year.before(today).events(staff, today)


def _due_days(kind: str, today: date) -> Iterator[date]:
    for year in range(today.year - 2, today.year + 1):
        for month_and_day in DUE[kind]:
            due = date.fromisoformat(f"{year}-{month_and_day}")
            owed = kind != PICTURE or year % 2 == 1
            if owed and today - SINCE <= due < today:
                yield due


def _hand_in(staff: Staff, kind: str, due: date, *, is_last: bool) -> None:
    """Each group that owes it writes and hands in; the receiver accepts, or asks one back."""
    day = due - timedelta(days=4)
    for duty in Duty.objects.on(day).filter(key__contains=f"/{kind}/").select_related("place"):
        if is_last and duty.place.key == LATE:
            continue
        assert duty.by_group is not None
        sender = staff.member("followup.submit_report", duty.by_group, day)
        report = submit_report(sender, write_report(sender, duty, due=due, text=TEXT))
        receiver = _receiver(staff, duty, day)
        if is_last and duty.place.key == ASKED_BACK:
            ask_back(receiver, report, reason="Resultaten för otrygga platser saknas.")
        else:
            accept_report(receiver, report)


def _receiver(staff: Staff, duty: Duty, day: date) -> Actor:
    if duty.to_group is not None:
        return staff.member("followup.accept_report", duty.to_group, day)
    assert duty.to_body is not None
    return Boards(staff).secretary(duty.to_body, day)


@dataclass(frozen=True)
class _Year:
    """The year that has been summed up, in the winter after it."""

    year: int

    @classmethod
    def before(cls, today: date) -> _Year:
        return cls(today.year - (1 if today >= date(today.year, 4, 15) else 2))

    def events(self, staff: Staff, today: date) -> Iterator[Event]:
        winter = self.year + 1
        compiled, frozen, told = date(winter, 1, 26), date(winter, 2, 9), date(winter, 3, 12)
        asked = today - timedelta(days=9)
        for day, sentence, act in (
            (compiled, f"Året {self.year} sammanställs.", self._compile),
            (frozen, f"Sammanställningen av {self.year} fastställs.", self._freeze),
            (told, "En stadsdelsnämnd får återkoppling.", self._tell),
            (asked, "En nämnd ställer en fråga.", self._ask),
        ):
            yield Event(day, sentence, partial(act, staff, day), 1)

    def _compile(self, staff: Staff, day: date) -> None:
        city = Place.objects.get(key=CITY)
        coordinator = staff.coordinator(day)
        compile_summary(coordinator, city, year=self.year, text=CONCLUSION)

    def _freeze(self, staff: Staff, day: date) -> None:
        freeze(staff.coordinator(day), self._summary())

    def _tell(self, staff: Staff, day: date) -> None:
        group, board = _group(day), Body.objects.get(key="sdn-farsta")
        give_feedback(
            staff.member("followup.give_feedback", group, day),
            group,
            to_body=board,
            title=f"Det samverkan gjorde i Farsta {self.year}",
            text="Belysningen i gångtunneln är bytt och fältarbetarna finns vid centrum tre kvällar"
            " i veckan. Stödet till brottsutsatta har inte nått ut som tänkt.",
            summary=self._summary(),
        )
        secretary = Boards(staff).secretary(board, day)
        question = ask(secretary, board, to_group=group, text="Vad kostar fältarbetarna per kväll?")
        answers = staff.member("followup.answer_question", group, day)
        answer_question(
            answers, question, answer="Omkring 4 200 kronor per kväll för två personer."
        )

    def _ask(self, staff: Staff, day: date) -> None:
        board = Body.objects.get(key="sdn-farsta")
        text = "Hur följs den fasta gruppen för barn och unga upp om den inrättas?"
        ask(Boards(staff).secretary(board, day), board, to_group=_group(day), text=text)

    def _summary(self) -> Summary:
        summary: Summary = Summary.objects.get(year=self.year, place__key=CITY)
        return summary


def _group(day: date) -> Group:
    group: Group = Group.objects.on(day).get(key="stockholm/lokal-styrgrupp/farsta")
    return group
