"""Real files go the whole way: taken in as a source, drafted, and found in or sensibly refused."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samsyn.analysis import Columns, read
from samsyn.organisation.models import Body, Place
from samsyn.situation.actions import register_source
from samsyn.situation.actions.picture import draft, publish
from samsyn.situation.findings.computed import NAMES, computed
from samsyn.situation.findings.methods.material import Line, Material, Rows
from samsyn.situation.intake.mapping import Mapping
from samsyn.situation.intake.presets import guess
from samsyn.situation.intake.stage import preview
from samsyn.situation.models import Findings
from samsyn.situation.reckoning import reckon
from samsyn.situation.tasks import import_file
from tests.lillstad import Lillstad
from tests.situation.intake.files import real
from tests.situation.picture.conftest import WORDS

Json = dict[str, Any]
AFTER = date(2026, 11, 20)
FILES: dict[str, tuple[Mapping | None, date, date]] = {
    "sfhotspot/memphis_robberies.csv.gz": (
        Mapping(id="uid", kind="offense_type", start="date", north="Y", east="X"),
        date(2019, 10, 1), date(2020, 1, 1),
    ),
    "nycvehiclethefts.csv.gz": (
        Mapping(id="uid", kind="location_type", start="date_start", end="date_end",
                north="latitude", east="longitude"),
        date(2016, 1, 1), date(2017, 1, 1),
    ),
    "policeuk/south-yorkshire_2018-10_2019-02.parquet": (
        None, date(2019, 1, 1), date(2019, 3, 1),
    ),
    "polisen/polisen_events.parquet": (None, date(2025, 10, 1), date(2026, 1, 1)),
}  # fmt: skip


def unpacked(name: str, folder: Path) -> Path:
    path = real(name)
    if path.suffix != ".gz":
        return path
    out = folder / path.stem
    out.write_bytes(gzip.decompress(path.read_bytes()))
    return out


def told(town: Lillstad, name: str, folder: Path) -> tuple[Json, Json]:
    """The true findings of a real file, and what is published of them."""
    mapping, since, until = FILES[name]
    path = unpacked(name, folder)
    actor = town.actor("karin", AFTER)
    place = Place.objects.get(key="lillstad")
    if name.startswith("polisen"):  # the feed tells of places by name
        Place.objects.filter(pk=place.pk).update(name="Stockholm")
        place.refresh_from_db()
    source = register_source(
        actor, place, name=Path(name).stem, body=Body.objects.get(key="polisen"), mapping=None
    )
    batch = import_file(actor, source, path, mapping or guess(preview(path).columns))
    assert batch.taken
    picture = draft(actor, place, since=since, until=until, **WORDS)
    assert reckon(picture, AFTER)
    true = Findings.objects.get().content
    out = publish(actor, picture).content
    assert true is not None and out is not None
    return true, out["findings"]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_real_file_gives_findings_or_says_why_not(
    town: Lillstad, tmp_path: Path, name: str
) -> None:
    true, out = told(town, name, tmp_path)
    for key in NAMES:
        verdict = true[key]["verdict"]
        assert verdict["kind"] in ("signal", "possible", "none", "refused"), key
        assert verdict["words"].endswith("."), (key, verdict)
    json.dumps(out, allow_nan=False)
    # the places are abroad, or those of whole municipalities: nothing is said of where
    for key in ("hotspots", "concentration", "repeats"):
        assert true[key]["verdict"]["kind"] == "refused", (key, true[key]["verdict"])


@pytest.mark.slow
def test_the_thefts_of_new_york_have_their_hours_from_intervals(
    town: Lillstad, tmp_path: Path
) -> None:
    true, _ = told(town, "nycvehiclethefts.csv.gz", tmp_path)
    clock = true["clock"]["result"]["clocks"][0]
    assert clock["placed"] + clock["too_long"] == clock["timed"]
    assert 0.05 < clock["too_long"] / clock["timed"] < 0.12, "8.6 % are longer than a week"
    assert true["clock"]["verdict"]["kind"] == "signal"


def test_crimes_of_a_month_only_say_nothing_of_the_hour(town: Lillstad, tmp_path: Path) -> None:
    true, _ = told(town, "policeuk/south-yorkshire_2018-10_2019-02.parquet", tmp_path)
    assert true["clock"]["verdict"]["kind"] == "refused"
    assert true["signals"]["verdict"]["kind"] == "refused", "three months before are too few"


def memphis() -> Material:
    """The robberies of Memphis as material, with their own plane."""
    path = real("sfhotspot/memphis_robberies.csv.gz")
    columns: Columns = read(path, {"x": "X", "y": "Y", "time": "date"})
    plane = columns.plane("EPSG:4326")
    starts = columns["time"].astype("M8[s]")
    month = starts.astype("M8[M]").astype(np.int64)
    n = len(starts)
    rows = Rows(np.full(n, "robbery", object), month, starts, starts, plane.x, plane.y,
                np.zeros(n, np.int64), np.full(n, True))  # fmt: skip
    months = np.arange(np.datetime64("2019-01", "M"), np.datetime64("2020-01", "M"))
    history = {"robbery": np.bincount(month - month.min(), minlength=12)}
    return Material(
        place="memphis", name="Memphis", since=date(2019, 10, 1), until=date(2020, 1, 1),
        lines=(Line("alla", "Alla händelser"),), kind_names={}, months=months, history=history,
        rows=rows, homes={},
    )  # fmt: skip


def test_the_robberies_of_memphis_are_dense_somewhere() -> None:
    found = computed(memphis())
    assert found["hotspots"]["verdict"]["kind"] == "signal"
    assert found["concentration"]["result"]["rows"][0]["gini"] > 0.5
    assert found["signals"]["how"]["parameters"]["method"] == "ears-c1"
    assert found["repeats"]["result"]["rows"][0]["n"] == len(memphis().now)
