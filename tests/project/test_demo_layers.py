"""The demo's own files can be read by the imports they are meant for."""

from pathlib import Path

from samsyn.project.demo.geography import districts, neighbourhoods, shape_of
from samsyn.project.demo.layers import (
    KEY,
    write_districts,
    write_neighbourhoods,
    write_population,
)
from samsyn.project.demo.population import inhabitants
from samsyn.situation.intake.boundaries import named, read_features
from samsyn.situation.intake.population import read_population


def test_the_outlines_are_read_back_as_they_were_drawn(tmp_path: Path) -> None:
    read = named(read_features(write_neighbourhoods(tmp_path / "n.geojson")), KEY)
    assert {key: feature.shape.area for key, feature in read.items()} == {
        cell.key: cell.polygon.area for cell in neighbourhoods()
    }


def test_districts_of_every_time_are_read_back(tmp_path: Path) -> None:
    read = named(read_features(write_districts(tmp_path / "d.geojson", districts())), KEY)
    assert read.keys() == districts().keys()
    assert all(read[key].shape.symmetric_difference(shape_of(key)).area < 1 for key in read)


def test_the_inhabitants_are_read_back(tmp_path: Path) -> None:
    read = read_population(write_population(tmp_path / "p.csv", 2025), KEY)
    assert {row.year for row in read} == {2025}
    told = {(row.place, row.sex, row.age_from, row.age_to, row.n) for row in read}
    assert told == {(g.place, g.sex, g.age_from, g.age_to, g.n) for g in inhabitants(2025)}
