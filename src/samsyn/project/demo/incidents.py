"""Five years of made-up incidents: a background by known volumes, and truths planted on it."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt

from .calendar import Calendar, Floats, Ints, Times
from .streets import REACH, Streets, scatter
from .tables import table
from .truths import ECHO_DAYS, ECHO_METRES, TRUTHS, Truth

BACKGROUND_ROWS = 202_000
SEED = 2026


@dataclass(frozen=True)
class Incidents:
    """One incident per position: code, street (index in Streets), SWEREF 99 TM metres, minutes."""

    code: npt.NDArray[np.str_]
    street: Ints
    east: Floats
    north: Floats
    start: Times
    end: Times

    def __len__(self) -> int:
        return len(self.code)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> "Incidents":
        """The rows at some positions or under a mask."""
        return Incidents(*(getattr(self, field.name)[rows] for field in fields(self)))

    @classmethod
    def together(cls, parts: list["Incidents"]) -> "Incidents":
        """Several sets as one, in order of time."""
        joined = cls(
            *(np.concatenate([getattr(p, field.name) for p in parts]) for field in fields(cls))
        )
        return joined.take(np.argsort(joined.start, kind="stable"))


def generate(
    today: date, seed: int = SEED, rows: int = BACKGROUND_ROWS
) -> tuple[Incidents, Streets]:
    """The incidents of the sixty whole months before `today`, the same for the same arguments.

    `rows` is the size of the background; the truths add a fixed number of rows to it. The codes'
    weights are one year's national volumes of handled crimes (Brå) where the table `codes` names a
    basis, and our own estimates elsewhere.
    """
    rng = np.random.default_rng(seed)
    calendar, streets = Calendar.before(today), Streets.lay_out(rng)
    parts = _background(rng, calendar, streets, rows)
    parts += [_plant(rng, calendar, streets, truth) for truth in TRUTHS if truth.rows]
    return Incidents.together(parts), streets


def _background(
    rng: np.random.Generator, calendar: Calendar, streets: Streets, rows: int
) -> list[Incidents]:
    codes = table("codes")
    volumes = np.array([float(row["weight"]) for row in codes])
    rhythms = {row["rhythm"]: calendar.weights(row["rhythm"]) for row in codes}
    parts = []
    for row, count in zip(codes, rng.multinomial(rows, volumes / volumes.sum()), strict=True):
        start = calendar.draw(rng, rhythms[row["rhythm"]], count)
        street = streets.draw(rng, row["spread"], count)
        parts.append(_at(rng, streets, np.full(count, row["code"]), street, start, radius=REACH))
    return parts


def _plant(
    rng: np.random.Generator, calendar: Calendar, streets: Streets, truth: Truth
) -> Incidents:
    first, last = truth.months
    steps = np.interp(calendar.month, (first, max(last - 1, first + 1)), truth.trend)
    inside = (first <= calendar.month) & (calendar.month < last)
    start = calendar.draw(rng, calendar.weights(truth.rhythm) * steps * inside, truth.rows)
    code = rng.choice(np.array(truth.codes), truth.rows)
    if truth.radius is None:
        street = streets.within(rng, truth.places, truth.rows)
        radius = REACH / 2 if truth.echoes else REACH  # room for the echoes around them
        found = _at(rng, streets, code, street, start, radius=radius)
    else:
        street = np.full(truth.rows, streets.square(truth.places[0]))
        found = _at(rng, streets, code, street, start, radius=truth.radius)
    return Incidents.together([found, *(_echo(rng, found, calendar) for _ in range(truth.echoes))])


def _at(
    rng: np.random.Generator,
    streets: Streets,
    code: npt.NDArray[np.str_],
    street: Ints,
    start: Times,
    *,
    radius: float,
) -> Incidents:
    """Incidents at streets, each with the time it stood undiscovered (column `hours_open`)."""
    east, north = scatter(rng, len(code), radius)
    hours = {row["code"]: float(row["hours_open"]) for row in table("codes")}
    mean = np.array([hours[str(value)] for value in code]) if len(code) else np.zeros(0)
    minutes = np.minimum(rng.exponential(60 * mean), 3 * 60 * mean).astype(np.int64)
    return Incidents(
        code,
        street,
        streets.east[street] + east,
        streets.north[street] + north,
        start,
        start + minutes.astype("m8[m]"),
    )


def _echo(rng: np.random.Generator, first: Incidents, calendar: Calendar) -> Incidents:
    """A later crime near each of the first ones, unless the five years end before it."""
    east, north = scatter(rng, len(first), ECHO_METRES)
    later = rng.integers(24 * 60, ECHO_DAYS * 24 * 60, len(first)).astype("m8[m]")
    echo = Incidents(
        first.code,
        first.street,
        first.east + east,
        first.north + north,
        first.start + later,
        first.end + later,
    )
    return echo.take(echo.start <= calendar.start[-1].astype("M8[m]"))
