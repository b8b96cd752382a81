"""Anna goes from the city's map down to a neighbourhood; Gustav does the same and learns less."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import shapely
from django.db.models import Sum

from samsyn.situation.actions.picture import draft, publish
from samsyn.situation.atlas.asking import Asked
from samsyn.situation.models import Batch, IncidentCount, Picture
from tests.lillstad import Lillstad

from .conftest import SINCE, UNTIL, WORDS, browser

Json = dict[str, Any]


def look(town: Lillstad, name: str | None, picture: Picture, **told: str) -> str:
    answer = browser(town, name).get(f"/lagesbild/{picture.pk}/karta/", told)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def data(town: Lillstad, name: str | None, picture: Picture, **told: str) -> Json:
    answer = browser(town, name).get(f"/lagesbild/{picture.pk}/karta.geojson", told)
    assert answer.status_code == 200 and answer["Content-Type"] == "application/geo+json"
    found: Json = json.loads(answer.content)
    return found


@pytest.fixture
def whole(town: Lillstad, two_years: Batch) -> Picture:
    """Karin's draft of all Lillstad's 2023."""
    return draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL, **WORDS)


def test_the_way_down_is_links_without_a_script(town: Lillstad, whole: Picture) -> None:
    page = look(town, "karin", whole)
    (down,) = set(re.findall(r'<th scope="row"><a href="([^"]+plats=norra[^"]*)"', page))
    at_norra = html.unescape(browser(town, "karin").get(down).content.decode())
    assert "Talen bakom: Norra" in at_norra and "plats=torget" in at_norra
    assert re.search(r'<a href="[^"]*/karta/">Lillstad</a>', at_norra), "and the way back up"
    at_the_square = look(town, "karin", whole, plats="torget")
    assert "Talen bakom: Torget" in at_the_square
    assert "inga mindre delar" in at_the_square
    way = re.findall(r'<ol class="way">(.*?)</ol>', at_the_square, re.DOTALL)[0]
    assert [re.sub("<[^>]+>", "", step) for step in way.split("</li>")[:3]] == [
        "Lillstad", "Norra", "Torget"
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["norra", "sodra", "torget"])
def test_a_places_number_is_a_fresh_count_of_it(town: Lillstad, whole: Picture, key: str) -> None:
    rows = IncidentCount.objects.filter(place__covered_by__place__key=key)
    fresh = rows.filter(month__gte=SINCE, month__lt=UNTIL).aggregate(n=Sum("n"))["n"]
    above = "norra" if key == "torget" else "lillstad"
    (told,) = [f["properties"] for f in data(town, "karin", whole, plats=above)["features"]
               if f["properties"]["plats"] == key]  # fmt: skip
    assert told["antal"] == fresh
    assert f"<dd>{fresh}</dd>" in look(town, "karin", whole, plats=key).replace("\u00a0", "")


def test_the_marks_of_the_drawing_are_links_that_say_where_they_lead(
    town: Lillstad, whole: Picture
) -> None:
    page = look(town, "karin", whole)
    (drawing,) = re.findall(r'<div class="map__drawn".*?(<svg.*?</svg>)', page, re.DOTALL)
    assert 'role="group"' in drawing and " style=" not in drawing
    for key, name in (("norra", "Norra"), ("sodra", "Södra")):
        assert re.search(rf'<a href="[^"]*plats={key}[^"]*" aria-label="{name}: \d', drawing)


def test_what_is_published_shows_only_published_numbers_further_down(
    town: Lillstad, whole: Picture
) -> None:
    publish(town.actor("karin"), whole)
    page = look(town, None, whole, plats="norra")
    assert "Ingen lägesbild för samma månader är publicerad för Norra" in page
    assert data(town, None, whole, plats="norra")["features"] == []
    norra = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    assert data(town, None, whole, plats="norra")["features"] == [], "a draft is nobody else's"
    publish(town.actor("anna"), norra)
    told = data(town, None, whole, plats="norra")["features"]
    parts = Picture.objects.get(pk=norra.pk).content["areas"][0]["parts"]  # type: ignore[index]
    shown = {part["key"]: part["n"] for part in parts}
    assert {f["properties"]["plats"]: f["properties"]["antal"] for f in told} == {
        key: n for key, n in shown.items() if key in {"torget"}
    }
    assert norra.title in look(town, None, whole, plats="norra")


def test_every_number_of_a_published_map_is_one_that_the_picture_shows(
    town: Lillstad, whole: Picture
) -> None:
    publish(town.actor("karin"), whole)
    content = Picture.objects.get(pk=whole.pk).content
    assert content is not None
    for area in content["areas"]:
        shown = {part["key"]: part["n"] for part in area["parts"]}
        for feature in data(town, None, whole, omrade=area["key"])["features"]:
            told = feature["properties"]
            assert told["antal"] == shown[told["plats"]]
            assert told["skyddat"] is (told["antal"] is None)


def test_the_shapes_are_in_degrees_and_lie_in_sweden(town: Lillstad, whole: Picture) -> None:
    for feature in data(town, "karin", whole)["features"]:
        west, south, east, north = shapely.geometry.shape(feature["geometry"]).bounds
        assert 10 < west < east < 25 and 54 < south < north < 70


def test_places_beyond_the_pictures_own_and_misspelt_layers_are_the_whole(
    town: Lillstad, two_years: Batch
) -> None:
    norra = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL)
    for told in (
        {"plats": "sodra"},
        {"plats": "lillstad"},
        {"visa": "x"},
        {"omrade": "ingen"},
        {"plats": "norra\0"},
    ):
        assert "Talen bakom: Norra" in look(town, "anna", norra, **told)
    assert Asked.of(norra, {"plats": "sodra"}, town.today).place == norra.place


def test_how_it_was_made_tells_the_query_and_the_deliveries(town: Lillstad, whole: Picture) -> None:
    page = look(town, "karin", whole, plats="norra")
    assert "counts_by_place" in page and "place = 'norra'" in page
    assert "Polisens uttag" in page
