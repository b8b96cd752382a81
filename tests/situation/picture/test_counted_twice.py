"""Brå and the police tell of the same crimes: no picture of Norra counts them twice."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.organisation.acts import Refused
from samsyn.situation.actions import draft, publish
from samsyn.situation.doubles import overlapping
from samsyn.situation.models import Batch, IncidentCount, Picture, Source
from tests.lillstad import Lillstad

from .conftest import GRAFFITI, SINCE, UNTIL, WORDS, Deliver, browser

TABLE = {"kind_is": "crime_code", "year": "År", "count": "Antal"}


def table(town: Lillstad, kind: str, month: date, status: str = "done", n: int = 40) -> Batch:
    """A cell of the table: so many of a code in Norra that month."""
    source, _ = Source.objects.get_or_create(
        key="sol", name="SOL", body_id=Source.objects.get(key="polisen").body_id,
        place=town.place("lillstad"),
    )  # fmt: skip
    batch = Batch.objects.create(
        source=source, file_name="Databasfil.txt", sha256="cd" * 32, mapping=TABLE, status=status,
        received_at=town.actor("anna").at, read=1, taken=1, first_month=month, last_month=month,
    )  # fmt: skip
    if status == "done":
        IncidentCount.objects.create(
            batch=batch, place=town.place("norra"), kind=kind, month=month, n=n
        )
    return batch


@pytest.fixture
def extract(deliver: Deliver) -> Batch:
    rows = [("norra", GRAFFITI, f"{year}-{m:02}", 9) for year in (2022, 2023) for m in range(1, 13)]
    batch = deliver(*rows)
    batch.mapping = {"kind_is": "crime_code"}
    batch.save()
    return batch


@pytest.fixture
def written(town: Lillstad, extract: Batch) -> Picture:
    return draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)


@pytest.mark.parametrize("month", [date(2023, 5, 1), date(2022, 5, 1)])
def test_a_code_counted_by_both_in_a_month_stops_the_picture(
    town: Lillstad, written: Picture, month: date
) -> None:
    batch = table(town, GRAFFITI, month)
    with pytest.raises(Refused, match="två gånger: både ur SOL"):
        publish(town.actor("anna"), written)
    assert "två gånger" in browser(town, "anna").get(written.get_absolute_url()).content.decode()
    IncidentCount.objects.filter(batch=batch).delete()
    Batch.objects.filter(pk=batch.pk).update(status="withdrawn")
    assert publish(town.actor("anna"), written).is_published


@pytest.mark.parametrize(
    ("kind", "month"), [("0943", date(2023, 5, 1)), (GRAFFITI, date(2021, 5, 1))]
)
def test_another_code_or_another_time_is_no_double(
    town: Lillstad, written: Picture, kind: str, month: date
) -> None:
    table(town, kind, month)
    assert publish(town.actor("anna"), written).is_published


def test_whoever_is_to_say_yes_is_told_before(town: Lillstad, extract: Batch) -> None:
    assert overlapping(table(town, GRAFFITI, date(2023, 5, 1), "judged")) == ["Polisens uttag"]
    assert overlapping(table(town, GRAFFITI, date(2020, 5, 1), "judged")) == []
    assert overlapping(extract) == []
    table(town, GRAFFITI, date(2023, 7, 1))
    assert overlapping(extract) == ["SOL"]


def test_a_table_of_another_district_is_no_double(
    town: Lillstad, extract: Batch, deliver: Deliver
) -> None:
    """Of the town both count, but the one tells of Norra and the other of Södra."""
    batch = table(town, GRAFFITI, date(2023, 5, 1))
    Source.objects.filter(pk=batch.source_id).update(place=town.place("sodra"))
    IncidentCount.objects.filter(batch=batch).update(place=town.place("sodra"))
    Source.objects.filter(pk=extract.source_id).update(place=town.place("norra"))
    picture = draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL, **WORDS)
    assert publish(town.actor("karin"), picture).is_published
