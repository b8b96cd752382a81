"""Approximate inhabitants of the schematic neighbourhoods, by sex and age.

Sizes are the city's own forecast of 2012 for 2021 (rounded, split on our own neighbourhoods); ages
follow a rough pattern by kind of neighbourhood (table `ages`, percent). They give rates a likely
size and nothing else: POPULATION_NOTE says so wherever they are named.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .geography import neighbourhoods
from .tables import table

POPULATION_NOTE = "Ungefärlig befolkning, avrundad och uppdelad för demonstrationen"
COUNTED, GROWTH = 2021, 1.006  # the year of the forecast, and a year's growth after it


@dataclass(frozen=True)
class Inhabitants:
    """How many of a sex ("female", "male") and an age, both ends included, live in a place."""

    place: str
    sex: str
    age_from: int
    age_to: int
    n: int


def inhabitants(year: int = COUNTED) -> Iterator[Inhabitants]:
    """All neighbourhoods at the end of a year, rounded to tens; the city grows evenly."""
    growth = GROWTH ** (year - COUNTED)
    for cell in neighbourhoods():
        for row in table("ages"):
            for sex, share in _sexes(int(row["age_from"])):
                n = round(cell.population * growth * float(row[cell.kind]) / 100 * share, -1)
                ages = int(row["age_from"]), int(row["age_to"])
                yield Inhabitants(cell.key, sex, *ages, int(n))


def _sexes(age_from: int) -> tuple[tuple[str, float], tuple[str, float]]:
    """More boys are born; more women grow old."""
    women = 0.62 if age_from >= 80 else 0.53 if age_from >= 65 else 0.50 if age_from >= 18 else 0.49
    return ("female", women), ("male", 1 - women)
