"""Anna sends in the police's extract of Lillstad: every row gets a verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.situation.intake.mapping import Mapping
from samsyn.situation.intake.presets import PRESETS
from samsyn.situation.intake.verdicts import judge

from .files import (
    EXTRACT,
    IN_NORRA,
    IN_SODRA,
    NORRA,
    SODRA,
    ground,
    incident,
    judged,
    write_csv,
)  # fmt: skip

JANUARY = date(2024, 1, 1)


def kept(folder: Path, what: str) -> list[tuple[object, ...]]:
    return duckdb.execute(f"SELECT {what} FROM read_parquet('{folder}/rows.parquet')").fetchall()


def test_a_row_is_counted_in_the_place_and_month_it_began(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident("K1"), incident("K2", at=IN_SODRA)])
    assert found.counts == [(NORRA, "0357", JANUARY, 1), (SODRA, "0357", JANUARY, 1)]
    assert (found.read, found.taken, found.rejected, found.placeless) == (2, 2, 0, 0)


def test_a_row_keeps_its_interval_and_its_hour_of_the_week(tmp_path: Path) -> None:
    judged(tmp_path, [incident(start="2024-01-05 22:10", end="2024-01-06 06:00")])
    friday_at_22 = 4 * 24 + 22
    assert kept(tmp_path, "hour_of_week, ends - starts = INTERVAL '7:50'") == [(friday_at_22, True)]


def test_streets_and_ids_are_not_kept(tmp_path: Path) -> None:
    judged(tmp_path, [incident("K-4711")])
    stored = (tmp_path / "rows.parquet").read_bytes()
    assert b"gatan" not in stored and b"4711" not in stored


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (incident(code=""), "brottskod eller händelsetyp saknas"),
        (incident(code="35A"), "brottskoden »035A« är inte fyra siffror"),
        (incident(code="03570"), "brottskoden »03570« är inte fyra siffror"),
        (incident(start=""), "datum saknas"),
        (incident(start="2024-02-30 10:00"), "datumet »2024-02-30 10:00« går inte att läsa"),
        (incident(start="i fredags"), "datumet »i fredags« går inte att läsa"),
        (incident(start="19850101-1234"), "datumet »(visas inte)« går inte att läsa"),
        (incident(start="2024-03-18 10:00"), "datumet 2024-03-18 ligger i framtiden"),
        (incident(start="1924-03-18"), "datumet 1924-03-18 ligger före 1990-01-01"),
        (incident()[:5], "raden har 5 kolumner, rubrikraden har 9"),
        ([*incident(), "för", "mycket"], "raden har 11 kolumner, rubrikraden har 9"),
    ],
)
def test_a_row_that_cannot_be_judged_is_rejected_with_line_and_reason(
    tmp_path: Path, row: list[str], reason: str
) -> None:
    found = judged(tmp_path, [incident("K1"), row, incident("K3")])
    assert found.rejects == [(3, reason)]
    assert found.taken == 2


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (incident(at=("", "")), None),
        (incident(at=("59,3x", "18,08")), "koordinaten gick inte att läsa"),
        (incident(at=("0", "0")), "koordinaten ligger utanför Sverige och togs inte med"),
        (incident(at=("57,7", "11,97")), "koordinaten ligger utanför alla kända gränser"),
    ],
)
def test_a_row_without_a_known_place_is_taken_without_place(
    tmp_path: Path, row: list[str], note: str | None
) -> None:
    found = judged(tmp_path, [row])
    assert (found.taken, found.placeless) == (1, 1)
    assert found.counts == [(None, "0357", JANUARY, 1)]
    assert found.notes == ({note: 1} if note else {})


def test_an_end_before_the_beginning_is_left_out_and_told(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident(start="2024-01-05 22:10", end="2024-01-05 21:00")])
    assert found.notes == {"slutet låg före början och togs inte med": 1}
    assert kept(tmp_path, "ends") == [(None,)]


def test_a_spreadsheet_that_ate_the_leading_zero_is_mended_and_told(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident(code="357")])
    assert found.counts[0][1] == "0357"
    assert found.notes == {"brottskoden fick tillbaka sin inledande nolla": 1}


def test_unknown_codes_are_taken_and_told(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident(code="0999")], codes={"0357": "Misshandel"})
    assert found.notes == {"brottskoden finns inte i tabellen över brottskoder": 1}


def test_latitude_and_longitude_in_each_others_columns_are_put_right(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident(at=(IN_NORRA[1], IN_NORRA[0]))])
    assert found.counts == [(NORRA, "0357", JANUARY, 1)]
    assert found.notes == {"koordinaterna stod i varandras kolumner och byttes": 1}


def test_the_same_id_and_code_is_a_duplicate_but_an_id_may_have_two_codes(tmp_path: Path) -> None:
    found = judged(tmp_path, [incident("K1"), incident("K1"), incident("K1", code="1201")])
    assert (found.taken, found.duplicate) == (2, 1)


def test_without_ids_two_equal_crimes_stay_two_and_a_longer_extract_adds_the_third(
    tmp_path: Path,
) -> None:
    no_id = EXTRACT.model_copy(update={"id": ""})
    first = judged(tmp_path, [incident(), incident()], mapping=no_id)
    assert (first.taken, first.duplicate) == (2, 0)
    path = write_csv(tmp_path / "längre.csv", [incident(), incident(), incident()])
    longer = judge(
        path, no_id, ground(), tmp_path / "2.parquet", earlier=[tmp_path / "rows.parquet"]
    )
    assert (longer.taken, longer.duplicate) == (1, 2)


OLD = PRESETS["police_extract_old"].mapping
OLD_HEADERS = [
    "inskrivningsdatum", "närpolisområde", "basområde", "gata", "brottskod", "antal",
    "brottsdag_start", "brottsdag_slut", "tid_start", "tid_slut",
]  # fmt: skip


def old(antal: str = "1", area: str = "0101", time: str = "2210", code: str = "0357") -> list[str]:
    return ["2024-01-07", "Norra", area, "", code, antal, "2024-01-05", "2024-01-06", time, "0030"]


@pytest.mark.parametrize(
    ("text", "hour"), [("2210", 22), ("930", 9), ("0005", 0), ("5", 0), ("21:15", 21), ("7.45", 7)]
)
def test_the_older_extract_tells_the_time_by_itself(tmp_path: Path, text: str, hour: int) -> None:
    judged(tmp_path, [old(time=text)], OLD_HEADERS, OLD)
    assert kept(tmp_path, "hour_of_week % 24") == [(hour,)]


def test_the_older_extract_names_areas_and_counts(tmp_path: Path) -> None:
    found = judged(tmp_path, [old("3"), old("2", area="norra"), old("1", "9999")], OLD_HEADERS, OLD)
    assert set(found.counts) == {(NORRA, "0357", JANUARY, 5), (None, "0357", JANUARY, 1)}
    assert found.notes == {"området är inte en känd plats": 1}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (old("0"), "antalet »0« är inte ett heltal från 1 till 10 000"),
        (old("två"), "antalet »två« är inte ett heltal från 1 till 10 000"),
        (old(time="2575"), "klockslaget »2575« går inte att läsa"),
    ],
)
def test_the_older_extract_has_its_own_faults(tmp_path: Path, row: list[str], reason: str) -> None:
    assert judged(tmp_path, [row], OLD_HEADERS, OLD).rejects == [(2, reason)]


def test_a_feed_of_the_whole_country_gives_only_our_rows_at_the_time_they_happened(
    tmp_path: Path,
) -> None:
    headers = ["id", "datetime", "name", "summary", "url", "type", "location_name", "lat", "lon"]
    rows = [
        ["1", "2024-01-02 7:05:00 +01:00", "01 januari 23.50, Rån, Lillstad", "En man ringer.", "",
         "Rån", "Lillstad", "59.3", "18.0"],
        ["2", "2024-01-02 07:05:00 +01:00", "31 december 23.50, Rån, Lillstad", "", "", "Rån",
         "Lillstad", "59.3", "18.0"],
        ["3", "2024-01-02 07:05:00 +01:00", "01 januari 12.00, Rån, Storstad", "", "", "Rån",
         "Storstad", "57.3", "13.0"],
    ]  # fmt: skip
    found = judged(tmp_path, rows, headers, PRESETS["police_feed"].mapping)
    assert found.rejects == [(4, "platsen »Storstad« finns inte bland Lillstads platser")]
    assert [(kind, month) for _, kind, month, _ in found.counts] == [
        ("Rån", date(2023, 12, 1)),
        ("Rån", date(2024, 1, 1)),
    ]
    assert kept(tmp_path, "DISTINCT hour_of_week % 24") == [(23,)]
    assert b"ringer" not in (tmp_path / "rows.parquet").read_bytes()


def test_a_file_of_midnights_tells_no_clock(tmp_path: Path) -> None:
    rows = [incident(f"K{n}", start=f"2024-01-0{n} 00:00", end="") for n in (1, 2, 3)]
    assert judged(tmp_path, rows).notes == {"klockslag saknas": 3}
    assert kept(tmp_path, "DISTINCT hour_of_week") == [(None,)]


def test_sweref_metres_are_read_as_they_are(tmp_path: Path) -> None:
    mapping = Mapping(kind="typ", start="dag", north="N", east="E", coordinates="sweref99tm")
    rows = [["Klotter", "2024-01-05", "6 583 000,4", "675000"]]
    found = judged(tmp_path, rows, ["typ", "dag", "N", "E"], mapping)
    assert found.counts == [(NORRA, "Klotter", JANUARY, 1)]
    assert kept(tmp_path, "x, y") == [(675000, 6583000)]


CELLS = st.sampled_from(
    ["", "K1", "0357", "357", "x", "2024-01-05", "2024-01-05 22:10", "2030-01-01", "59,34", "18,08",
     "-1", '"', ";", "åäö", "19850101-1234", "9" * 30]
)  # fmt: skip


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=11), min_size=1, max_size=30))
def test_no_row_is_ever_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    written = [row for row in rows if any(row)]
    if not written:
        return
    found = judged(tmp_path, rows)
    assert found.read == len(written)
    assert found.read == found.taken + found.duplicate + found.rejected
    assert found.rejected == len(found.rejects)
    assert found.taken == sum(n for *_, n in found.counts)
    assert found.taken == len(kept(tmp_path, "key"))
    again = judge(
        tmp_path / "uttag.csv", EXTRACT, ground(), tmp_path / "2.parquet",
        earlier=[tmp_path / "rows.parquet"],
    )  # fmt: skip
    assert again.taken == 0
    assert again.duplicate == found.taken + found.duplicate
