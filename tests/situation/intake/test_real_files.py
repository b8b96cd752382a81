"""Real files, kept beside the repository: every row is accounted for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
import shapely

from samsyn.situation import codes
from samsyn.situation.intake.boundaries import named, read_features
from samsyn.situation.intake.geo import NOWHERE, Layer, locate
from samsyn.situation.intake.population import read_population
from samsyn.situation.intake.presets import guess
from samsyn.situation.intake.stage import preview
from samsyn.situation.intake.verdicts import Ground, Outcome, judge

from .files import real

TODAY = date(2026, 11, 1)


def take(path: Path, folder: Path, ground: Ground) -> Outcome:
    """As a person would: the guessed mapping, then the same file again, which adds nothing."""
    mapping = guess(preview(path).columns)
    assert mapping is not None
    found = judge(path, mapping, ground, folder / "rows.parquet")
    again = judge(
        path, mapping, ground, folder / "again.parquet", earlier=[folder / "rows.parquet"]
    )
    assert again.taken == 0 and again.rejected == found.rejected
    assert found.read == found.taken + found.duplicate + found.rejected
    assert len({line for line, _ in found.rejects}) == found.rejected
    assert sum(n for *_, n in found.counts) == found.taken
    return found


def test_every_event_of_the_police_feed_is_taken_or_rejected_with_reason(tmp_path: Path) -> None:
    path = real("polisen/polisen_events.parquet")
    names = duckdb.execute(f"SELECT DISTINCT location_name FROM '{path}'").fetchall()
    everywhere = {name: number for number, (name,) in enumerate(names, 1)}
    found = take(path, tmp_path, Ground(TODAY, names=everywhere, area="Sverige"))
    assert (found.read, found.taken, found.placeless) == (85_011, 85_011, 0)


def test_a_city_takes_its_own_events_of_the_feed(tmp_path: Path) -> None:
    path = real("polisen/polisen_events.parquet")
    found = take(path, tmp_path, Ground(TODAY, names={"Stockholm": 1}, area="Stockholm"))
    assert found.read == 85_011
    assert all(reason.startswith("platsen ") for _, reason in found.rejects)
    own = duckdb.execute(f"SELECT count(*) FROM '{path}' WHERE location_name = 'Stockholm'")
    assert own.fetchall() == [(found.taken,)]


def test_british_crimes_are_taken_through_a_mapping_without_place(tmp_path: Path) -> None:
    path = real("policeuk/south-yorkshire_2018-10_2019-02.parquet")
    found = take(path, tmp_path, Ground(TODAY))
    assert (found.read, found.taken, found.placeless) == (73_834, 73_834, 73_834)
    assert found.months == (date(2018, 10, 1), date(2019, 2, 1))
    [(count,)] = duckdb.execute(
        f"SELECT count(*) FROM '{path}' WHERE crime_type = 'Burglary'"
    ).fetchall()
    assert sum(n for _, kind, _, n in found.counts if kind == "Burglary") == count


def test_neighbourhoods_and_base_areas_are_the_same_ground() -> None:
    neighbourhoods = named(read_features(real("stockholm/stadsdelar.geojson")), "name")
    base_areas = named(read_features(real("stockholm/basomraden.gpkg")), "nyckelkod_1")
    assert (len(neighbourhoods), len(base_areas)) == (117, 419)
    layer = Layer(range(117), [feature.shape for feature in neighbourhoods.values()])
    inside = [feature.shape.representative_point() for feature in base_areas.values()]
    found = locate(shapely.get_x(inside), shapely.get_y(inside), [layer])
    # the neighbourhoods leave out the water, the base areas do not
    assert (found != NOWHERE).mean() > 0.9


def test_inhabitants_of_the_base_areas() -> None:
    found = read_population(real("stockholm/basomraden.gpkg"), "nyckelkod_1")
    years = {year: sum(one.n for one in found if one.year == year) for year in (2014, 2015, 2016)}
    # the city had some 0.91, 0.92 and 0.94 million inhabitants
    assert 900_000 < years[2014] < years[2015] < years[2016] < 940_000
    ages = {(one.age_from, one.age_to) for one in found}
    assert ages == {(0, 5), (6, 15), (16, 19), (20, 44), (45, 64), (65, 79), (80, 120)}
    assert len(found) == 419 * 3 * 2 * 7


def test_the_project_has_every_code_that_was_verified() -> None:
    [(missing,)] = duckdb.execute(
        "SELECT count(*) FROM read_csv(?, delim=';', all_varchar=true) WHERE code NOT IN"
        " (SELECT unnest(?))",
        [str(real("brottskoder_selected.csv")), list(codes.table())],
    ).fetchall()
    assert missing == 0


@pytest.mark.parametrize("name", ["nycvehiclethefts.csv.gz"])
def test_a_packed_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(ValueError, match="Lämna en CSV-, XLSX- eller Parquet-fil"):
        preview(real(name))
