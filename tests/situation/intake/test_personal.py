"""A deliverer put people into the columns: the rows are refused, no message repeats them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from samsyn.situation.intake.mapping import Mapping
from samsyn.situation.intake.personal import GROUPS
from tests.lillstad import Lillstad

from .files import NORRA, judged

NUMBER = "850101-1236"
HEADERS = ["id", "typ", "datum", "stadsdel"]
PLAIN = Mapping(id="id", kind="typ", start="datum", place="stadsdel")


def row(id: str = "1", kind: str = "Klotter", start: str = "2024-01-05", place: str = "Norra"):
    return [id, kind, start, place]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(kind="Rån mot Anna Svensson"), "slaget innehåller namn; ta bort det ur filen"),
        (row(kind="Ring 070-123 45 67"), "slaget innehåller telefonnummer; ta bort det ur filen"),
        (row(kind="Hot 85-01-01-1236"), "slaget innehåller personnummer; ta bort det ur filen"),
        (row(kind="070-123 45 67"), "slaget innehåller telefonnummer; ta bort det ur filen"),
        (row(place="08-508 00 000"), "området innehåller telefonnummer; ta bort det ur filen"),
        (row(place="+46 70 123 45 67"), "området innehåller telefonnummer; ta bort det ur filen"),
        (row(kind="1985.01.01-1236"), "slaget innehåller personnummer; ta bort det ur filen"),
        (row(start="070-123 45 67"), "datumet »(visas inte)« går inte att läsa"),
        (row(place="Hos Anna Svensson"), "området innehåller namn; ta bort det ur filen"),
        (row(place=NUMBER), "området innehåller personnummer; ta bort det ur filen"),
        (row(id=NUMBER), "id är ett personnummer; använd ett annat id"),
        (row(start="Anna Svensson"), "datumet »(visas inte)« går inte att läsa"),
        (row(start="kring nyår, säger Anna Svensson"), "datumet »(visas inte)« går inte att läsa"),
    ],
)
def test_a_row_that_points_at_a_person_is_refused_without_repeating_it(
    tmp_path: Path, bad: list[str], reason: str
) -> None:
    found = judged(tmp_path, [row(), bad], HEADERS, PLAIN)
    assert found.rejects == [(3, reason)]
    stored = (tmp_path / "rows.parquet").read_bytes()
    assert b"Svensson" not in stored and b"850101" not in stored


@pytest.mark.parametrize(
    "number",
    ["Dnr 013-12345/2024", "59,3307 18,0580", "0180 12 34", "2024-01-05 08:15", "0855-0857"],
)
def test_numbers_of_things_are_nobodys(tmp_path: Path, number: str) -> None:
    assert judged(tmp_path, [row(kind=number)], HEADERS, PLAIN).taken == 1


def test_days_and_clocks_are_not_looked_at_one_by_one() -> None:
    """They are as many as the rows, and each look takes its time."""
    days = ["2024-01-05", "2024-01-05 08:15", "05-12-2024 13:15:00", "0815", "08:15:30", "17"]
    assert [day for day in days if re.search(GROUPS, day)] == []


def test_a_place_of_ours_may_be_called_after_a_person(tmp_path: Path) -> None:
    names = {"Erik Dahlbergs backe": NORRA, "Anna Lindh": NORRA}
    found = judged(tmp_path, [row(place="ANNA  LINDH")], HEADERS, PLAIN, names=names)
    assert (found.taken, found.placeless) == (1, 0)


def test_running_numbers_that_look_like_dates_are_good_ids(tmp_path: Path) -> None:
    """Twelve digits, a day and a number: one in ten has the check digit of a person by chance."""
    rows = [row(id=f"20240105{n:04}") for n in range(200)]
    assert judged(tmp_path, rows, HEADERS, PLAIN).taken == 200


def test_a_column_of_personal_numbers_is_no_column_of_ids(tmp_path: Path) -> None:
    from samsyn.situation.privacy import luhn

    numbers = [f"850101{n:03}{d}" for n in range(100, 140) for d in range(10)]
    rows = [row(id=number) for number in numbers if luhn(number)]
    assert judged(tmp_path, rows, HEADERS, PLAIN).rejected == len(rows) == 40


def test_text_kept_from_running_in_a_spreadsheet_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = [row(id="1", kind="'=1+1"), row(id="2", kind="'-5"), row(id="3", kind="'t Hof")]
    found = judged(tmp_path, rows, HEADERS, PLAIN)
    assert sorted(kind for _, kind, _, _ in found.counts) == ["'t Hof", "-5", "=1+1"]


def test_a_file_without_headers_saves_no_person_as_a_column() -> None:
    with pytest.raises(ValidationError, match="En kolumnrubrik innehåller namn"):
        Mapping(kind="Anna Svensson", start="datum")


def test_the_name_of_a_file_is_masked(town: Lillstad, source: object) -> None:
    from samsyn.situation import tasks

    batch = tasks.receive(town.actor("karin"), source, f"Anna Svensson {NUMBER}.csv", [b"a;b"])  # type: ignore[arg-type]
    assert batch.file_name == "[namn] [personnummer].csv"
