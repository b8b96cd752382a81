"""Anna publishes Norra's picture; from then on everybody reads the same, and nothing small."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from samsyn.organisation import ledger
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.situation.actions import draft, publish
from samsyn.situation.models import Batch, Frozen, IncidentCount, Picture
from samsyn.situation.picture.export import HEADERS
from tests.analysis.gustav import THRESHOLD, breaches
from tests.lillstad import Lillstad

from .conftest import SINCE, UNTIL, WORDS, browser


def out(town: Lillstad, who: str = "anna", place: str = "norra") -> Picture:
    picture = draft(town.actor(who), town.place(place), since=SINCE, until=UNTIL, **WORDS)
    return publish(town.actor(who), picture)


def cells(content: dict[str, Any]) -> dict[str, int | None]:
    """What Gustav reads in the open data, under the names of the cells."""
    place, now = content["place"]["key"], "2023-01/2024-01"
    then, found = "2022-01/2023-01", {}
    for area in content["areas"]:
        head = area["key"]
        found[f"{head}|{place}|{now}"] = area["n"]
        found[f"{head}|{place}|{then}"] = area["before"]
        for row in area["months"]:
            year, month = row["month"].split("-")
            found[f"{head}|{place}|{row['month']}"] = row["n"]
            found[f"{head}|{place}|{int(year) - 1}-{month}"] = row["before"]
        for part in area["parts"]:
            key = f"{place}~övrigt" if part["key"] == "övrigt" else part["key"]
            found[f"{head}|{key}|{now}"] = part["n"]
        for row in area["victims"]:
            victim = f"{row['sex'] or '-'} {row['age'] or '-'}"
            found[f"{head}|{place}|{now}|{victim}"] = row["n"]
    return found


def test_the_picture_is_whole_and_recorded(town: Lillstad, two_years: Batch) -> None:
    picture = out(town)
    assert picture.is_published and picture.content is not None
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None and entry.act == "situation.publish"
    assert entry.detail.payload["hidden"] > 0
    assert ledger.verify() is None or not list(ledger.verify())


def test_nothing_hidden_can_be_computed_from_the_open_data(
    town: Lillstad, two_years: Batch, client: Client
) -> None:
    """The city's picture and both districts', in turn: Gustav downloads all of them."""
    told: dict[str, int | None] = {}
    counts: dict[str, int] = {}
    sums: list[tuple[str, list[str]]] = []
    for who, place in (("anna", "norra"), ("karin", "lillstad"), ("cecilia", "sodra")):
        picture = out(town, who, place)
        content = json.loads(client.get(f"/lagesbild/{picture.pk}.json").content)
        assert picture.family is not None
        told |= {name: n for name, n in cells(content).items() if n is not None}
        counts |= picture.family["counts"]
        sums += picture.family["sums"]
    assert told.keys() < counts.keys()
    assert all(counts[name] == n for name, n in told.items())
    assert not any(0 < (n or 0) < THRESHOLD for n in told.values())
    assert any(n is None for n in cells(content).values()), "Södra has small numbers to hide"
    assert breaches(counts, {name: told.get(name) for name in counts}, sums, least=0) == []


def test_the_csv_tells_the_same_numbers_as_the_json(
    town: Lillstad, two_years: Batch, client: Client
) -> None:
    picture = out(town)
    text = client.get(f"/lagesbild/{picture.pk}.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert tuple(rows[0]) == HEADERS
    assert picture.content is not None
    told = sorted(row["värde"] for row in rows if row["mått"] == "antal")
    shown = cells(picture.content).values()
    assert told == sorted("skyddat" if n is None else str(n) for n in shown)


def test_the_page_rests_on_what_was_frozen_alone(
    town: Lillstad, two_years: Batch, client: Client
) -> None:
    """Not on the counts, which go on changing, nor on the family, which has the small ones."""
    picture = out(town)
    pages = [f"/lagesbild/{picture.pk}{ending}" for ending in ("/", ".json", ".csv")]
    before = [_still(client.get(page)) for page in pages]
    assert "skyddat" in before[0]
    IncidentCount.objects.all().delete()
    Picture._base_manager.filter(pk=picture.pk).update(family={"counts": {}})
    assert [_still(client.get(page)) for page in pages] == before


def _still(answer: Any) -> str:
    """The answer without what differs between requests."""
    return re.sub(r'nonce="[^"]*"', "", answer.content.decode())


def test_small_numbers_stand_nowhere_on_the_page(
    town: Lillstad, two_years: Batch, client: Client
) -> None:
    """Södra's robberies, 0–2 a month and 12 a year: no 1 or 2 in any table of the area."""
    picture = out(town, "cecilia", "sodra")
    page = client.get(picture.get_absolute_url()).content.decode()
    cells_shown = re.findall(r"<td[^>]*>([^<]*)</td>", page)
    assert "skyddat" in cells_shown
    assert not {"1", "2", "3", "4"} & set(cells_shown)


def test_what_is_missing_is_said_and_nothing_changes(town: Lillstad, two_years: Batch) -> None:
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL)
    with pytest.raises(Refused) as refusal:
        publish(town.actor("anna"), picture)
    assert len(refusal.value.reasons) == 3
    assert all("4 §" in reason for reason in refusal.value.reasons)
    picture.refresh_from_db()
    assert not picture.is_published


def test_a_picture_without_a_single_delivery_is_not_published(town: Lillstad) -> None:
    with pytest.raises(Refused, match="Läs in händelser"):
        out(town)


def test_a_published_picture_never_changes(town: Lillstad, two_years: Batch) -> None:
    picture = out(town)
    picture.title = "En annan rubrik"
    with pytest.raises(Frozen):
        picture.save()
    with pytest.raises(Frozen):
        Picture.objects.filter(pk=picture.pk).update(title="En annan rubrik")
    with pytest.raises(Frozen):
        picture.delete()
    with pytest.raises(Frozen):
        Picture.objects.all().delete()
    with pytest.raises(Refused, match="redan publicerad"):
        publish(town.actor("anna"), picture)
    with pytest.raises(Refused, match="Rätta den"):
        draft(town.actor("anna"), town.place("norra"), picture=picture, since=SINCE, until=UNTIL)


def test_everybody_reads_what_is_published_and_only_the_seat_publishes(
    town: Lillstad, two_years: Batch, client: Client
) -> None:
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    with pytest.raises(Forbidden):
        publish(town.actor("cecilia"), picture)
    client = browser(town, "cecilia")
    assert client.post(f"/lagesbild/{picture.pk}/publicera/").status_code == 404
    client = browser(town, "anna")
    asked = client.get(f"/lagesbild/{picture.pk}/publicera/")
    assert "Alla kan läsa den" in asked.content.decode()
    assert client.post(f"/lagesbild/{picture.pk}/publicera/").status_code == 302
    client = Client()
    page = client.get(picture.get_absolute_url())
    assert page.status_code == 200
    for words in WORDS.values():
        assert words in page.content.decode()
    assert "Lägesbild för Norra, 2023" in client.get("/lagesbild/").content.decode()
    assert "2023" in client.get("/lagesbild/platser/norra/").content.decode()


def test_the_page_says_how_it_was_made(town: Lillstad, two_years: Batch, client: Client) -> None:
    page = client.get(out(town).get_absolute_url()).content.decode()
    for told in (
        "jämförd med 2022", "Polisens uttag", "abababababab", "Antal från 1 till 4 visas inte",
        "20\u00a0000 invånare 2022", "Källa: Brå", "Spannen (95\u00a0%)",
    ):  # fmt: skip
        assert told.replace("\u00a0", " ") in page.replace("\u00a0", " "), told
    assert page.count('role="img"') >= 6
    assert "style=" not in page.partition("<main")[2]
