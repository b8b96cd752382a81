"""What Norra's field has shared is in the picture: counted, protected, and nothing else of it."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.organisation.models import Body, Group
from samsyn.situation import checklist
from samsyn.situation.actions import correct, draft, publish
from samsyn.situation.field.disposal import dispose
from samsyn.situation.models import Batch, Observation, ObservationCount, Picture
from samsyn.situation.models.observations import week_of
from samsyn.situation.papers.telling import told
from samsyn.situation.picture import export
from samsyn.situation.picture.counts import REST, Family, Shape
from samsyn.situation.picture.family import protected, record
from samsyn.situation.picture.making import reading_of, with_seen
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.seen import Cells, Sight
from tests.analysis.gustav import THRESHOLD, breaches
from tests.lillstad import Lillstad, at

from .conftest import SINCE, UNTIL, WORDS, browser

SECRET = ("bakom kiosken", "lyset är trasigt")
MONDAY = date(2023, 1, 2)
CATEGORIES = ("klotter", "mork-plats", "trafik")
some = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
seen_once = st.tuples(
    st.sampled_from(["body", "group", "shared"]),
    st.sampled_from(CATEGORIES),
    st.sampled_from(["torget", "norra"]),
    st.integers(1, 3),
    st.integers(-20, 400),
)


def put(town: Lillstad, *rows: tuple[str, str, str, int, int]) -> None:
    """`put(town, ("shared", "klotter", "torget", 2, 8))`: eight days after the first Monday."""
    body, group = Body.objects.get(key="sdf-norra"), Group.objects.first()
    found = []
    for audience, category, place, severity, day in rows:
        since = at(MONDAY + timedelta(days=day))
        row = Observation(
            key=uuid4(), body=body, group=group, place=town.place(place), category=category,
            severity=severity, week=week_of(since), since=since, reported_at=since,
            spot=SECRET[0], text=SECRET[1], by=town.people["anna"], east=674_120, north=6_581_630,
        )  # fmt: skip
        row.open_for(audience)
        found.append(row)
    Observation.objects.bulk_create(found)


@pytest.fixture
def begun(town: Lillstad, two_years: Batch) -> Picture:
    return draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)


@pytest.fixture
def autumn(town: Lillstad) -> None:
    """Twelve of graffiti and two dark places at Torget, seven of traffic nobody could place."""
    put(town, *[("shared", "klotter", "torget", 2, 10 * n) for n in range(12)])
    put(town, *[("shared", "mork-plats", "torget", 3, 40 * n) for n in range(2)])
    put(town, *[("shared", "trafik", "norra", 1, 30 * n) for n in range(7)])
    put(town, *[("group", "narkotika", "torget", 3, n) for n in range(30)])
    put(town, *[("body", "incident-anstalld", "torget", 3, n) for n in range(30)])


def test_what_is_shared_is_counted_and_small_numbers_are_hidden(
    town: Lillstad, begun: Picture, autumn: None
) -> None:
    content = publish(town.actor("anna"), begun).content
    assert content is not None
    seen = content["seen"]
    counted = {row["key"]: row["n"] for row in seen["categories"]}
    assert counted.keys() == {"klotter", "mork-plats", "trafik"}
    assert counted["mork-plats"] is None and None in {counted["klotter"], counted["trafik"]}
    assert seen["n"] in (21, None)
    graffiti = next(row for row in seen["categories"] if row["key"] == "klotter")
    assert {part["name"] for part in graffiti["parts"]} == {"Torget", "Utan närmare plats"}


def test_everybody_reads_the_same_on_the_page_in_papers_and_as_open_data(
    town: Lillstad, begun: Picture, autumn: None
) -> None:
    out = publish(town.actor("anna"), begun)
    page = browser(town, None).get(out.get_absolute_url()).content.decode()
    assert "Iakttagelser från fältet" in page and "Mörk plats" in page
    assert "narkotikahantering" not in page.partition('id="falt"')[2]
    paper = told(out, out.content or {})
    part = next(p for p in paper["parts"] if p["heading"] == "Iakttagelser från fältet")
    assert part["tables"] and "Vad som är kvar" in part["text"]
    data = export.as_csv(out)
    assert "Mörk plats;antal iakttagelser;;2023;skyddat" in data
    assert export.as_geojson(out)["features"][0]["properties"]["seen"].keys() == {"n", "protected"}
    everything = page + data + json.dumps(export.as_json(out)) + str(paper)
    assert not [word for word in (*SECRET, "674120", "Anna Lind") if word in everything]


def test_the_writer_sees_it_beside_the_section_and_already_protected(
    town: Lillstad, begun: Picture, autumn: None
) -> None:
    anna = browser(town, "anna")
    for path in (begun.get_absolute_url(), f"{begun.get_absolute_url()}avsnitt/other_information/"):
        page = anna.get(path).content.decode()
        assert "Skyddat redan i utkastet" in page and "skyddat" in page.partition('id="falt"')[2]


def test_a_picture_of_a_place_without_a_field_says_nothing(town: Lillstad, begun: Picture) -> None:
    put(town, ("group", "klotter", "torget", 2, 8))
    out = publish(town.actor("anna"), begun)
    assert out.content and out.content["seen"] is None
    page = browser(town, None).get(out.get_absolute_url()).content.decode()
    assert "Iakttagelser från fältet" not in page and "iakttagelser" not in export.as_csv(out)


def test_rows_that_are_gone_still_count(town: Lillstad, begun: Picture, autumn: None) -> None:
    before = with_seen(begun, {}, reading_of(begun, town.today))["seen"]
    dispose(at(date(2029, 1, 1)))
    assert not Observation.objects.exists() and ObservationCount.objects.exists()
    assert with_seen(begun, {}, reading_of(begun, town.today))["seen"] == before


def test_a_correction_shows_what_it_changes(town: Lillstad, begun: Picture, autumn: None) -> None:
    old = publish(town.actor("anna"), begun)
    put(town, *[("shared", "trafik", "norra", 1, 5 * n) for n in range(20)])
    why = "Iakttagelser från våren hade inte kommit in."
    new = publish(town.actor("anna"), correct(town.actor("anna"), old, why=why))
    page = browser(town, None).get(f"{new.get_absolute_url()}rattelse/").content.decode()
    assert "Trafik och moped" in page


@some
@given(st.lists(seen_once, max_size=60))
def test_only_the_owners_word_lets_an_observation_in(
    town: Lillstad, begun: Picture, rows: list[Any]
) -> None:
    """What the owner keeps to its body or its group changes no number, and shared ones all do."""
    Observation.objects.all().delete()
    put(town, *(row for row in rows if row[0] == "shared"))
    alone = with_seen(begun, {}, reading_of(begun, town.today))["seen"]
    put(town, *(row for row in rows if row[0] != "shared"))
    assert with_seen(begun, {}, reading_of(begun, town.today))["seen"] == alone
    inside = [
        r for r in rows if r[0] == "shared" and SINCE <= week_of(MONDAY + timedelta(r[4])) < UNTIL
    ]
    by_category = Counter(row[1] for row in inside)
    shown = {row["key"]: row["n"] for row in (alone or {"categories": []})["categories"]}
    assert shown.keys() == by_category.keys()
    assert all(n is None or n == by_category[key] for key, n in shown.items())
    assert all(shown[key] is None for key, n in by_category.items() if n < THRESHOLD)


places = st.sampled_from(["torget", "angen", REST])
sights = st.builds(
    Sight, st.sampled_from(CATEGORIES), places, st.integers(1, 3),
    st.sampled_from(["2023-01", "2023-02", "2023-03"]), st.integers(1, 9),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(sights, min_size=1, max_size=25))
def test_gustav_adds_and_subtracts_and_finds_no_small_number(rows: list[Sight]) -> None:
    period = Period(SINCE, SINCE.replace(month=4))
    cells = Cells(Shape("norra", period, ("torget", "angen"), ()), tuple(rows))
    family = Family(cells.counts, cells.sums, frozenset(), frozenset())
    protection = protected(family, THRESHOLD)
    shown = {name: protection.values[name] for name in cells.counts}
    assert breaches(cells.counts, shown, cells.sums, least=0) == []
    told = cells.told(shown, {"torget": "Torget"})
    assert {row["key"] for row in told["categories"]} == {row.category for row in rows}
    assert record(family, protection)["counts"] == cells.counts


def test_every_category_of_the_checklist_takes_part() -> None:
    """That none was seen is a number as well: else a sum could be read as a single category."""
    period = Period(SINCE, SINCE.replace(month=2))
    cells = Cells(Shape("norra", period, (), ()), (Sight("klotter", REST, 2, "2023-01", 7),))
    assert cells.lines.keys() == dict(checklist.choices()).keys()
    assert cells.counts["falt|norra|2023-01"] == 7
