"""What points at a person is found in whatever form it is written; places are left alone."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from itertools import pairwise
from time import process_time

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.situation.privacy import findings, is_personal_number, luhn, masked, told
from tests.situation.intake.files import real


def check_digit(nine: str) -> str:
    return next(digit for digit in "0123456789" if luhn(nine + digit))


@st.composite
def personal_numbers(draw: st.DrawFn) -> str:
    """Any personal or coordination number, in any form people write them in."""
    day = draw(st.dates(date(1900, 1, 1), date(2025, 12, 31)))
    dd = day.day + draw(st.sampled_from([0, 60]))
    serial = f"{draw(st.integers(1, 999)):03}"
    short = f"{day:%y%m}{dd:02}{serial}"
    last = serial + check_digit(short)
    yy, mm = f"{day:%y}", f"{day:%m}"
    century = draw(st.sampled_from(["", f"{day.year // 100}"]))
    form = draw(st.sampled_from(["{}{}{}{}", "{}{}{}-{}", "{}{}{}+{}", "{}{}{} {}", "{}{}{}–{}",
                                 "{}{}{} - {}", "{}-{}-{}-{}", "{}.{}.{}-{}"]))  # fmt: skip
    return century + form.format(yy, mm, f"{dd:02}", last)


AROUND = st.text(st.sampled_from("abc åäö,.;:()\n"), max_size=12)


@given(AROUND, personal_numbers(), AROUND)
def test_every_written_form_of_a_personal_number_is_found_and_masked(
    before: str, number: str, after: str
) -> None:
    text = before + number + after
    assert [text[f.start : f.end] for f in findings(text)] == [number]
    assert masked(text) == f"{before}[personnummer]{after}"


@given(personal_numbers(), st.integers(1, 9))
def test_one_wrong_digit_is_no_personal_number(number: str, step: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + step) % 10)
    assert is_personal_number(number) and not is_personal_number(wrong)


@given(st.text(max_size=60))
def test_masked_text_holds_nothing_to_find_and_findings_never_overlap(text: str) -> None:
    found = findings(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    if not found:
        assert masked(text) == text


@pytest.mark.parametrize(
    "number",
    ["556016-0680", "2024-01-05 22:10", "20240105", "0201-K123456-24", "0357, 0355, 9801", "11414",
     "850230-1232", "6583000 675000", "59.3435, 18.0800", "12 000 invånare 2023–2024",
     "Dnr 013-12345/2024", "KS 2024/070123", "2024-070-1234567", "5000-K070123-24", "A-070 123 45",
     "6580070.1234567", "0674070, 6580123", "N 59.0701234", "05-12-2024 13:15", "05/12/2024 07:30",
     "kl. 07.30-12.00", "07.01.2024", "0180-2024", "0855-0857", "1208, 1209, 1212"],
)  # fmt: skip
def test_other_numbers_are_left_alone(number: str) -> None:
    assert findings(number) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ring 070-123 45 67 i kväll", "Ring [telefonnummer] i kväll"),
        ("0701234567", "[telefonnummer]"),
        ("070-123 45 67", "[telefonnummer]"),
        ("070 - 123 45 67", "[telefonnummer]"),
        ("070–123 45 67", "[telefonnummer]"),
        ("070.123.45.67", "[telefonnummer]"),
        ("070/123 45 67", "[telefonnummer]"),
        ("tel:073-1234567!", "tel:[telefonnummer]!"),
        ("08 - 508 00 000", "[telefonnummer]"),
        ("+46 (0)70 123 45 67", "[telefonnummer]"),
        ("0046701234567.", "[telefonnummer]."),
        ("växeln 08-508 00 000", "växeln [telefonnummer]"),
        ("0470-123 45", "[telefonnummer]"),
        ("skriv till karin.ek@lillstad.example.", "skriv till [e-postadress]."),
        ("karin(at)lillstad.example", "[e-postadress]"),
    ],
)
def test_telephones_and_addresses(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "name",
    ["Anna Svensson", "ANNA SVENSSON", "anna svensson", "Karl-Erik Lundqvist", "Svensson, Anna",
     "Mohamed Ali Hassan", "Åsa B. Öberg", "Lars von Essén", "Fatima Yilmaz", "Nils Åkerman-Lund"],
)  # fmt: skip
def test_obvious_names_are_found(name: str) -> None:
    assert masked(name) == "[namn]"


def test_each_finding_in_a_sentence_is_masked_alone() -> None:
    text = "Anmälaren Anna Svensson (850101-1236) nås på 070-1234567."
    assert told(text) == "namn, personnummer och telefonnummer"
    assert masked(text) == "Anmälaren [namn] ([personnummer]) nås på [telefonnummer]."


@pytest.mark.parametrize(
    "place",
    ["Karl Johansgatan", "Sankt Eriksgatan", "Gustav Adolfs torg", "Erik Dahlbergs gata",
     "Erik Dahlbergsgatan", "Karl Staaffs park", "Anna Lindhs plats", "Nils Ericsonsplatsen",
     "Raoul Wallenbergs torg", "Birger Jarlsgatan", "Maria Bangata", "Olof Palmes gata",
     "Per Albin Hanssons väg", "Axel Dahlströms torg", "Sven Rinmans gata", "Carl Malmstens väg",
     "Astrid Lindgrens barnsjukhus", "Katarina Bangata", "Sofia kyrka", "Sankt Göran",
     "Maria Magdalena", "Adolf Fredrik", "Gustav Vasa", "Hedvig Eleonora", "Klara norra kyrkogata",
     "Stora Nygatan 12", "Olskroken, Redbergsplatsen", "Rosengård", "Johanneshov", "Eriksberg"],
)  # fmt: skip
def test_places_called_after_people_are_no_people(place: str) -> None:
    assert findings(place) == []


def test_no_real_place_or_kind_is_taken_for_a_person() -> None:
    """117 neighbourhoods, 419 base areas, every municipality and kind of the police's feed."""
    shapes = json.loads(real("stockholm/stadsdelar.geojson").read_text("utf-8"))["features"]
    with sqlite3.connect(real("stockholm/basomraden.gpkg")) as con:
        [table] = con.execute("SELECT table_name FROM gpkg_contents LIMIT 1").fetchone()
        areas = [name for (name,) in con.execute(f'SELECT namn FROM "{table}"')]
    feed = str(real("polisen/polisen_events.parquet"))
    told_of = duckdb.execute(
        "SELECT DISTINCT unnest([location_name, type]) FROM read_parquet(?)", [feed]
    ).fetchall()
    names = [shape["properties"]["name"] for shape in shapes] + areas + [n for (n,) in told_of]
    assert len(names) > 900
    assert [name for name in names if name and findings(name)] == []


def test_the_feeds_summaries_hardly_ever_name_anybody() -> None:
    """Some 20,000 of them are full of streets and squares; what is found is nearly all real."""
    feed = str(real("polisen/polisen_events.parquet"))
    rows = duckdb.execute(
        "SELECT summary FROM read_parquet(?) WHERE summary IS NOT NULL AND id % 4 = 0", [feed]
    ).fetchall()
    assert len(rows) > 15_000
    kinds = [finding.kind for (text,) in rows for finding in findings(text)]
    assert kinds.count("name") <= 5
    assert kinds.count("personal_number") == 0


@pytest.mark.parametrize("part", ["0", "a", "a-", "a.b", "07 - ", "+46 1", "Anna ", "a@", "85 01 "])
def test_a_long_text_is_looked_through_at_once(part: str) -> None:
    text = part * (40_000 // len(part))
    begun = process_time()
    told(text)
    assert process_time() - begun < 2
