"""Filling the demo: every event of its history, in order of time."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from .asking import Asking
from .chronicle import Chronicle, Event
from .cooperation import local_agreements
from .deliveries import Deliveries
from .fieldwork import fieldwork
from .incidents import BACKGROUND_ROWS, SEED
from .picturing import pictures
from .planning import plans
from .reporting import reports
from .staffing import Staff

Progress = Callable[[float, str], None]


def fill(
    directory: Path,
    progress: Progress = lambda percent, sentence: None,
    *,
    today: date | None = None,
    seed: int = SEED,
    rows: int = BACKGROUND_ROWS,
) -> None:
    """Fill an empty installation with Stockholm's history up to `today` (else the clock's day).

    The files that the imports read are left in `directory`/leveranser, to be tried again.
    `progress` is told percent and a Swedish sentence before each event. `rows` is the size of the
    incidents' background; tests take fewer.
    """
    files = directory / "leveranser"
    files.mkdir(parents=True, exist_ok=True)
    events = list(history(today or date.today(), files, seed, rows))
    whole, done = sum(event.weight for event in events), 0.0
    for event in events:
        progress(round(100 * done / whole, 1), event.sentence)
        event.do()
        done += event.weight
    progress(100, "Staden är klar.")


def history(today: date, files: Path, seed: int, rows: int) -> Iterator[Event]:
    """All that happened, in order of time; what happens on one day keeps the order given here."""
    staff = Staff(seed)
    yield from sorted(
        [
            *Chronicle(staff, today).events(),
            *Deliveries(staff, today, files, rows).events(),
            *Asking(staff, today, files).events(),
            *local_agreements(staff, today),
            *pictures(staff, today),
            *plans(staff, today),
            *reports(staff, today),
            *fieldwork(staff, today),
        ],
        key=lambda event: event.day,
    )
