"""Files of other cities, with headers of their own: what is what is guessed, and the file read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samsyn.situation.intake.guessing import guessed, words
from samsyn.situation.intake.presets import guess
from samsyn.situation.intake.stage import preview
from samsyn.situation.intake.verdicts import judge

from .files import NORRA, ground

# headers, one row, and what each field is; all made up, as such files tend to be
SETS: dict[str, tuple[str, str, str]] = {
    "felanmälan, grader": (
        "Ärendenummer;Ärendetyp;Inkommen;Adress;Latitud;Longitud;Status",
        "F-24-77;Klotter;2024-01-05 10:12;Ågatan 4;59,3435;18,0800;Åtgärdad",
        "id=Ärendenummer kind=Ärendetyp start=Inkommen north=Latitud east=Longitud",
    ),
    "felanmälan, meter": (
        "Felanmälan id;Kategori;Skapad;Område;SWEREF99 N;SWEREF99 E",
        "77;Trasig belysning;2024-01-05;Norra;6583000;675000",
        "id=Felanmälan+id kind=Kategori start=Skapad place=Område north=SWEREF99+N"
        " east=SWEREF99+E coordinates=sweref99tm",
    ),
    "räddningstjänst": (
        "Larm-ID;Händelsetyp;Larmtid;Kommun;N-koordinat;E-koordinat",
        "L1;Brand i container;2024-01-05 23:01;Lillstad;6583000;675000",
        "id=Larm-ID kind=Händelsetyp start=Larmtid place=Kommun north=N-koordinat"
        " east=E-koordinat coordinates=sweref99tm",
    ),
    "räddningstjänst, insatser": (
        "Insatsnummer;Insatstyp;Utryckningsdatum;Utryckningstid;Kommundel;Lat;Lon",
        "1;Bilbrand;2024-01-05;2301;Norra;59.3435;18.0800",
        "id=Insatsnummer kind=Insatstyp start=Utryckningsdatum start_time=Utryckningstid"
        " place=Kommundel north=Lat east=Lon",
    ),
    "brott, från och till": (
        "Brottskategori;Datum från;Datum till;Tid från;Tid till;Stadsdelsnamn",
        "Skadegörelse;2024-01-05;2024-01-06;22:10;06:00;Norra",
        "kind=Brottskategori start=Datum+från end=Datum+till start_time=Tid+från"
        " end_time=Tid+till place=Stadsdelsnamn",
    ),
    "brott, räknade": (
        "Brottstyp;Brottsdatum;Klockslag;Primärområde;Antal",
        "Rån;2024-01-05;2210;Norra;2",
        "kind=Brottstyp start=Brottsdatum start_time=Klockslag place=Primärområde count=Antal",
    ),
    "brott, koder": (
        "Objekt-ID;Anmälningsdatum;Brottskod;Händelsetid;Händelsedatum;Stadsområde",
        "1;2024-01-07;0357;22:10;2024-01-05;Norra",
        "id=Objekt-ID kind=Brottskod start=Händelsedatum start_time=Händelsetid"
        " place=Stadsområde kind_is=crime_code",
    ),
    "händelser, start och slut": (
        "Händelse;Startdatum;Starttid;Slutdatum;Sluttid;Delområde;X;Y",
        "Bråk;2024-01-05;22:10;2024-01-05;23:00;Norra;675000;6583000",
        "kind=Händelse start=Startdatum start_time=Starttid end=Slutdatum end_time=Sluttid"
        " place=Delområde north=Y east=X coordinates=sweref99tm",
    ),
    "diarium": (
        "Dnr;Typ av ärende;Registreringsdatum;Stadsdel;Nord;Öst",
        "2024-77;Störning;2024-01-05;Norra;6583000;675000",
        "id=Dnr kind=Typ+av+ärende start=Registreringsdatum place=Stadsdel north=Nord east=Öst"
        " coordinates=sweref99tm",
    ),
    "snake_case": (
        "case_id,offense_type,occurred_at,neighborhood,lat,lng",
        "9,Vandalism,2024-01-05 22:10,Norra,59.3435,18.0800",
        "id=case_id kind=offense_type start=occurred_at place=neighborhood north=lat east=lng",
    ),
    "shouting": (
        "INCIDENT_NUMBER,OFFENSE_CODE_GROUP,OCCURRED_ON_DATE,Lat,Long,DISTRICT",
        "I1,Vandalism,2024-01-05 22:10:00,59.3435,18.0800,Norra",
        "id=INCIDENT_NUMBER kind=OFFENSE_CODE_GROUP start=OCCURRED_ON_DATE place=DISTRICT"
        " north=Lat east=Long",
    ),
    "short": (
        "CMPLNT_NUM,CMPLNT_FR_DT,CMPLNT_FR_TM,CMPLNT_TO_DT,CMPLNT_TO_TM,OFNS_DESC,BORO_NM",
        "1,2024-01-05,22:10:00,2024-01-05,23:00:00,ROBBERY,NORRA",
        "id=CMPLNT_NUM kind=OFNS_DESC start=CMPLNT_FR_DT start_time=CMPLNT_FR_TM"
        " end=CMPLNT_TO_DT end_time=CMPLNT_TO_TM place=BORO_NM",
    ),
    "camelCase": (
        "reportNumber,crimeCategory,incidentDate,incidentTime,areaName",
        "1,Theft,2024-01-05,22:10,Norra",
        "id=reportNumber kind=crimeCategory start=incidentDate start_time=incidentTime"
        " place=areaName",
    ),
    "several of each": (
        "ID,Case Number,Date,Block,Primary Type,Description,Location Description,Community Area",
        "1,HZ1,2024-01-05,5XX W LAKE,THEFT,OVER $500,STREET,Norra",
        "id=ID kind=Primary+Type start=Date place=Community+Area",
    ),
    "opened and closed": (
        "Request ID,Category,Opened,Closed,Neighborhood,Latitude,Longitude",
        "1,Graffiti,2024-01-05 10:00,2024-01-06 10:00,Norra,59.3435,18.0800",
        "id=Request+ID kind=Category start=Opened place=Neighborhood north=Latitude"
        " east=Longitude",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_a_file_with_headers_of_its_own_is_understood_and_read(name: str, tmp_path: Path) -> None:
    headers, row, told = SETS[name]
    path = tmp_path / "fil.csv"
    path.write_text(f"{headers}\n{row}\n", "utf-8")
    shown = preview(path)
    found = guess(shown.columns, [cells for _, cells in shown.rows])
    assert found is not None
    expected = {k: v.replace("+", " ") for k, v in (part.split("=") for part in told.split())}
    ways = {key: expected.pop(key) for key in ("coordinates", "kind_is") if key in expected}
    assert found.columns() == expected
    assert {key: getattr(found, key) for key in ways} == ways
    outcome = judge(path, found, ground(names={"Norra": NORRA, "Lillstad": 3}), tmp_path / "rows")
    assert (outcome.taken, outcome.placeless) == (1, 0), outcome.rejects
    assert outcome.months == (date(2024, 1, 1), date(2024, 1, 1))


@pytest.mark.parametrize("name", SETS)
def test_headers_alone_nearly_do(name: str) -> None:
    """Without rows the columns are the same; they only tell how the cells are written."""
    headers, row, _ = SETS[name]
    parted = headers.split(";" if ";" in headers else ",")
    with_rows = guessed(parted, [row.split(";" if ";" in row else ",")])
    without = guessed(parted)
    assert with_rows is not None and without is not None
    assert without.columns() == with_rows.columns()


def test_cells_decide_where_headers_mislead() -> None:
    """A »Datum« that holds words is no day, and a column of days with a header of its own is."""
    found = guessed(["Typ", "Datum", "Varvid"], [["Rån", "okänt", "2024-01-05"]] * 3)
    assert found is not None and found.start == "Varvid"
    north = guessed(["typ", "datum", "N", "E"], [["Rån", "2024-01-05", "59,34", "18,08"]])
    assert north is not None and north.coordinates == "wgs84"


def test_no_idea_is_said() -> None:
    assert guessed(["a", "b"]) is None
    assert guessed([], []) is None


def test_words_of_headers() -> None:
    assert words("OccurredOn_Date") == "occurred on date"
    assert words("  Brottskod.klartext ") == "brottskod klartext"
