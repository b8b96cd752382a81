"""What is delivered to the demo: outlines, inhabitants, and five years of incidents."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from samsyn.organisation.models import Body
from samsyn.situation.actions import (
    import_boundaries,
    import_population,
    register_source,
    set_retention,
)
from samsyn.situation.intake.boundaries import named, read_features
from samsyn.situation.intake.population import read_population
from samsyn.situation.models import Source
from samsyn.situation.tasks import carry_out, confirm, import_file, look, receive

from .chronicle import Event, city
from .extract import Extract, write_extracts
from .faults import write_faults
from .geography import MAP_NOTE, districts
from .incidents import generate
from .layers import KEY, write_districts, write_neighbourhoods, write_population
from .population import POPULATION_NOTE
from .register import FOUNDED
from .staffing import Staff

SOURCE = "polisens-uttag"
YEARS = 5


class Deliveries:
    """Files written into a directory, then read by the same imports as real ones."""

    def __init__(self, staff: Staff, today: date, directory: Path, rows: int) -> None:
        self.staff, self.today, self.directory, self.rows = staff, today, directory, rows
        self.extracts: list[Extract] = []

    def events(self) -> Iterator[Event]:
        """Outlines as the districts come, then one delivery of incidents a year."""
        begun = months_before(self.today, 12 * YEARS)
        yield Event(FOUNDED, "Kartan ritas.", self._neighbourhoods, 1)
        for day in sorted({max(d.valid_from, FOUNDED) for d in districts().values()}):
            yield Event(
                day, f"{day.year}: stadsdelsområdenas gränser.", partial(self._districts, day), 1
            )
        yield Event(begun, f"{begun.year}: en källa registreras.", partial(self._source, begun), 1)
        yield Event(begun, "Fem års påhittade händelser skrivs.", self._write, 10)
        for number in range(YEARS):
            day = months_before(self.today, 12 * (YEARS - 1 - number))
            counted = partial(self._population, day)
            yield Event(day, f"{day.year}: befolkningen läses in.", counted, 3)
            sentence = f"{day.year}: polisens uttag för ett år läses in."
            yield Event(day, sentence, partial(self._import, number, day), 16)
        kept = partial(self._retention, months_before(self.today, 0))
        yield Event(months_before(self.today, 0), "En gallringsregel bestäms.", kept, 1)
        yield Event(self.today, "En leverans väntar på ett ja.", self._waiting, 1)

    def _neighbourhoods(self) -> None:
        path = write_neighbourhoods(self.directory / "stadsdelar.geojson")
        self._draw(path, "neighbourhood", FOUNDED)

    def _districts(self, day: date) -> None:
        keys = [d.key for d in districts().values() if max(d.valid_from, FOUNDED) == day]
        path = self.directory / f"stadsdelsomraden_{day}.geojson"
        self._draw(write_districts(path, keys), "district", day)

    def _draw(self, path: Path, kind: str, day: date) -> None:
        import_boundaries(
            self.staff.coordinator(day),
            city(),
            features=named(read_features(path), KEY),
            kind=kind,
            valid_from=day,
            source=MAP_NOTE,
        )

    def _source(self, day: date) -> None:
        police = Body.objects.get(key="polisregion-stockholm")
        actor = self.staff.coordinator(day)
        register_source(actor, city(), name="Polisens uttag (påhittat)", body=police, key=SOURCE)

    def _retention(self, day: date) -> None:
        """Four years: the oldest of five deliveries is proposed to be removed."""
        set_retention(
            self.staff.coordinator(day), Source.objects.get(key=SOURCE), months=12 * (YEARS - 1),
            decision="Gallringsbeslut KS 2024/77 (påhittat)",
        )  # fmt: skip

    def _population(self, day: date) -> None:
        """The inhabitants at the end of the year before."""
        year = day.year - 1
        path = write_population(self.directory / f"befolkning_{year}.csv", year)
        import_population(
            self.staff.coordinator(day),
            city(),
            inhabitants=read_population(path, KEY),
            source=POPULATION_NOTE,
            kind="neighbourhood",
        )

    def _waiting(self) -> None:
        """Faults reported to the city, judged: somebody is to look at the verdicts and say yes."""
        actor = self.staff.coordinator(self.today)
        office = Body.objects.get(key="trafikkontoret")
        source = register_source(actor, city(), name="Felanmälningar (påhittade)", body=office)
        path = write_faults(self.directory / "felanmalningar.csv", self.today, self.staff.seed)
        batch = receive(actor, source, path.name, iter([path.read_bytes()]))
        _, mapping = look(batch)
        assert mapping is not None
        confirm(batch, mapping, actor)
        carry_out(actor, batch)

    def _write(self) -> None:
        incidents, streets = generate(self.today, self.staff.seed, self.rows)
        self.extracts = write_extracts(incidents, streets, self.directory, self.staff.seed)

    def _import(self, number: int, day: date) -> None:
        source = Source.objects.get(key=SOURCE)
        import_file(self.staff.coordinator(day), source, self.extracts[number].path)


def months_before(today: date, months: int) -> date:
    """The first day of a month some months before that of `today`."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, 1)
