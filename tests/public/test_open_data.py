"""Open data: every name has an address, every field is told, and it is the same for everybody."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from samsyn.organisation.models import Person
from samsyn.public.data import DATASETS, Field
from samsyn.public.data.dataset import Dataset
from samsyn.public.formats import as_csv, cell
from samsyn.situation.models import Boundary, Picture
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

ALL = sorted(DATASETS)
# Addresses that others build upon. A name may be added here, never taken away or changed.
PROMISED = {
    "overenskommelser", "omraden", "lokala-overenskommelser", "skyldigheter", "platser", "organ",
    "grupper", "funktioner", "beslut", "remisser", "remissvar", "krav", "lagesbilder",
    "lagesbilders-siffror", "planer", "atgarder", "sammanstallningar", "resultat", "aterkoppling",
    "fragor", "orsaker",
}  # fmt: skip


def rows(client: Client, name: str, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/oppet/data/{name}.json{query}")
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["rader"]
    return found


def test_no_address_that_was_promised_has_gone() -> None:
    assert set(ALL) == PROMISED


def test_every_dataset_is_given_in_every_format_and_explained(
    town: Lillstad, client: Client
) -> None:
    for name in ALL:
        is_given(client, name)


def is_given(client: Client, name: str) -> None:
    told = client.get(f"/oppet/data/{name}.json").json()
    fields = [field.name for field in DATASETS[name].fields]
    assert (told["datamangd"], list(told["falt"])) == (name, fields)
    assert told["antal"] == len(told["rader"])
    assert all(list(row) == fields for row in told["rader"])
    text = client.get(f"/oppet/data/{name}.csv").content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert table[0] == fields and len(table) == told["antal"] + 1
    page = client.get(f"/oppet/data/{name}/").content.decode()
    assert all(f"<code>{field}</code>" in page for field in fields)


def addresses() -> list[str]:
    return [f"/oppet/data/{name}.{form}" for name in ALL for form in DATASETS[name].formats]


def test_any_site_may_read_them_and_keep_them_for_an_hour(town: Lillstad, client: Client) -> None:
    for address in addresses():
        answer = client.get(address)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"public", "max-age=3600"} <= set(answer["Cache-Control"].split(", "))


def test_open_data_are_the_same_for_karin_as_for_anybody(town: Lillstad, client: Client) -> None:
    karin = client_of(town, "karin")
    for address in addresses():
        assert karin.get(address).content == client.get(address).content


def test_nobody_with_an_account_is_named(town: Lillstad, client: Client) -> None:
    text = "".join(client.get(address).content.decode() for address in addresses())
    people = [person for person in Person.objects.all() if " " in person.name]
    assert len(people) > 5
    for person in people:
        assert person.name not in text
        assert person.email not in text


def test_drafts_are_not_open(town: Lillstad, client: Client) -> None:
    keys = {row["overenskommelse"] for row in rows(client, "overenskommelser")}
    assert "samverkan/2024" in keys and "samverkan/2030" not in keys
    published = set(Picture.objects.published().values_list("pk", flat=True))
    assert {row["lagesbild"] for row in rows(client, "lagesbilder")} == published
    assert rows(client, "lokala-overenskommelser") == []


def test_the_numbers_are_those_of_the_pictures_own_files(town: Lillstad, client: Client) -> None:
    picture = Picture.objects.published().first()
    assert picture is not None
    own = client.get(f"/lagesbild/{picture.pk}.csv").content.decode("utf-8-sig").splitlines()
    told = [row for row in rows(client, "lagesbilders-siffror") if row["lagesbild"] == picture.pk]
    assert len(told) == len(own) - 1
    hidden = sum(";skyddat;" in line for line in own)
    assert sum(row["skyddat"] for row in told) == hidden
    assert all(row["varde"] is None for row in told if row["skyddat"])


def test_a_place_gives_what_lies_within_it(town: Lillstad, client: Client) -> None:
    places = {row["plats"] for row in rows(client, "platser", "?plats=norra")}
    assert places == {"norra", "torget"}
    assert {row["plats"] for row in rows(client, "grupper", "?plats=sodra")} == {"sodra"}


def test_a_period_gives_what_held_in_it(town: Lillstad, client: Client) -> None:
    assert rows(client, "grupper", "?till=2019-12-31") == []
    assert len(rows(client, "grupper", "?fran=2020-01-01&till=2020-01-01")) > 0
    assert rows(client, "lagesbilder", "?fran=2024-02-01") == []
    assert len(rows(client, "lagesbilder", "?fran=2024-01-31&till=2024-01-31")) == 2


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("plats=ingenstans", "Platsen finns inte"),
        ("fran=igar", "fran ska vara en dag"),
        ("till=20x6-01-01", "till ska vara en dag"),
        ("fran=2026-02-01&till=2026-01-01", "slutar innan den börjar"),
        ("place=norra", "Okänt urval: place"),
    ],
)
def test_an_unclear_question_is_told_what_to_change(
    town: Lillstad, client: Client, query: str, said: str
) -> None:
    answer = client.get(f"/oppet/data/grupper.csv?{query}")
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize("address", ["finns-inte/", "finns-inte.json", "grupper.geojson"])
def test_what_does_not_exist_is_not_found(db: None, client: Client, address: str) -> None:
    assert client.get(f"/oppet/data/{address}").status_code == 404


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"),
        ("\t=1", "'\t=1"), ("＝1", "'＝1"), (["=1", "b"], "'=1 | b"), (-3, "-3"), (2.5, "2,5"),
        (True, "true"), (None, ""), (12_345_678_901, "12345678901"),
    ],
)  # fmt: skip
def test_no_cell_is_run_by_a_spreadsheet(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_name_with_semicolons_and_breaks_stays_in_its_cell() -> None:
    one = Dataset("x", "X", "", (Field("a", ""), Field("b", "")), lambda _: iter(()), "")
    text = as_csv(one, [{"a": 'x;"y"\nz', "b": "ö"}]).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1] == ['x;"y"\nz', "ö"]


def test_outlines_are_given_in_degrees_turned_as_the_standard_says(
    town: Lillstad, client: Client
) -> None:
    from datetime import date

    import shapely

    square = shapely.box(674_000, 6_580_000, 675_000, 6_581_000)
    Boundary.objects.create(
        place=town.place("norra"), valid_from=date(2020, 1, 1), geometry=shapely.to_wkb(square),
        source="Lantmäteriet",
    )  # fmt: skip
    told = json.loads(client.get("/oppet/data/platser.geojson").content)
    assert told["type"] == "FeatureCollection"
    drawn = {f["properties"]["plats"]: f["geometry"] for f in told["features"]}
    assert drawn["sodra"] is None
    ring = drawn["norra"]["coordinates"][0]
    assert all(18 < x < 19 and 59 < y < 60 for x, y in ring)
    assert shapely.LinearRing(ring).is_ccw
    whole = {row["plats"]: row["grans_kalla"] for row in rows(client, "platser")}
    assert (whole["norra"], whole["sodra"]) == ("Lantmäteriet", None)
