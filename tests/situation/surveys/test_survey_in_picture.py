"""What the inhabitants answer in Norra's picture: the latest round, beside the town, frozen."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from docx import Document

from samsyn.organisation.models import Body
from samsyn.situation.actions import draft, publish, withdraw_batch
from samsyn.situation.models import Batch, IncidentCount, Picture, Source
from samsyn.situation.picture.making import counted_draft
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, WORDS, agree, draw
from tests.situation.picture.test_papers import docx, pdf, text_of

from .conftest import AVOIDS, LATE, NEW_WAY, ROUNDS, Deliver, asked

PLACES = "stockholm/2023#otrygga-platser"
FEW = [asked("Norra", 2023, AVOIDS, "77", n, of=of)
       for of, n in (("Alla", 100), ("Kvinnor", 80), ("Män", 20))]  # fmt: skip
SAID = (
    "Otrygg ute sent på kvällen: 35 % (30–40) i Norra, 28 % i Lillstad. Det är en ökning med 9"
    " procentenheter sedan 2020."
)


@pytest.fixture
def ground(town: Lillstad) -> None:
    """An agreement, a map, and the police's numbers, which every picture must have."""
    agree(town)
    draw(town)
    police = Source.objects.create(
        key="polisen", name="Polisens uttag", body=Body.objects.get(key="polisen"),
        place=town.place("lillstad"),
    )  # fmt: skip
    batch = Batch.objects.create(
        source=police, file_name="uttag.csv", sha256="ab" * 32, status=Batch.Status.DONE,
        received_at=town.actor("karin").at, read=60, taken=60, first_month=SINCE,
        last_month=date(2023, 12, 1),
    )  # fmt: skip
    for month in range(1, 13):
        IncidentCount.objects.create(
            batch=batch, place=town.place("norra"), kind="1209", month=date(2023, month, 1), n=20
        )


@pytest.fixture
def picture(town: Lillstad, ground: None) -> Picture:
    return draft(town.actor("karin"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)


def block(town: Lillstad, picture: Picture) -> dict[str, Any]:
    (found,) = counted_draft(picture, town.today)["surveys"]
    return dict(found)


def docx_text(made: bytes) -> str:
    paper = Document(io.BytesIO(made))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join([*(p.text for p in paper.paragraphs), *cells])


def test_the_latest_round_speaks_beside_the_whole_and_the_last_comparable(
    town: Lillstad, picture: Picture, deliver: Deliver
) -> None:
    deliver([*ROUNDS, *FEW])
    found = block(town, picture)
    assert found["year"] == 2023
    assert found["words"][0] == SAID
    first = found["rows"][0]
    assert first["areas"] == [PLACES]
    assert first["whole"]["share"] == 28
    men = next(row for row in found["rows"] if row["of"] == "Män")
    assert men["here"] == {"n": None, "share": None, "low": None, "high": None}


def test_a_round_after_the_period_is_not_in_its_picture(
    town: Lillstad, ground: None, deliver: Deliver
) -> None:
    deliver(ROUNDS)
    earlier = draft(town.actor("karin"), town.place("norra"), since=date(2021, 1, 1),
                    until=date(2022, 1, 1), **WORDS)  # fmt: skip
    assert block(town, earlier)["year"] == 2020
    before = draft(town.actor("karin"), town.place("norra"), since=date(2016, 1, 1),
                   until=date(2017, 1, 1), **WORDS)  # fmt: skip
    assert counted_draft(before, town.today)["surveys"] == []


def test_a_neighbourhood_that_was_not_asked_is_told_of_its_district(
    town: Lillstad, ground: None, deliver: Deliver
) -> None:
    deliver(ROUNDS)
    square = draft(town.actor("karin"), town.place("torget"), since=SINCE, until=UNTIL, **WORDS)
    assert block(town, square)["place"]["name"] == "Norra"


def test_the_town_is_not_compared_with_itself(
    town: Lillstad, ground: None, deliver: Deliver
) -> None:
    deliver(ROUNDS)
    whole = draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL, **WORDS)
    found = block(town, whole)
    assert found["whole"] is None
    assert "28 % (25–31) i Lillstad. Det är" in found["words"][0]


def test_over_a_break_the_picture_says_that_it_does_not_compare(
    town: Lillstad, picture: Picture, deliver: Deliver
) -> None:
    broken = asked("Norra", 2023, LATE, "35", broken=NEW_WAY)
    deliver([broken if row[:2] == ("Norra", "2023") else row for row in ROUNDS])
    found = block(town, picture)
    assert found["rows"][0]["change"] is None
    assert f"Omgången 2023 kan inte jämföras med den före: {NEW_WAY}." in found["words"][0]
    assert found["course"]["breaks"] == {"2023": NEW_WAY}


def test_published_it_is_frozen_and_leaves_in_every_paper_without_the_few(
    town: Lillstad, picture: Picture, deliver: Deliver
) -> None:
    batch = deliver([*ROUNDS, *FEW])
    out = publish(town.actor("karin"), picture)
    out.refresh_from_db()
    frozen = out.content
    withdraw_batch(town.actor("karin"), batch, reason="Fel tabell")
    out.refresh_from_db()
    assert out.content == frozen
    page = Client().get(out.get_absolute_url()).content.decode()
    paper = text_of(pdf(town, out, None))
    words = docx_text(docx(town, out, None))
    for told in (page, paper, words):
        flat = " ".join(told.split())
        assert SAID in flat
        assert "svarsfrekvens 54 %" in flat
        assert "skyddat" in flat
    assert "kontrollsumma" in page
    lines = Client().get(f"/lagesbild/{out.pk}.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    mine = [r for r in rows if r[1] == "Trygghetsmätningen" and r[3] in {"Alla", "Män"}]
    assert ["Norra", "Trygghetsmätningen", "Otrygg ute sent på kvällen (procent)", "Alla", "2023",
            "35", "30", "40"] in mine  # fmt: skip
    assert [r[5] for r in mine if r[3] == "Män"] == ["skyddat"]
    assert Client().get(f"/lagesbild/{out.pk}.json").json()["surveys"] == frozen["surveys"]  # type: ignore[index]


def test_a_picture_without_surveys_says_nothing_of_them(town: Lillstad, picture: Picture) -> None:
    publish(town.actor("karin"), picture)
    page = Client().get(picture.get_absolute_url()).content.decode()
    assert "Vad invånarna svarar" not in page
