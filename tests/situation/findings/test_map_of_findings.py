"""Anna sees on the map where it is dense, and what is behind; Gustav sees classes alone."""

from __future__ import annotations

import html
import json
from datetime import date
from typing import Any

import pytest
import shapely

from samsyn.organisation.models import Place
from samsyn.organisation.registry.cover import rebuild_cover
from samsyn.situation.actions.picture import draft, publish
from samsyn.situation.causes import pointing
from samsyn.situation.models import Boundary, Findings, Picture
from samsyn.situation.reckoning import reckon
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, WORDS, browser

from .conftest import SQUARE, Deliver, four_years

Json = dict[str, Any]
SIDE = 4


@pytest.fixture
def blocks(town: Lillstad) -> list[Place]:
    """Sixteen neighbourhoods of 250 m in Norra."""
    made = []
    for i in range(SIDE**2):
        place = Place.objects.create(
            key=f"kvarter-{i}", kind=Place.Kind.NEIGHBOURHOOD, name=f"Kvarter {i}",
            parent=town.place("norra"), since=date(2000, 1, 1),
        )  # fmt: skip
        x, y = 674_000 + 250 * (i % SIDE), 6_581_000 + 250 * (i // SIDE)
        shape = shapely.box(x, y, x + 250, y + 250)
        Boundary.objects.create(
            place=place, valid_from=date(2020, 1, 1), geometry=shape.wkb, source="Test"
        )
        made.append(place)
    Boundary.objects.filter(place__key="torget").delete()
    rebuild_cover()
    return made


@pytest.fixture
def picture(town: Lillstad, blocks: list[Place], deliver: Deliver) -> Picture:
    deliver(four_years())
    made = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    assert reckon(made, town.today) is not None
    return Picture.objects.get(pk=made.pk)


def look(town: Lillstad, name: str | None, picture: Picture, **told: str) -> str:
    answer = browser(town, name).get(f"/lagesbild/{picture.pk}/karta/", told)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def data(town: Lillstad, name: str | None, picture: Picture, layer: str) -> list[Json]:
    answer = browser(town, name).get(f"/lagesbild/{picture.pk}/karta.geojson", {"visa": layer})
    return [f["properties"] for f in json.loads(answer.content)["features"]]


def test_the_square_is_dense_in_the_draft_and_its_number_is_there(
    town: Lillstad, picture: Picture, blocks: list[Place]
) -> None:
    x, y = SQUARE
    home = blocks[(y - 6_581_000) // 250 * SIDE + (x - 674_000) // 250]
    told = {p["plats"]: p for p in data(town, "anna", picture, "tathet")}
    assert len(told) == SIDE**2
    assert told[home.key]["klass"].startswith("tätt") and told[home.key]["antal"] > 100
    page = look(town, "anna", picture, visa="tathet", plats=home.key)
    assert f"Talen bakom: {home.name}" in page and "månad för månad" in page
    assert "permutation, exact" in page and "Benjamini-Hochberg" in page


def test_squares_lead_to_the_place_they_lie_in(town: Lillstad, picture: Picture) -> None:
    cells = [p for p in data(town, "anna", picture, "rutor") if "klass" in p]
    assert cells and all(p["antal"] >= 5 and p["ligger_i"].startswith("Kvarter") for p in cells)
    key = cells[0]["ligger_i"].lower().replace(" ", "-")
    below = look(town, "anna", picture, visa="rutor", plats=key)
    assert "Ligger i" in below and "rutor.csv" in below


def test_published_the_map_has_classes_alone_frozen_as_they_were(
    town: Lillstad, picture: Picture
) -> None:
    before = {p["plats"] for p in data(town, "anna", picture, "tathet")
              if p["klass"].startswith("tätt")}  # fmt: skip
    publish(town.actor("anna"), picture)
    dense = data(town, None, picture, "tathet")
    assert not any("antal" in p for p in dense)
    after = {p["plats"] for p in dense if p["klass"].startswith("tätt")}
    assert after and after <= before
    content = Picture.objects.get(pk=picture.pk).content
    assert content is not None
    shown = {part["key"]: part["n"] for part in content["areas"][0]["parts"]}
    assert all((shown[key] or 0) >= picture.threshold for key in after)
    cells = [p for p in data(town, None, picture, "rutor") if "klass" in p]
    assert cells and not any("antal" in p for p in cells)
    Boundary.objects.all().delete()
    assert {p["plats"] for p in data(town, None, picture, "tathet")} == {p["plats"] for p in dense}


def test_a_picture_from_before_neighbourhoods_were_asked_of_still_stands(
    town: Lillstad, picture: Picture
) -> None:
    row = Findings.objects.get(picture=picture)
    assert row.content is not None
    del row.content["places"]
    row.save()
    assert "inte räknade" in look(town, "anna", picture, visa="tathet")
    assert browser(town, "anna").get(f"/lagesbild/{picture.pk}/").status_code == 200
    groups = pointing.found({"findings": row.content})
    assert groups and "findings/places" not in {key for _, rows in groups for key, _ in rows}


def test_what_is_said_of_places_is_kept_for_later_pictures(
    town: Lillstad, picture: Picture
) -> None:
    publish(town.actor("anna"), picture)
    kept = Picture.objects.get(pk=picture.pk)
    assert kept.family is not None and kept.content is not None
    said = {
        f"{row['key']}|{place['key']}|2023-01/2024-01"
        for row in kept.content["findings"]["places"]["result"]["maps"]
        for place in row["places"]
    }
    assert set(kept.family["least"]) == said
    again = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    publish(town.actor("anna"), again)
    open_data = browser(town, None).get(f"/lagesbild/{picture.pk}.json").json()
    assert "rings" not in json.dumps(open_data)
