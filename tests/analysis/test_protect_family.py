"""A whole published family of tables that hang together: nothing hidden is found by subtraction.

Ingrid publishes, of the same incidents, place × kind, area × kind, area × sex and sex × age, with
all their sums; places make up areas, and every table sums to the same city.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.analysis import Protected, Why, protect
from tests.analysis.gustav import THRESHOLD, Gustav, Sums, breaches

Incident = tuple[str, str, str, str]
Family = tuple[dict[str, int], Sums]
slow = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))

AREAS = {"Norra": ("Torget", "Ängen"), "Södra": ("Hamnen", "Berget", "Skogen")}
PLACES = [place for places in AREAS.values() for place in places]
KINDS, SEXES, AGES = ("rån", "stöld"), ("kvinna", "man"), ("barn", "ung", "vuxen")
ALL = "alla"


def area_of(place: str) -> str:
    return next(area for area, places in AREAS.items() if place in places)


def family(incidents: list[Incident]) -> Family:
    """The tables' cells by name, and every sum that readers can draw between them."""
    tables = [
        ("plats", PLACES, [place for place, *_ in incidents], KINDS, 1),
        ("område", list(AREAS), [area_of(place) for place, *_ in incidents], KINDS, 1),
        ("område", list(AREAS), [area_of(place) for place, *_ in incidents], SEXES, 2),
        ("kön", list(SEXES), [sex for _, _, sex, _ in incidents], AGES, 3),
    ]
    counts: dict[str, int] = {}
    sums: Sums = []
    for head, rows, of_row, columns, n in tables:
        found = Counter(zip(of_row, (incident[n] for incident in incidents), strict=True))
        for row, column in product(rows, columns):
            counts[f"{head} {row} × {column}"] = found[row, column]
        for row in rows:
            sums.append((f"{head} {row}", [f"{head} {row} × {column}" for column in columns]))
        for column in columns:
            sums.append((f"{column}", [f"{head} {row} × {column}" for row in rows]))
        sums.append((ALL, [f"{head} {row}" for row in rows]))
        sums.append((ALL, [f"{column}" for column in columns]))
    for area, places in AREAS.items():
        sums.append((f"område {area}", [f"plats {place}" for place in places]))
        for kind in KINDS:
            parts = [f"plats {place} × {kind}" for place in places]
            sums.append((f"område {area} × {kind}", parts))
    sums += [(sex, [f"kön {sex}"]) for sex in SEXES]
    return _with_totals(counts, sums)


def _with_totals(counts: dict[str, int], sums: Sums) -> Family:
    """Totals from their parts, whichever are known first."""
    while missing := [(total, parts) for total, parts in sums if total not in counts]:
        for total, parts in missing:
            if all(part in counts for part in parts):
                counts[total] = sum(counts[part] for part in parts)
    return counts, sums


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    """Mostly few in a cell, and here and there many."""
    n = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 6, 9, 20])
    found: list[Incident] = []
    for one in product(PLACES, KINDS, SEXES, AGES):
        if draw(st.integers(0, 2)) == 0:
            found += [one] * draw(n)  # type: ignore[list-item]
    return found


def protected(made: Family) -> Protected:
    return protect(*made, threshold=THRESHOLD)


@slow
@given(incidents())
def test_no_hidden_cell_of_the_family_is_computed_or_known_to_be_small(
    found: list[Incident],
) -> None:
    made = family(found)
    assert breaches(made[0], protected(made).values, made[1]) == []


@slow
@given(incidents(), st.integers(2, 10))
def test_whatever_the_threshold_what_is_shown_is_true_and_large(
    found: list[Incident], least: int
) -> None:
    counts, sums = family(found)
    for name, value in protect(counts, sums, threshold=least).values.items():
        assert value is None or (value == counts[name] and not 0 < value < least)


TOWN: list[Incident] = [
    *[("Torget", "stöld", "man", "vuxen")] * 30, *[("Torget", "rån", "kvinna", "ung")] * 3,
    *[("Ängen", "stöld", "kvinna", "vuxen")] * 14, *[("Ängen", "rån", "man", "ung")] * 9,
    *[("Hamnen", "stöld", "man", "barn")] * 12, *[("Hamnen", "rån", "kvinna", "vuxen")] * 11,
    *[("Berget", "stöld", "kvinna", "ung")] * 25, *[("Berget", "rån", "man", "vuxen")] * 8,
    *[("Skogen", "rån", "kvinna", "barn")] * 6, *[("Skogen", "stöld", "man", "ung")] * 2,
]  # fmt: skip


def table_of(made: Family, head: str, columns: tuple[str, ...]) -> Family:
    """One table of the family with its own sums, as it would be protected alone."""
    counts, sums = made
    inner = [(t, p) for t, p in sums if p[0].startswith(head) and p[0].endswith(columns)
             and (t.startswith(head) or t in columns)]  # fmt: skip
    cells = {name for total, parts in inner for name in (total, *parts)}
    totals = [(ALL, [t for t, _ in inner if t.startswith(head)])]
    names = cells | {ALL}
    return {name: counts[name] for name in names}, inner + totals


def test_tables_protected_one_by_one_give_each_other_away() -> None:
    """The negative control: each is safe by itself, and Gustav lays them side by side."""
    made = family(TOWN)
    counts, sums = made
    alone: dict[str, int | None] = dict(counts)
    for head, columns in (("plats", KINDS), ("område", KINDS), ("område", SEXES), ("kön", AGES)):
        part = table_of(made, head, columns)
        for name, value in protect(*part, threshold=THRESHOLD).values.items():
            alone[name] = None if value is None else alone[name]
        assert breaches(part[0], protect(*part, threshold=THRESHOLD).values, part[1]) == []
    assert breaches(counts, alone, sums) != []
    together = protected(made)
    assert breaches(counts, together.values, sums) == []
    small = {name for name, n in counts.items() if 0 < n < THRESHOLD}
    assert small == {name for name, why in together.why.items() if why is Why.SMALL}


def test_every_secret_of_the_town_could_be_another_number() -> None:
    """Solved by linear programming: the least and the most each hidden cell can be."""
    made = family(TOWN)
    gustav = Gustav(protected(made).values, made[1])
    assert gustav.unknown
    for name in gustav.unknown:
        low, high = gustav.bounds(name)
        assert low < made[0][name] < high or high - low >= 1
        assert high >= THRESHOLD


def test_tau_argus_finds_the_same_places_unsafe_in_tables_that_hang_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """τ-ARGUS links places with areas as a hierarchy: place × kind, area × kind, all × kind."""
    pytauargus = pytest.importorskip("pytauargus", reason="pytauargus is not installed")
    monkeypatch.chdir(tmp_path)  # it leaves its logs where it runs
    code = {place: f"{area[0]}{i}" for area, of in AREAS.items() for i, place in enumerate(of)}
    lines = [line for area, of in AREAS.items() for line in (area[0], *(f"@{code[p]}" for p in of))]
    Path("places.hrc").write_text("\n".join(lines) + "\n", encoding="ascii")
    rows = [{"place": code[place], "kind": kind[0], "v": 1} for place, kind, *_ in TOWN]
    outcome = pytauargus.protect(
        rows, ["place", "kind"], "v", "FREQ(5,10)", "MOD(1,5,1,0,0)",
        hrc={"place": str(Path("places.hrc"))}, hierleadstring="@", workdir=str(tmp_path),
    )  # fmt: skip
    theirs = {}
    for line in Path(outcome.tables[0].path).read_text("utf-8").splitlines():
        row, column, *_, status, _, _ = line.replace('"', "").split(";")
        theirs[row, column] = status
    counts, sums = family(TOWN)
    names = {n for n in counts if n.startswith(("plats", "område")) and not n.endswith(SEXES)}
    names |= {*KINDS, ALL}
    linked = [(t, p) for t, p in sums if {t, *p} <= names]
    ours = protect({n: counts[n] for n in names}, linked, threshold=THRESHOLD)
    small = {name for name, why in ours.why.items() if why is Why.SMALL}
    unsafe = {cell for cell, status in theirs.items() if status == "U"}
    assert unsafe == {(code[p], k[0]) for p in PLACES for k in KINDS if f"plats {p} × {k}" in small}
    assert len(unsafe) == len(small)
    assert len(ours.why) <= 1.5 * sum(status in "UM" for status in theirs.values())
