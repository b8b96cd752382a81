"""What the demo's inhabitants answer: three rounds of a safety survey, every district and the city.

The second round was asked in a new way and is not comparable with the first. Planted to be found:
between the last two, more in Farsta have become afraid of robbery and of going out late, while
fewer in Skärholmen stay at home. In the smallest groups too few have answered to be shown.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from samsyn.organisation.models import Body
from samsyn.situation.actions import register_source
from samsyn.situation.models import Source
from samsyn.situation.tasks import import_file

from .chronicle import Event, city
from .geography import districts, neighbourhoods
from .staffing import Staff
from .tables import table

SOURCE, NAME = "trygghetsmatningen", "Trygghetsmätningen (påhittad)"
HEADERS = ("Stadsdelsområde", "Mätår", "Fråga", "Grupp", "Antal svar", "Andel (%)",
           "Svarsfrekvens (%)", "Designeffekt", "Jämförbar", "Skäl")  # fmt: skip
AGO = (6, 3, 1)  # years
NEW_WAY = "Frågorna ställs på webben i stället för i brev"
# group, its part of those who answered, and its column in the table
GROUPS = (("Kvinnor", 0.53, "women"), ("Män", 0.47, "men"),
          ("16–24 år", 0.07, "young"), ("65–79 år", 0.23, "old"))  # fmt: skip
PLANTED = {
    ("farsta", "unsafe_late"): 11,
    ("farsta", "worry_robbery"): 12,
    ("skarholmen", "avoids"): -9,
}
AUTUMN = (10, 15)
DESIGN = 1.2
Row = tuple[object, ...]


@dataclass(frozen=True)
class Asking:
    """The files, delivered in the autumn after the last round they tell of."""

    staff: Staff
    today: date
    directory: Path

    def events(self) -> Iterator[Event]:
        first, second, last = (self.today.year - ago for ago in AGO)
        day = date(second, *AUTUMN)
        yield Event(day, f"{second}: en trygghetsmätning registreras.", partial(self._source, day))
        for years in ((first, second), (last,)):
            day = date(years[-1], *AUTUMN)
            said = f"{day.year}: trygghetsmätningen läses in."
            yield Event(day, said, partial(self._deliver, years, day), 2)

    def _source(self, day: date) -> None:
        register_source(
            self.staff.coordinator(day), city(), name=NAME, key=SOURCE, survey="city", fewest=30,
            body=Body.objects.get(key="stadsledningskontoret"),
        )  # fmt: skip

    def _deliver(self, years: tuple[int, ...], day: date) -> None:
        path = self.directory / f"trygghetsmatningen_{years[-1]}.csv"
        with path.open("w", encoding="cp1252", newline="") as file:
            rows = (row for year in years for row in self._rows(year))
            csv.writer(file, delimiter=";").writerows([HEADERS, *rows])
        import_file(self.staff.coordinator(day), Source.objects.get(key=SOURCE), path)

    def _rows(self, year: int) -> Iterator[Row]:
        """The districts of that year, and the city as all who answered in them."""
        number = [self.today.year - ago for ago in AGO].index(year)
        rng = np.random.default_rng([self.staff.seed, 11, number])
        people = _people(date(year, 5, 1))
        for question in table("survey"):
            whole: dict[str, tuple[int, int]] = {}
            for key, (name, inhabitants) in people.items():
                asked = (330 + inhabitants / 300) * (0.9 + 0.2 * rng.random())
                told = {}
                for group, part, column in GROUPS:
                    n = round(part * asked)
                    told[group] = n, int(rng.binomial(n, _share(question, column, key, number)))
                told["Alla"] = _sum(told["Kvinnor"], told["Män"])
                for group, counts in told.items():
                    yield self._row(name, year, question, group, *counts)
                    whole[group] = _sum(whole.get(group, (0, 0)), counts)
            for group, counts in whole.items():
                yield self._row(city().name, year, question, group, *counts)

    def _row(
        self, place: str, year: int, question: dict[str, str], group: str, *counts: int
    ) -> Row:
        n, yes = counts
        broken = year == self.today.year - AGO[1]
        share = f"{100 * yes / n:.1f}".replace(".", ",")
        rate = 47 + 2 * (self.today.year - AGO[0] - year)  # fewer answer each time
        return (place, year, question["asked"], group, n, share, rate,
                str(DESIGN).replace(".", ","), "nej" if broken else "ja",
                NEW_WAY if broken else "")  # fmt: skip


def _people(day: date) -> dict[str, tuple[str, int]]:
    """Name and inhabitants of each district of a day."""
    known = districts()
    found: dict[str, tuple[str, int]] = {}
    for cell in neighbourhoods():
        district = known[cell.district_2019]
        while not district.is_valid(day) and district.successor:
            district = known[district.successor]
        name, n = found.get(district.key, (district.name, 0))
        found[district.key] = name, n + cell.population
    return found


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _share(question: dict[str, str], column: str, district: str, number: int) -> float:
    """What a district's group would answer if all were asked."""
    offset = (sum(map(ord, district)) % 9) - 4
    percent = float(question["share"]) + offset + float(question["step"]) * number
    percent += float(question[column])
    percent += 4 if number == 0 else 0  # letters were answered by others than the web
    percent += PLANTED.get((district, question["question"]), 0) if number == len(AGO) - 1 else 0
    return min(max(percent / 100, 0.02), 0.98)
