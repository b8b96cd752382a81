"""How Lillstad's numbers are counted, and that they hang together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.models import Place, PlaceSuccession
from samsyn.organisation.registry.cover import rebuild_cover
from samsyn.situation.models import Batch
from samsyn.situation.picture.counts import REST, Incidents, Shape, tally
from samsyn.situation.picture.kinds import ALL, NOT_SAID, Area, Kinds, Victim
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading
from tests.lillstad import Lillstad

from .conftest import GRAFFITI, ROBBERY, SINCE, UNTIL, Deliver

YEAR = Period(SINCE, UNTIL)
GIRLS = Victim("female", "child")
KINDS = Kinds(
    areas=(
        Area("unga", "Unga", frozenset({"a", "b"})),
        Area("platser", "Platser", frozenset({"b", "c"})),
        Area("tomt", "Inget ännu", frozenset()),
    ),
    victims={"a": GIRLS},
)
MONTHS = [f"{m:%Y-%m}" for m in (*YEAR.year_before().months(), *YEAR.months())]
rows = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(MONTHS),
        st.sampled_from(["norra", "sodra", REST]),
        st.integers(1, 9),
    )
)


@given(rows)
def test_every_sum_holds_and_nothing_is_lost(found: list[tuple[str, str, str, int]]) -> None:
    shape = Shape("lillstad", YEAR, ("norra", "sodra"), (GIRLS, NOT_SAID))
    family = tally(
        shape,
        KINDS,
        Incidents(
            [(kind, month, n) for kind, month, _, n in found],
            [(kind, part, n) for kind, month, part, n in found if month >= "2023"],
        ),
    )
    for total, parts in family.sums:
        assert family.counts[total] == sum(family.counts[part] for part in parts)
    whole = family.counts[f"{ALL}|{shape.total}"] + family.counts[f"{ALL}|{shape.before}"]
    assert whole == sum(n for *_, n in found)
    assert not any(name.startswith("=") for name in family.shown)


def test_an_incident_counts_to_each_of_its_areas_and_once_to_all() -> None:
    shape = Shape("lillstad", YEAR, (), ())
    family = tally(shape, KINDS, Incidents([("b", "2023-05", 7), ("d", "2023-05", 2)], []))
    counts = {line: family.counts[f"{line}|{shape.total}"] for line in (ALL, "unga", "platser")}
    assert counts == {ALL: 9, "unga": 7, "platser": 7}


def test_a_single_month_is_one_cell_not_two() -> None:
    march = Period(date(2023, 3, 1), date(2023, 4, 1))
    shape = Shape("lillstad", march, (), ())
    family = tally(shape, KINDS, Incidents([("a", "2023-03", 7), ("a", "2022-03", 4)], []))
    assert family.counts[f"unga|{shape.total}"] == 7
    assert family.counts[f"unga|{shape.before}"] == 4


def test_what_is_known_of_the_town_alone_is_counted_there_and_not_in_a_district(
    town: Lillstad, two_years: Batch
) -> None:
    whole, norra, sodra = (
        sum(n for _, month, n in Reading(town.place(k), YEAR, town.today).incidents.by_month)
        for k in ("lillstad", "norra", "sodra")
    )
    assert whole - norra - sodra == 2 * 12 * 11  # the frauds, that have no place


def test_the_numbers_of_a_merged_district_include_its_predecessors(
    town: Lillstad, deliver: Deliver
) -> None:
    """Västra ended in 2023 and went into Norra: Norra's year before has Västra's numbers too."""
    west = Place.objects.create(
        key="vastra", kind="district", name="Västra", since=date(2020, 1, 1),
        until=date(2023, 7, 1), parent=town.place("lillstad"),
    )  # fmt: skip
    PlaceSuccession.objects.create(
        predecessor=west, successor=town.place("norra"), day=date(2023, 7, 1)
    )
    rebuild_cover()
    deliver(("vastra", ROBBERY, "2022-05", 8), ("norra", ROBBERY, "2022-05", 30))
    read = Reading(town.place("norra"), YEAR, town.today)
    assert sum(n for _, _, n in read.incidents.by_month) == 38
    assert read.merged() == ["Västra"]


def test_the_parts_of_the_town_are_the_districts_of_today(town: Lillstad, deliver: Deliver) -> None:
    deliver(
        ("torget", GRAFFITI, "2023-02", 3), ("norra", GRAFFITI, "2023-02", 4),
        (None, GRAFFITI, "2023-02", 5),
    )  # fmt: skip
    read = Reading(town.place("lillstad"), YEAR, town.today)
    found: dict[str, int] = {}
    for _, part, n in read.incidents.by_part:
        found[part] = found.get(part, 0) + n
    assert found == {"norra": 7, REST: 5}
    assert [part.key for part in read.parts] == ["norra", "sodra"]


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        (date(2023, 1, 2), date(2023, 2, 1), "hela månader"),
        (date(2023, 1, 1), date(2024, 2, 1), "1–12 månader"),
        (date(2023, 1, 1), date(2023, 1, 1), "1–12 månader"),
    ],
)
def test_a_period_is_one_to_twelve_whole_months(since: date, until: date, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Period(since, until)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 12))
def test_the_year_before_has_the_same_months(day: date, n: int) -> None:
    since = day.replace(day=1)
    months = since.year * 12 + since.month - 1 + n
    period = Period(since, date(months // 12, months % 12 + 1, 1))
    assert len(period.months()) == n
    assert [m.month for m in period.months()] == [m.month for m in period.year_before().months()]
    assert period.year_before().until <= period.since


def test_periods_are_named_as_people_say_them() -> None:
    spans = {
        (2023, 1, 2024, 1): "2023",
        (2023, 3, 2023, 4): "mars 2023",
        (2023, 1, 2023, 4): "januari–mars 2023",
        (2022, 11, 2023, 2): "november 2022–januari 2023",
    }
    for (y1, m1, y2, m2), name in spans.items():
        assert str(Period(date(y1, m1, 1), date(y2, m2, 1))) == name
