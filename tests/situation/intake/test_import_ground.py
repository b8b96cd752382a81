"""Karin draws Lillstad, counts its inhabitants, and does the same from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry, Place
from samsyn.project.cli import main
from samsyn.situation.actions import import_boundaries, import_population
from samsyn.situation.ground import ground_of
from samsyn.situation.intake.boundaries import Feature
from samsyn.situation.intake.population import Inhabitants
from samsyn.situation.models import Batch, Boundary, CrimeCode, Population, Source
from tests.lillstad import Lillstad

from .files import NORRA_SQUARE, incident, write_csv
from .test_ground import LONG, geojson

YEAR = date(2024, 1, 1)
TORGET = box(674_200, 6_582_200, 675_000, 6_583_000)


def draw(town: Lillstad, shapes: dict[str, object], kind: str, name: str = "karin") -> None:
    import_boundaries(
        town.actor(name),
        town.place("lillstad"),
        features={n: Feature(shape, {}) for n, shape in shapes.items()},  # type: ignore[arg-type]
        kind=kind,
        valid_from=YEAR,
        source="Lillstads egen karta",
    )


def test_districts_are_drawn_under_their_names_whatever_the_case(
    town: Lillstad, drawn: None
) -> None:
    assert set(Boundary.objects.values_list("place__key", flat=True)) == {"norra", "sodra"}
    assert Boundary.objects.get(place__key="norra").shape.equals(NORRA_SQUARE)
    assert Entry.objects.get(act="situation.import_boundaries").detail.payload["drawn"] == 2


def test_an_unknown_district_is_refused_and_nothing_is_drawn(town: Lillstad) -> None:
    with pytest.raises(
        Refused, match="»Västra«, som inte är någon känd stadsdelsområde i Lillstad"
    ):
        draw(town, {"Norra": NORRA_SQUARE, "Västra": TORGET}, "district")
    assert not Boundary.objects.exists()


def test_new_neighbourhoods_are_registered_in_the_district_that_holds_them(
    town: Lillstad, drawn: None
) -> None:
    draw(town, {"Torget": TORGET, "SÖDRA ÄNGEN": box(674_200, 6_580_200, 675_000, 6_581_000)},
         "neighbourhood")  # fmt: skip
    meadow = Place.objects.get(key="stadsdel-sodra-angen")
    assert (meadow.name, meadow.parent) == ("Södra Ängen", town.place("sodra"))
    assert Place.objects.filter(kind="neighbourhood").count() == 2, "Torget was there before"


def test_the_same_boundaries_again_change_nothing(town: Lillstad, drawn: None) -> None:
    draw(town, {"Torget": TORGET, "Ängen": box(674_200, 6_580_200, 675_000, 6_581_000)},
         "neighbourhood")  # fmt: skip
    before = set(Boundary.objects.values_list("pk", "place")), Place.objects.count()
    draw(town, {"Torget": TORGET, "Ängen": box(674_200, 6_580_200, 675_000, 6_581_000)},
         "neighbourhood")  # fmt: skip
    assert (set(Boundary.objects.values_list("pk", "place")), Place.objects.count()) == before


def test_incidents_are_laid_on_the_finest_ground_of_the_day(
    town: Lillstad, source: Source, drawn: None
) -> None:
    draw(town, {"Torget": TORGET}, "neighbourhood")
    before = ground_of(source, date(2023, 6, 1))
    after = ground_of(source, date(2024, 6, 1))
    assert [len(layer.places) for layer in before.layers] == [2]
    assert [len(layer.places) for layer in after.layers] == [1, 2]
    assert after.names["norra"] == town.place("norra").pk
    assert after.area == "Lillstad" and after.codes["0357"]


def test_inhabitants_replace_those_of_the_same_place_and_year(town: Lillstad) -> None:
    def count(n: int, year: int = 2023, place: str = "Norra") -> int:
        people = [Inhabitants(place, year, "female", 16, 19, n)]
        return import_population(
            town.actor("karin"), town.place("lillstad"), inhabitants=people, source="SCB"
        )

    assert [count(100), count(110), count(90, 2022)] == [1, 1, 1]
    assert set(Population.objects.values_list("place__key", "year", "n")) == {
        ("norra", 2023, 110),
        ("norra", 2022, 90),
    }
    with pytest.raises(Refused, match="»Atlantis«"):
        count(1, place="Atlantis")


def people(place: str, n: int) -> list[Inhabitants]:
    return [Inhabitants(place, 2023, sex, 16, 19, n) for sex in ("female", "male")]


def test_larger_places_are_added_up_when_every_part_is_told(town: Lillstad) -> None:
    def told(*inhabitants: Inhabitants) -> dict[str, int]:
        import_population(
            town.actor("karin"), town.place("lillstad"), inhabitants=inhabitants, source="SCB"
        )
        rows = Population.objects.filter(year=2023, sex="female")
        return dict(rows.values_list("place__key", "n"))

    assert told(*people("Norra", 10)) == {"norra": 10}, "Södra is not told, so Lillstad is not"
    both = told(*people("Norra", 10), *people("Södra", 5))
    assert both == {"norra": 10, "sodra": 5, "lillstad": 15}
    assert told(*people("Norra", 20), *people("Södra", 5))["lillstad"] == 25
    assert told(*people("Lillstad", 30))["lillstad"] == 30
    assert told(*people("Norra", 21), *people("Södra", 5))["lillstad"] == 30, "told, not summed"
    # Torget is all there is of Norra's neighbourhoods, but Norra's own number stands
    assert told(*people("Torget", 3)) == {"torget": 3, "norra": 21, "sodra": 5, "lillstad": 30}


@pytest.mark.parametrize("name", ["anna", "olle"])
def test_who_has_no_mandate_may_neither_draw_nor_count(town: Lillstad, name: str) -> None:
    with pytest.raises(Forbidden):
        draw(town, {"Norra": NORRA_SQUARE}, "district", name)
    with pytest.raises(Forbidden):
        import_population(town.actor(name), town.place("lillstad"), inhabitants=[], source="SCB")


def samsyn(*words: object) -> int:
    return main([str(word) for word in words])


KARIN = ("--as", "karin@lillstad.example")


def test_the_command_line_takes_in_all_four(
    town: Lillstad, source: Source, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    map_file = geojson(tmp_path / "karta.geojson", {"Norra": NORRA_SQUARE})
    folk = tmp_path / "folk.csv"
    folk.write_text(LONG, "utf-8")
    extract = write_csv(tmp_path / "uttag.csv", [incident("K1"), incident("K2", start="i fredags")])
    own = tmp_path / "koder.csv"
    own.write_text("code;name;group;theme\n0099;Nytt brott;Egen kod;provning\n", "utf-8")
    assert samsyn("import", "codes", own, *KARIN) == 0
    assert samsyn("import", "boundaries", map_file, "--kind", "district", "--name", "namn",
                  "--since", "2020-01-01", *KARIN) == 0  # fmt: skip
    assert samsyn("import", "population", folk, "--name", "plats", *KARIN) == 0
    assert samsyn("import", "incidents", extract, "--source", source.key, *KARIN) == 0
    told = capsys.readouterr().out
    assert "1 brottskoder inlästa." in told
    assert "2 rader: 1 tagna (varav 0 utan plats), 0 dubbletter, 1 avvisade." in told
    assert "rad 3: datumet »i fredags« går inte att läsa" in told
    assert Batch.objects.get().counts.get().place == town.place("norra")
    assert Population.objects.count() == 4
    assert samsyn("import", "codes", own, *KARIN) == 0 and CrimeCode.objects.count() == 1


def test_codes_need_a_mandate_and_a_row_that_cannot_be_read_is_named(
    town: Lillstad, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "koder.csv"
    own.write_text("code;name;group;theme\n0099;Nytt brott;Egen kod;provning\n", "utf-8")
    assert samsyn("import", "codes", own, "--as", "anna@lillstad.example") == 1
    assert "inget mandat" in capsys.readouterr().err
    own.write_text("code;name;group;theme\n99;För kort;Egen kod;provning\n", "utf-8")
    assert samsyn("import", "codes", own, *KARIN) == 1
    assert "Rad 2" in capsys.readouterr().err
    assert not CrimeCode.objects.exists()


def test_a_mapping_may_come_in_a_file(
    town: Lillstad, source: Source, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "egen.csv"
    odd.write_text("Vad;Nar;Var\nKlotter;2024-01-05;Södra\n", "utf-8")
    mapping = tmp_path / "kolumner.yaml"
    mapping.write_text("{kind: Vad, start: Nar, place: Var}", "utf-8")
    words = ("import", "incidents", odd, "--source", source.key, *KARIN, "--mapping", mapping)
    assert samsyn(*words) == 0
    assert Batch.objects.get().counts.get().kind == "Klotter"
    mapping.write_text("{kind: Vad}", "utf-8")
    assert samsyn(*words) == 1
    assert "Ange vilken kolumn som är: Början" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--source", "ingen", *KARIN), "»ingen« finns inte. Registrerade källor: lillstad-"),
        (("--source", "SOURCE", "--as", "x@y.se"), "Inget öppet konto har e-postadressen x@y.se"),
        (("--source", "SOURCE", "--as", "olle@lillstad.example"), "inget mandat"),
    ],
)
def test_the_command_line_says_what_is_wrong(
    source: Source,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    words: Sequence[str],
    message: str,
) -> None:
    path = write_csv(tmp_path / "uttag.csv", [incident()])
    words = [source.key if word == "SOURCE" else word for word in words]
    assert samsyn("import", "incidents", path, *words) == 1
    assert message in capsys.readouterr().err
    assert samsyn("import", "incidents", tmp_path / "saknas.csv", *words) == 1
    assert "finns inte" in capsys.readouterr().err
