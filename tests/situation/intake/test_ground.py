"""Boundaries, inhabitants, codes and areas: the ground under the incidents of Lillstad."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box, mapping
from shapely.geometry.base import BaseGeometry

from samsyn.situation import areas, codes
from samsyn.situation.intake import geo
from samsyn.situation.intake.boundaries import named, read_features
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.intake.population import Inhabitants, read_population

from .files import NORRA, NORRA_SQUARE, SODRA, SODRA_SQUARE

SWEREF = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3006"}}


def geojson(path: Path, shapes: dict[str, Any], crs: object = SWEREF) -> Path:
    features = [
        {"type": "Feature", "properties": {"namn": name}, "geometry": mapping(shape)}
        for name, shape in shapes.items()
    ]
    data = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(data | ({"crs": crs} if crs else {})), "utf-8")
    return path


def geopackage(path: Path, rows: dict[str, bytes], srid: int = 3006, extra: str = "") -> Path:
    with sqlite3.connect(path) as con:
        con.executescript(
            f"""CREATE TABLE gpkg_spatial_ref_sys (srs_id INT, organization_coordsys_id INT);
            INSERT INTO gpkg_spatial_ref_sys VALUES ({srid}, {srid});
            CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
            INSERT INTO gpkg_contents VALUES ('omraden', 'features');
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
            INSERT INTO gpkg_geometry_columns VALUES ('omraden', 'geom', {srid});
            CREATE TABLE omraden (geom BLOB, namn TEXT {extra})"""
        )
        con.executemany(
            "INSERT INTO omraden (geom, namn) VALUES (?, ?)", [(b, n) for n, b in rows.items()]
        )
    return path


def blob(shape: BaseGeometry) -> bytes:
    return b"GP\x00\x01" + (3006).to_bytes(4, "little") + shapely.to_wkb(shape)


def test_geojson_and_geopackage_give_the_same_ground(tmp_path: Path) -> None:
    island = MultiPolygon([SODRA_SQUARE, box(677_000, 6_580_000, 677_500, 6_580_500)])
    from_json = named(
        read_features(geojson(tmp_path / "a", {"Norra": NORRA_SQUARE, "Södra": island})), "namn"
    )
    from_gpkg = named(
        read_features(
            geopackage(tmp_path / "b", {"Norra": blob(NORRA_SQUARE), "Södra": blob(island)})
        ),
        "namn",
    )
    assert from_json.keys() == from_gpkg.keys() == {"Norra", "Södra"}
    assert all(from_json[name].shape.equals(from_gpkg[name].shape) for name in from_json)


def test_degrees_become_metres(tmp_path: Path) -> None:
    around = box(18.07, 59.32, 18.10, 59.34)
    shape = read_features(geojson(tmp_path / "a", {"Norra": around}, crs=None))[0].shape
    width = 0.03 * 111_320 * np.cos(np.radians(59.33))
    assert shape.area == pytest.approx(width * 0.02 * 111_320, rel=0.01)


@given(st.floats(11, 24), st.floats(55.3, 69))
def test_sweref_is_within_a_millimetre_there_and_back(lon: float, lat: float) -> None:
    from pyproj import Transformer

    east, north = geo.to_sweref(np.array([lon]), np.array([lat]))
    back = Transformer.from_crs(3006, 4326, always_xy=True).transform(east[0], north[0])
    assert back == pytest.approx((lon, lat), abs=1e-8)


@given(st.lists(st.tuples(st.integers(673_500, 676_500), st.integers(6_579_500, 6_584_500))))
def test_a_point_lies_where_its_square_says_and_the_finest_layer_wins(
    spots: list[tuple[int, int]],
) -> None:
    east, north = (np.array([s[i] for s in spots], dtype=float) for i in (0, 1))
    districts = geo.Layer([NORRA, SODRA], [NORRA_SQUARE, SODRA_SQUARE])
    square = geo.Layer([9], [box(674_500, 6_581_500, 675_500, 6_582_500)])
    found = geo.locate(east, north, [square, districts])
    for (x, y), place in zip(spots, found, strict=True):
        if 674_500 <= x <= 675_500 and 6_581_500 <= y <= 6_582_500:
            assert place == 9
        elif 674_000 <= x <= 676_000 and 6_580_000 <= y <= 6_584_000:
            assert place == (NORRA if y >= 6_582_000 else SODRA)
        else:
            assert place == geo.NOWHERE


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p.write_text("nej") and p, "varken GeoJSON"),
        (lambda p: p.write_text('{"type": "Feature"}') and p, "FeatureCollection"),
        (lambda p: p.write_bytes(b"SQLite format 3\0 men inte") and p, "ingen hel GeoPackage"),
        (lambda p: geojson(p, {}), "inga områden"),
        (lambda p: geojson(p, {"A": box(0, 0, 1, 1)}), "Område 1 ligger utanför Sverige"),
        (lambda p: geojson(p, {"A": box(59, 18, 60, 19)}, None), "Område 1 ligger utanför Sverige"),
        (lambda p: geojson(p, {"A": NORRA_SQUARE.centroid}), "Område 1 är ingen yta utan Point"),
        (lambda p: geopackage(p, {"A": b"GP\x00\x01abcdxx"}), "skadad geometri"),
        (lambda p: geopackage(p, {"A": blob(NORRA_SQUARE)}, 3011), "EPSG:3011 stöds inte"),
    ],
)
def test_a_bad_boundary_file_says_what_is_wrong(tmp_path: Path, make: object, message: str) -> None:
    with pytest.raises(BadFile, match=message):
        read_features(make(tmp_path / "fil"))  # type: ignore[operator]


def test_areas_must_be_told_apart_by_the_column_named(tmp_path: Path) -> None:
    found = read_features(geojson(tmp_path / "a", {"Norra": NORRA_SQUARE, "": SODRA_SQUARE}))
    with pytest.raises(BadFile, match=r"saknar kolumnen »kod«\. Kolumner: namn"):
        named(found, "kod")
    with pytest.raises(BadFile, match="Område 2 har inget värde"):
        named(found, "namn")
    with pytest.raises(BadFile, match="Område 2 heter »Norra«"):
        named([found[0], found[0]], "namn")


LONG = """plats;år;kön;ålder;antal
Norra;2023;kvinna;16–19;120
Norra;2023;man;16-19;130
Norra;2023;kvinna;80+;1 040
Norra;2023;man;7;12
"""


def test_inhabitants_from_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text(LONG, "utf-8")
    assert read_population(path, "plats") == [
        Inhabitants("Norra", 2023, "female", 16, 19, 120),
        Inhabitants("Norra", 2023, "female", 80, 120, 1040),
        Inhabitants("Norra", 2023, "male", 7, 7, 12),
        Inhabitants("Norra", 2023, "male", 16, 19, 130),
    ]


def test_inhabitants_from_a_wide_table_with_two_years(tmp_path: Path) -> None:
    path = tmp_path / "folk.csv"
    path.write_text(
        "namn;ar;ar_1;kvinnor_0;kvinnor_0_1;kvinnor_16;kvinnor_16_1;man_0_15;man_16\n"
        "Norra;2022;2023;10;11;90;91;12;88\n",
        "utf-8",
    )
    assert read_population(path, "namn") == [
        Inhabitants("Norra", 2022, "female", 0, 15, 10),
        Inhabitants("Norra", 2022, "female", 16, 120, 90),
        Inhabitants("Norra", 2022, "male", 0, 15, 12),
        Inhabitants("Norra", 2022, "male", 16, 120, 88),
        Inhabitants("Norra", 2023, "female", 0, 15, 11),
        Inhabitants("Norra", 2023, "female", 16, 120, 91),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kvinna;16–19", "flicka;16–19", "Rad 2: kön ska vara"),
        ("120", "många", "Rad 2: »antal« ska vara ett heltal"),
        ("120", "-1", "Rad 2: »antal« ska vara ett heltal"),
        ("Norra;2023;man;16", "Norra;2023;kvinna;16", "»Norra« har två uppgifter"),
        ("plats;", "ort;", "saknar kolumnen »plats«"),
    ],
)
def test_bad_inhabitants_say_the_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "folk.csv"
    path.write_text(LONG.replace(old, new, 1), "utf-8")
    with pytest.raises(BadFile, match=message):
        read_population(path, "plats")


def test_codes_have_four_digits_and_say_who_was_hit() -> None:
    table = codes.table()
    assert all(len(code) == 4 and code.isdigit() for code in table)
    assert (table["9317"].victim_sex, table["9317"].victim_age) == ("female", "15-17")
    assert table["1201"].victim_sex == ""
    for code in table.values():
        if "flicka" in code.name and "kvinna" not in code.name:
            assert code.victim_sex == "female" and code.victim_age
        if "18+" in code.name:
            assert code.victim_age == "18+"


def test_a_bad_code_file_says_the_line(tmp_path: Path) -> None:
    path = tmp_path / "koder.csv"
    path.write_text("# källa\ncode;name;group;theme\n0101;A;B;c\n12;A;B;c\n", "utf-8")
    with pytest.raises(ValueError, match=r"Rad 4: .*»12« är ingen brottskod"):
        codes.read(path)


def test_every_area_has_kinds_and_says_that_they_are_assumed() -> None:
    day = date(2024, 3, 15)
    assert {entry.area for entry in areas.table()} == {
        "unga-i-riskzon", "otrygga-platser", "systemhotande", "brottsoffer", "kriminella-miljoer",
    }  # fmt: skip
    for entry in areas.table():
        assert entry.assumed and entry.source and entry.kinds
        for kind in entry.kinds:
            assert entry.area in areas.areas_of("stockholm", kind, day)
    assert "9806" in areas.kinds_of("stockholm", "unga-i-riskzon", day)
    assert not areas.kinds_of("stockholm", "unga-i-riskzon", date(2000, 1, 1))
