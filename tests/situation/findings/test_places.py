"""Anna sees which neighbourhoods are denser than chance; Gustav learns of no small number."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.analysis.cli import main as analyse
from samsyn.analysis.protection import Unprotectable, protect
from samsyn.situation.findings.drawings import outlined
from samsyn.situation.findings.drawings import places as drawn
from samsyn.situation.findings.exporting import export
from samsyn.situation.findings.methods import places
from samsyn.situation.findings.methods.material import Ground, Line, Material, Rows
from samsyn.situation.findings.published import _places as published
from samsyn.situation.findings.shown import Shown
from samsyn.situation.picture.family import with_claims
from samsyn.situation.picture.kinds import Kinds

Json = dict[str, Any]
SIDE, T = 6, 5
DENSE = {"plats-2-2", "plats-2-3", "plats-3-2", "plats-3-3"}
KEYS = [f"plats-{i}-{j}" for i in range(SIDE) for j in range(SIDE)]


def town(counts: dict[str, int]) -> Material:
    """Squares of a kilometre in three parts of two columns each, with so many incidents."""
    grounds = tuple(
        Ground(key, key.title(), "stadsdel", f"del-{int(key[6]) // 2}",
               shapely.box(674e3 + 1e3 * int(key[6]), 658e4 + 1e3 * int(key[8]),
                           675e3 + 1e3 * int(key[6]), 6581e3 + 1e3 * int(key[8])),
               frozenset([n + 1]))
        for n, key in enumerate(KEYS)
    )  # fmt: skip
    place = np.repeat(np.arange(len(KEYS)) + 1, [counts.get(key, 0) for key in KEYS])
    n, never = len(place), np.datetime64("NaT", "s")
    month = np.full(n, (2023 - 1970) * 12)
    nowhere = np.full(n, np.nan)
    rows = Rows(np.full(n, "9806", object), month, np.full(n, never), np.full(n, never),
                nowhere, nowhere, place, np.full(n, False))  # fmt: skip
    return Material(
        place="stad", name="Stad", since=date(2023, 1, 1), until=date(2023, 2, 1),
        lines=(Line("alla", "Alla händelser"),), kind_names={},
        months=np.array(["2023-01"], "M8[M]"), history={"9806": np.array([n])}, rows=rows,
        grounds=grounds, homes={},
    )  # fmt: skip


def crowded() -> dict[str, int]:
    rng = np.random.default_rng(7)
    return {key: int(rng.poisson(90 if key in DENSE else 8)) for key in KEYS}


def shown_of(material: Material, hidden: frozenset[str] = frozenset(), **known: Any) -> Shown:
    """A picture that shows the number of every part but those hidden."""
    n = places.counts(material.now, material.grounds)
    parts: dict[str, int] = {}
    for ground, many in zip(material.grounds, n.tolist(), strict=True):
        parts[ground.within] = parts.get(ground.within, 0) + many
    told = [{"key": k, "n": None if k in hidden else v} for k, v in parts.items()]
    area = {"key": "alla", "n": int(n.sum()), "before": 9, "months": [], "parts": told}
    return Shown({"areas": [area]}, Kinds((), {}), T, {}, **known)


def told(material: Material, shown: Shown) -> Json:
    found: Json = published(places.by_line(material)["result"], shown)["result"]["maps"][0]
    return found


def test_what_is_planted_is_found_and_nothing_else_far_away() -> None:
    found = places.by_line(town(crowded()))
    (row,) = found["result"]["maps"]
    hot = {p["key"] for p in row["places"] if p["kind"] == "signal"}
    assert found["verdict"]["kind"] == "signal" and hot and hot & DENSE
    assert not any("0" in key or "5" in key for key in hot), "the rim is as it should be"


def test_a_places_number_is_that_of_its_rows() -> None:
    counts = crowded()
    (row,) = places.by_line(town(counts))["result"]["maps"]
    assert {p["key"]: p["n"] for p in row["places"]} == counts
    assert row["n"] == sum(counts.values())


def test_few_places_and_few_incidents_are_not_compared() -> None:
    few = replace(town(crowded()), grounds=town({}).grounds[:9])
    assert places.by_line(few)["verdict"]["kind"] == "refused"
    assert places.by_line(town({"plats-2-2": 20}))["verdict"]["kind"] == "refused"


def test_the_command_beside_the_finding_gives_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    material = town(crowded())
    found = places.by_line(material)
    export(material, tmp_path)
    words = found["how"]["command"].replace("delar.geojson", str(tmp_path / "delar.geojson"))
    assert analyse([*words.split()[2:], "--json"]) == 0
    theirs = {r["place"]: r for r in json.loads(capsys.readouterr().out)["result"]}
    for mine in found["result"]["maps"][0]["places"]:
        assert mine["z"] == pytest.approx(theirs[mine["key"]]["z"], rel=0.01, abs=0.01)
        assert mine["q"] == pytest.approx(theirs[mine["key"]]["q"], rel=0.01, abs=1e-4)


def test_published_is_a_class_and_only_where_the_part_shows_its_number() -> None:
    material = town(crowded())
    row = told(material, shown_of(material))
    assert {p["key"] for p in row["places"]} & DENSE
    assert all(set(p) == {"key", "kind"} for p in row["places"])
    hidden = told(material, shown_of(material, frozenset(["del-1"])))
    assert not {p["key"] for p in hidden["places"]} & DENSE
    assert "Plats-2" not in hidden["words"]


def test_what_an_earlier_picture_hides_is_not_said() -> None:
    material = town(crowded())
    secret = frozenset(f"alla|{key}|2023-01" for key in DENSE)
    row = told(material, shown_of(material, secret=secret, period="2023-01"))
    assert not {p["key"] for p in row["places"]} & DENSE


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=SIDE**2, max_size=SIDE**2), st.integers(0, 35))
def test_every_small_place_may_as_well_be_large(numbers: list[int], peak: int) -> None:
    """The attack: the parts' numbers less what the classes say is left for the others."""
    counts = dict(zip(KEYS, numbers, strict=True))
    counts[KEYS[peak]] += 200
    material = town(counts)
    found = places.by_line(material)
    if found["result"] is None or found["result"]["maps"][0]["kind"] == "refused":
        return
    said = [p["key"] for p in told(material, shown_of(material))["places"]]
    cells = {f"alla|{key}|p": n for key, n in counts.items()}
    parts = {f"del-{i}": [k for k in KEYS if int(k[6]) // 2 == i] for i in range(3)}
    totals = {f"alla|{part}|p": sum(counts[k] for k in keys) for part, keys in parts.items()}
    sums = [(f"alla|{part}|p", [f"alla|{k}|p" for k in keys]) for part, keys in parts.items()]
    named = [part for part, keys in parts.items() if set(keys) & set(said)]
    kept = {f"alla|{part}|p" for part in named}
    least = {f"alla|{key}|p": T for key in said}
    found_out = protect(cells | totals, sums, threshold=T, published=kept, least=least)
    assert all(w[name] >= n for w in found_out.witnesses for name, n in least.items())


def test_a_bound_that_is_known_binds_the_witnesses_too() -> None:
    counts = {"all": 12, "one": 9, "two": 3}
    sums = [("all", ["one", "two"])]
    free = protect(counts, sums, published=["all"], threshold=5)
    assert free.values["two"] is None and free.values["one"] is None
    bound = protect(counts, sums, published=["all"], threshold=5, least={"one": 7})
    assert all(w["one"] >= 7 for w in bound.witnesses)
    with pytest.raises(Unprotectable):
        protect(counts, sums, published=["all"], threshold=5, least={"one": 9})


def test_later_pictures_know_what_was_said() -> None:
    material = town(crowded())
    result = published(places.by_line(material)["result"], shown_of(material))["result"]
    record = with_claims({"counts": {}, "sums": [], "shown": []},
                         {"findings": {"places": {"result": result}}}, "2023-01")  # fmt: skip
    assert record["least"] == {
        f"alla|{place['key']}|2023-01": T for place in result["maps"][0]["places"]
    }


def test_the_map_tells_no_more_than_the_table_and_hides_the_pale_ones_alike() -> None:
    material = town(crowded())
    (true,) = drawn(places.by_line(material)["result"])
    shown = published(places.by_line(material)["result"], shown_of(material))["result"]
    (figure,) = drawn(shown)
    assert len(figure.table().headers) == 2 and len(true.table().headers) == 3
    (pale,) = [row for row in figure.table().rows if row[1].startswith("inte utpekad")]
    assert pale[1] == "inte utpekad, eller för få för att visas"
    assert len(true.table().rows) == len(KEYS)
    assert pale[0] == f"Övriga: {len(KEYS) - len(shown['maps'][0]['places'])}"
    assert outlined(shown["places"][0]["rings"]).area == pytest.approx(1e6)
