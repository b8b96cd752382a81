"""The truths planted in the demo's five years can be found in them, and the files are as promised.

Karin at the city's office runs her methods on the demo; what docs/demo.md promises must be there.
"""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.spatial import cKDTree

from samsyn.project.demo.calendar import MONTHS
from samsyn.project.demo.extract import BROKEN, HEADER, REPEATED, write_extracts
from samsyn.project.demo.geography import neighbourhoods
from samsyn.project.demo.incidents import SEED, Incidents, generate
from samsyn.project.demo.streets import Streets
from samsyn.project.demo.truths import ECHO_DAYS, ECHO_METRES, TRUTHS, Truth

TODAY = date(2026, 10, 1)
DOCS = Path(__file__).parents[2] / "docs" / "demo.md"
BY_KEY = {truth.key: truth for truth in TRUTHS}
Mask = npt.NDArray[np.bool_]


@cache
def five_years() -> tuple[Incidents, Streets]:
    return generate(TODAY)


def of(truth: Truth) -> Incidents:
    """The incidents of a truth's codes in its places: those planted and those of the background."""
    incidents, streets = five_years()
    keys = np.array([cell.key for cell in neighbourhoods()])[streets.cell[incidents.street]]
    here = np.isin(keys, truth.places) if truth.places else np.full(len(incidents), True)
    return incidents.take(here & np.isin(incidents.code, truth.codes))


def months(incidents: Incidents) -> npt.NDArray[np.int64]:
    """How many incidents began in each of the sixty months."""
    first = np.datetime64(TODAY, "M") - MONTHS
    return np.bincount((incidents.start.astype("M8[M]") - first).astype(int), minlength=MONTHS)


def at_the_square(truth: Truth, incidents: Incidents) -> Mask:
    _, streets = five_years()
    square = streets.square(truth.places[0])
    away = np.hypot(incidents.east - streets.east[square], incidents.north - streets.north[square])
    return away <= (truth.radius or 0)


def weekend_night(incidents: Incidents) -> Mask:
    """Friday and Saturday from 20 until 05 the next morning: 18 of the week's 168 hours."""
    evening = (incidents.start - np.timedelta64(5, "h")).astype("M8[h]").astype(int)
    weekday = (evening // 24 + 3) % 7
    return np.isin(weekday, (4, 5)) & (evening % 24 >= 15)


def test_five_years_hold_at_least_200_000_incidents_within_the_sixty_months() -> None:
    incidents, _ = five_years()
    assert len(incidents) >= 200_000
    assert incidents.start.min() >= np.datetime64("2021-10-01")
    assert incidents.start.max() < np.datetime64("2026-10-01")
    assert (incidents.end >= incidents.start).all()
    assert (np.diff(incidents.start.astype(int)) >= 0).all()


def test_the_same_seed_gives_the_same_city_and_another_gives_another() -> None:
    one, again, other = (generate(TODAY, seed, rows=500)[0] for seed in (SEED, SEED, SEED + 1))
    assert (one.east == again.east).all() and (one.start == again.start).all()
    assert not np.array_equal(one.east[:500], other.east[:500])


@pytest.mark.parametrize("key", ["oppen-drogscen", "krogstrak", "ny-plats"])
def test_a_hot_spot_holds_far_more_than_its_share_of_the_ground(key: str) -> None:
    truth = BY_KEY[key]
    found = of(truth)
    share = at_the_square(truth, found).mean()
    cell = next(cell for cell in neighbourhoods() if cell.key == truth.places[0])
    ground = np.pi * (truth.radius or 0) ** 2 / cell.polygon.area
    assert share > 10 * ground


def test_the_new_hot_spot_was_not_there_before_the_last_year() -> None:
    truth = BY_KEY["ny-plats"]
    found = of(truth)
    per_month = months(found.take(at_the_square(truth, found)))
    assert per_month[-12:].mean() > 3 * per_month[:-12].mean()


def test_the_night_life_spot_lives_at_weekend_nights() -> None:
    truth = BY_KEY["krogstrak"]
    found = of(truth)
    assert weekend_night(found.take(at_the_square(truth, found))).mean() > 0.8


def test_robberies_of_the_young_in_farsta_rise_for_two_years() -> None:
    per_month = months(of(BY_KEY["ungdomsran-okar"]))
    before, first, second = per_month[:36].mean(), per_month[36:48].mean(), per_month[48:].mean()
    assert before < first < second
    assert second > 5 * before


def test_thefts_from_vehicles_fall_every_year() -> None:
    per_year = months(of(BY_KEY["fordonsstolder-minskar"])).reshape(5, 12).sum(axis=1)
    assert (np.diff(per_year) < 0).all()


def near_pairs(incidents: Incidents, start: npt.NDArray[np.datetime64]) -> int:
    """Pairs within the echo's distance and days (Knox)."""
    points = np.column_stack([incidents.east, incidents.north])
    pairs = cKDTree(points).query_pairs(ECHO_METRES, output_type="ndarray")
    apart = np.abs((start[pairs[:, 0]] - start[pairs[:, 1]]).astype("m8[h]").astype(int))
    return int((apart <= ECHO_DAYS * 24).sum())


def test_burglaries_come_near_each_other_in_time_and_place_more_than_chance() -> None:
    found = of(BY_KEY["upprepade-inbrott"])
    rng = np.random.default_rng(1)
    by_chance = [near_pairs(found, rng.permutation(found.start)) for _ in range(50)]
    assert near_pairs(found, found.start) > 2 * max(by_chance)


def test_outdoor_assaults_crowd_into_weekend_nights_all_over_the_city() -> None:
    share = weekend_night(of(BY_KEY["helgnatter"])).mean()
    assert share > 3 * 18 / 168


def test_the_fires_of_one_month_stand_out() -> None:
    truth = BY_KEY["brander-en-manad"]
    per_month = months(of(truth))
    others = np.delete(per_month, truth.months[0])
    assert per_month[truth.months[0]] > 5 * others.max()


def test_schools_are_left_alone_in_july() -> None:
    found = of(BY_KEY["skolans-lov"])
    by_month = np.bincount(found.start.astype("M8[M]").astype(int) % 12, minlength=12)
    assert by_month[6] == by_month.min()
    assert by_month[6] < by_month.mean() / 5


def test_violence_between_partners_strikes_women() -> None:
    codes = Counter(of(BY_KEY["vem-som-drabbas"]).code.tolist())
    women, men = codes["9365"] + codes["9367"], codes["9369"] + codes["9371"]
    assert women > 3 * men


def test_each_truth_stands_in_the_docs_by_its_number() -> None:
    text = DOCS.read_text("utf-8")
    assert [truth.number for truth in TRUTHS] == list(range(1, len(TRUTHS) + 1))
    missing = [t.key for t in TRUTHS if f"| {t.number} | {t.sentence} |" not in text]
    assert missing == []


def test_the_files_look_as_the_police_extract_and_hold_what_they_say(tmp_path: Path) -> None:
    incidents, streets = generate(TODAY, rows=3000)
    extracts = write_extracts(incidents, streets, tmp_path, SEED)
    assert len(extracts) == 5
    assert sum(extract.taken for extract in extracts) == len(incidents)
    for extract in extracts:
        text = extract.path.read_bytes().decode("cp1252")
        assert text.startswith(HEADER + "\r\n")
        rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
        assert len(rows) == extract.taken + extract.repeated + extract.broken
        assert (extract.repeated, extract.broken) == (REPEATED, len(BROKEN))
        ids = Counter(row["ID"] for row in rows)
        assert sum(n - 1 for n in ids.values()) == REPEATED
        taken = rows[: extract.taken]
        assert all(len(row["BROTTSKOD"]) == 4 and row["BROTTSKOD"].isdigit() for row in taken)
        assert any(row["BROTTSKOD"].startswith("0") for row in rows)
        assert any(row["LATITUDE"] == "" for row in rows)
        assert not any("." in (row["LATITUDE"] or "") for row in rows)


def test_a_position_in_the_file_leads_back_to_its_neighbourhood(tmp_path: Path) -> None:
    from pyproj import Transformer
    from shapely import contains_xy

    incidents, streets = generate(TODAY, rows=2000)
    first = write_extracts(incidents, streets, tmp_path, SEED)[0]
    rows = list(csv.DictReader(first.path.read_text("cp1252").splitlines(), delimiter=";"))
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:3006", always_xy=True)
    checked = 0
    for at, row in enumerate(rows[: first.taken]):
        if row["LATITUDE"] and incidents.code[at] != "9801":  # echoes may cross a border
            lon, lat = (float(row[name].replace(",", ".")) for name in ("LONGITUDE", "LATITUDE"))
            cell = neighbourhoods()[streets.cell[incidents.street[at]]]
            assert contains_xy(cell.polygon, *to_metres.transform(lon, lat))
            checked += 1
    assert checked > 300
