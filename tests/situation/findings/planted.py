"""The demo's invented incidents as material, district by district, with the truths or without."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np

from samsyn.project.demo.calendar import Calendar
from samsyn.project.demo.geography import (
    cells_of,
    district_of,
    districts,
    neighbourhoods,
    shape_of,
)
from samsyn.project.demo.incidents import BACKGROUND_ROWS, SEED, Incidents, generate
from samsyn.project.demo.incidents import _background as background
from samsyn.project.demo.streets import Streets
from samsyn.situation import areas, codes
from samsyn.situation.findings.methods.material import Line, Material, Rows

TODAY = date(2026, 10, 1)
YEAR = date(2025, 10, 1), TODAY
CITY = "stockholm"
FIRST = np.datetime64("2021-10", "M")
NAMES = {
    "unga-i-riskzon": "Unga i riskzon",
    "otrygga-platser": "Otrygga platser",
    "systemhotande": "Systemhotande brottslighet",
    "brottsoffer": "Brottsoffer",
    "kriminella-miljoer": "Kriminella miljöer",
}


@cache
def _incidents(planted: bool) -> tuple[Incidents, Streets]:
    if planted:
        return generate(TODAY)
    rng = np.random.default_rng(SEED)
    calendar, streets = Calendar.before(TODAY), Streets.lay_out(rng)
    return Incidents.together(background(rng, calendar, streets, BACKGROUND_ROWS)), streets


def districts_of_today() -> list[str]:
    return sorted({district_of(cell, date(2026, 1, 1)) for cell in neighbourhoods()})


def lines() -> tuple[Line, ...]:
    day = date(2026, 1, 1)
    return (
        Line("alla", "Alla händelser"),
        *(Line(k, n, areas.kinds_of("stockholm", k, day)) for k, n in NAMES.items()),
    )


@cache
def material(place: str, *, planted: bool = True, period: tuple[date, date] = YEAR) -> Material:
    """What a picture of the place and the period would be computed from."""
    incidents, streets = _incidents(planted)
    cells = neighbourhoods()
    here = {c.key for c in (cells if place == CITY else cells_of(place))}
    inside = np.array([cell.key in here for cell in cells])[streets.cell[incidents.street]]
    found = incidents.take(inside)
    months = np.arange(FIRST, np.datetime64("2026-10", "M"))
    month = found.start.astype("M8[M]").astype(np.int64)
    history = {
        str(kind): np.bincount(month[found.code == kind] - int(FIRST.astype(int)), minlength=60)
        for kind in np.unique(found.code)
    }
    late = month >= int(np.datetime64("2024-10", "M").astype(int))
    last = found.take(late)
    rows = Rows(
        kind=last.code.astype(object), month=month[late],
        starts=last.start.astype("M8[s]"), ends=last.end.astype("M8[s]"),
        x=last.east, y=last.north, place=streets.cell[last.street].astype(np.int64) + 1,
        timed=np.full(len(last), True),
    )  # fmt: skip
    since, until = period
    return Material(
        place=place, name="Stockholm" if place == CITY else districts()[place].name,
        since=since, until=until, lines=lines(),
        kind_names={c.code: c.name for c in codes.table().values()},
        months=months, history=history, rows=rows,
        outline=None if place == CITY else shape_of(place),
        homes={n + 1: cell.name for n, cell in enumerate(cells)},
        people=sum(c.population for c in cells if c.key in here),
    )  # fmt: skip


def place_numbers() -> dict[str, int]:
    """The number that stands for each neighbourhood in `Rows.place`."""
    return {cell.key: n + 1 for n, cell in enumerate(neighbourhoods())}
