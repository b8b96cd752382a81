"""Streets of the schematic city: made-up names, each a point in a neighbourhood."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from .calendar import Floats, Ints, pick
from .geography import Neighbourhood, neighbourhoods
from .tables import table

PER_NEIGHBOURHOOD = 24
REACH = 120.0  # metres from a street's point to its farthest house
SQUARE = "Torgplan"

_FIRST = (
    "Björk",
    "Ek",
    "Gran",
    "Lärk",
    "Sjö",
    "Äng",
    "Skol",
    "Park",
    "Kvarn",
    "Smed",
    "Sten",
    "Lind",
)
_LAST = ("gatan", "vägen", "stigen", "backen", "gränd")


@dataclass(frozen=True)
class Streets:
    """All streets: where they are, what they are called, and how busy they are.

    The first street of each neighbourhood is its square, SQUARE, in the middle of the cell.
    """

    cell: Ints
    name: npt.NDArray[np.str_]
    east: Floats
    north: Floats
    busy: Floats

    @classmethod
    def lay_out(cls, rng: np.random.Generator) -> "Streets":
        cells = neighbourhoods()
        points = np.vstack([_points(rng, cell) for cell in cells])
        names = [name for _ in cells for name in (SQUARE, *_names(rng))]
        return cls(
            cell=np.repeat(np.arange(len(cells)), PER_NEIGHBOURHOOD),
            name=np.array(names),
            east=points[:, 0],
            north=points[:, 1],
            busy=rng.lognormal(0.0, 0.7, len(names)),
        )

    def draw(self, rng: np.random.Generator, spread: str, rows: int) -> Ints:
        """Streets drawn by population and a spread over kinds of place (table `spreads`)."""
        row = next(row for row in table("spreads") if row["spread"] == spread)
        cells = np.array([cell.population * float(row[cell.kind]) for cell in neighbourhoods()])
        return pick(rng, self.busy * cells[self.cell], rows)

    def within(self, rng: np.random.Generator, places: tuple[str, ...], rows: int) -> Ints:
        """Streets drawn within some neighbourhoods, by how busy they are."""
        wanted = np.array([cell.key in places for cell in neighbourhoods()])
        return pick(rng, self.busy * wanted[self.cell], rows)

    def square(self, place: str) -> int:
        """The square of a neighbourhood."""
        keys = [cell.key for cell in neighbourhoods()]
        return keys.index(place) * PER_NEIGHBOURHOOD


def scatter(rng: np.random.Generator, rows: int, radius: float) -> tuple[Floats, Floats]:
    """Steps east and north, even over a disc of the radius in metres."""
    away = radius * np.sqrt(rng.random(rows))
    turn = rng.random(rows) * 2 * np.pi
    return away * np.cos(turn), away * np.sin(turn)


def _points(rng: np.random.Generator, cell: Neighbourhood) -> Floats:
    """The square, then points drawn in the cell far enough inside for every house to be in it."""
    inner = cell.polygon.buffer(-REACH - 10)
    square = inner.representative_point()
    west, south, east, north = inner.bounds
    tries = rng.random((PER_NEIGHBOURHOOD * 20, 2)) * (east - west, north - south) + (west, south)
    inside = tries[shapely.contains_xy(inner, tries)][: PER_NEIGHBOURHOOD - 1]
    return np.vstack([[square.x, square.y], inside])


def _names(rng: np.random.Generator) -> list[str]:
    every = [first + last for first in _FIRST for last in _LAST]
    return [str(name) for name in rng.choice(every, PER_NEIGHBOURHOOD - 1, replace=False)]
