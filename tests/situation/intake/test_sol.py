"""Brå's own statistics (SOL), as its »Databasfil.txt«: cells of a table, and what is not one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samsyn.situation.intake.presets import PRESETS, guess
from samsyn.situation.intake.stage import preview
from samsyn.situation.intake.verdicts import Outcome, judge

from .files import LILLSTAD, NORRA, ground

HEADERS = "Region;Brott;År;Period;Antal;/100 000 inv"
CELLS = (
    "Lillstad;0357 - Misshandel, mot kvinna 18+, utomhus, obekant;2023;Jan;12;3;",
    "Norra stadsområde;1208 - Klotter, kollektivtrafik;2024 prel.;Feb;1 204;8;",
    "Lillstads kommun;9806 - Personrån;2023;Okt;0;0;",
)


def sol(folder: Path, *rows: str, name: str = "Databasfil.txt", **more: object) -> Outcome:
    path = folder / name
    path.write_text("\n".join([HEADERS, *rows]) + "\n", "iso-8859-1")
    mapping = guess(preview(path).columns)
    assert mapping == PRESETS["bra_sol"].mapping
    return judge(path, mapping, ground(), folder / f"{name}.parquet", **more)  # type: ignore[arg-type]


def test_cells_count_in_their_place_and_month_and_preliminary_ones_are_told(tmp_path: Path) -> None:
    found = sol(tmp_path, *CELLS)
    assert (found.taken, found.rejected) == (3, 0), found.rejects
    assert found.counts == [
        (NORRA, "1208", date(2024, 2, 1), 1204),
        (LILLSTAD, "0357", date(2023, 1, 1), 12),
    ]
    assert found.notes == {"talet är preliminärt": 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Lillstad;SAMTLIGA BROTT;2023;Jan;900;1;",
         "raden summerar flera brottskoder; hämta tabellen per brottskod"),
        ("Lillstad;0357 - Misshandel;År;2023;90;1;",
         "raden gäller ett år eller ett kvartal; hämta tabellen per månad"),
        ("Lillstad;0357 - Misshandel;2023;Kvartal 1;90;1;",
         "raden gäller ett år eller ett kvartal; hämta tabellen per månad"),
        ("Lillstad;0357 - Misshandel;2023;Jan;..;..;", "källan har ingen uppgift (..)"),
        ("Hela landet;0357 - Misshandel;2023;Jan;900;1;",
         "platsen »Hela landet« finns inte bland Lillstads platser"),
    ],
)  # fmt: skip
def test_sums_and_other_places_are_rejected_with_reason(
    tmp_path: Path, row: str, reason: str
) -> None:
    assert sol(tmp_path, CELLS[0], row).rejects == [(3, reason)]


def test_a_final_number_after_a_preliminary_one_is_told_of_and_never_added(tmp_path: Path) -> None:
    sol(tmp_path, *CELLS)
    final = CELLS[1].replace("2024 prel.", "2024").replace("1 204", "1250")
    found = sol(
        tmp_path, CELLS[0], final, name="2.txt", earlier=[tmp_path / "Databasfil.txt.parquet"]
    )
    assert (found.taken, found.duplicate) == (0, 2)
    [(note, rows)] = found.notes.items()
    assert note.startswith("talet är ett annat i en tidigare leverans") and rows == 1
