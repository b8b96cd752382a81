"""Places and bodies over time: what merged, what shares ground with whom, and since when."""

from datetime import date

import pytest
from django.test import Client

from samsyn.organisation.actions import redraw
from samsyn.organisation.models import Installation
from samsyn.organisation.registry import LinkSpec, MergerSpec, PlaceSpec
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

MERGED = date(2023, 7, 1)


@pytest.fixture
def redrawn(town: Lillstad) -> Lillstad:
    """Norra and Södra become Mitten; its ground is shared with the northern police area."""
    mitten = PlaceSpec("mitten", "district", "Mitten", "lillstad", since=MERGED)
    whole = MergerSpec(mitten, ("norra", "sodra"))
    redraw(
        town.actor("karin", MERGED),
        Installation.here(),
        on=MERGED,
        mergers=[whole],
        links=[LinkSpec("mitten", "po-norra", MERGED)],
    )
    return town


def test_the_new_district_names_the_old_and_the_old_the_new(
    redrawn: Lillstad, client: Client
) -> None:
    new = client.get("/platser/mitten/").content.decode()
    old = client.get("/platser/norra/").content.decode()
    assert 'href="/platser/norra/"' in new
    assert 'href="/platser/sodra/"' in new
    assert 'href="/platser/mitten/"' in old
    assert "Upphört" in old


def test_the_list_follows_the_day(redrawn: Lillstad, client: Client) -> None:
    def rows(day: str) -> str:
        page = client.get(f"/platser/?dag={day}").content.decode()
        return page[page.index("<tbody>") : page.index("</tbody>")]

    assert "Norra" in rows("2023-06-30")
    assert "Mitten" not in rows("2023-06-30")
    assert "Mitten" in rows("2023-07-01")
    assert "Södra" not in rows("2023-07-01")


def test_the_picture_of_the_districts_tells_what_each_became(
    redrawn: Lillstad, client: Client
) -> None:
    assert "blev Mitten" in client.get("/platser/").content.decode()


def test_a_district_shows_the_police_areas_it_shares_ground_with(
    redrawn: Lillstad, client: Client
) -> None:
    shown = client.get("/platser/mitten/").content.decode()
    assert "LPO Norra" in shown
    assert "LPO Södra" not in shown


def test_a_body_shows_its_seats_today(town: Lillstad, client: Client) -> None:
    assert "Lokalpolisområde Norra" in client.get("/organ/").content.decode()
    shown = client.get("/organ/lpo-norra/").content.decode()
    assert "LPO-chef" in shown
    assert "Polisen i Lillstad" in shown
    assert client.get("/organ/finns-inte/").status_code == 404


def test_karin_sees_no_more_of_places_than_anybody(town: Lillstad, client: Client) -> None:
    mine = client_of(town, "karin").get("/platser/norra/").content.decode()
    theirs = client.get("/platser/norra/").content.decode()
    main = slice(theirs.index("<main"), theirs.index("</main>"))
    assert theirs[main] in mine


def test_the_parts_of_a_merged_district_are_shown_where_they_are_now(
    redrawn: Lillstad, client: Client
) -> None:
    assert "Torget" in client.get("/platser/mitten/").content.decode()
    assert "Torget" in client.get("/platser/norra/").content.decode()
    part = client.get("/platser/torget/").content.decode()
    assert "Mitten</a>, tidigare <a" in part
    assert 'href="/platser/norra/"' in part


def test_parts_are_found_through_two_redrawings(redrawn: Lillstad, client: Client) -> None:
    day = date(2024, 1, 1)
    centre = PlaceSpec("centrum", "district", "Centrum", "lillstad", since=day)
    redraw(
        redrawn.actor("karin", day),
        Installation.here(),
        on=day,
        mergers=[MergerSpec(centre, ("mitten",))],
    )
    assert "Torget" in client.get("/platser/centrum/").content.decode()
    assert "Centrum</a>, tidigare" in client.get("/platser/torget/").content.decode()
