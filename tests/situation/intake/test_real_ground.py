"""The real ground of Stockholm through the acts: outlines, inhabitants, and the feed laid on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Sum

from samsyn.organisation.models import Body, Place
from samsyn.situation.actions import import_boundaries, import_population, register_source
from samsyn.situation.intake.boundaries import named, read_features
from samsyn.situation.intake.population import read_population
from samsyn.situation.models import Batch, Boundary, IncidentCount, Population
from samsyn.situation.tasks import import_file
from tests.lillstad import Lillstad

from .files import real

DAY = date(2026, 11, 1)


def draw(town: Lillstad, name: str, kind: str, column: str) -> None:
    features = named(read_features(real(name)), column)
    codes = {n: str(f.attributes.get("nyckelkod_1") or "") for n, f in features.items()}
    import_boundaries(
        town.actor("karin", DAY), town.place("lillstad"), features=features, kind=kind,
        valid_from=date(2021, 1, 1), source="Stockholms stad", codes=codes,
    )  # fmt: skip


def test_the_ground_of_stockholm(town: Lillstad) -> None:
    draw(town, "stockholm/stadsdelar.geojson", "neighbourhood", "name")
    draw(town, "stockholm/basomraden.gpkg", "base_area", "namn")
    assert Boundary.objects.count() == 117 + 419
    base_areas = Place.objects.filter(kind="base_area")
    assert base_areas.get(code="1110250").name == "Elverket"
    inside = base_areas.filter(parent__kind="neighbourhood").count()
    assert inside > 380, "the rest lie in the water that the neighbourhoods leave out"

    people = read_population(real("stockholm/basomraden.gpkg"), "nyckelkod_1")
    import_population(
        town.actor("karin", DAY),
        town.place("lillstad"),
        inhabitants=people,
        source="Stockholms stad",
    )
    told = Population.objects.filter(year=2016, place__kind="base_area").aggregate(n=Sum("n"))["n"]
    city = Population.objects.filter(year=2016, place__key="lillstad", summed=True)
    assert city.aggregate(n=Sum("n"))["n"] == told == 932_630


@pytest.mark.parametrize(
    ("name", "read", "taken"),
    [
        ("polisen/polisen_events.parquet", 85_011, 0),
        ("policeuk/south-yorkshire_2018-10_2019-02.parquet", 73_834, 73_834),
    ],
)
def test_a_real_file_is_taken_in_to_the_last_row(
    town: Lillstad, name: str, read: int, taken: int
) -> None:
    path, actor = real(name), town.actor("karin", DAY)
    body = Body.objects.get(key="polisen")
    source = register_source(actor, town.place("lillstad"), name="Händelser", body=body)
    batch = import_file(actor, source, path)
    assert batch.status == Batch.Status.DONE
    assert (batch.read, batch.taken) == (read, taken)
    assert batch.rejects.count() == batch.rejected == read - taken
    assert (IncidentCount.objects.aggregate(n=Sum("n"))["n"] or 0) == taken
    again = import_file(actor, source, path)
    assert (again.taken, again.duplicate, again.rejected) == (0, taken, batch.rejected)
