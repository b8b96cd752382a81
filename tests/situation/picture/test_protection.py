"""Gustav reads all that Lillstad has published, adds and subtracts, and finds nothing hidden."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy.linalg import null_space
from scipy.optimize import linprog

from samsyn.situation.findings.shown import Shown
from samsyn.situation.picture.counts import REST, Family, Incidents, Shape, tally
from samsyn.situation.picture.family import Record, protected, record
from samsyn.situation.picture.kinds import NOT_SAID, Area, Kinds, Victim
from samsyn.situation.picture.periods import Period
from tests.analysis.gustav import THRESHOLD

from .conftest import SINCE

QUARTER = Period(SINCE, SINCE.replace(month=4))
MARCH = Period(SINCE.replace(month=3), SINCE.replace(month=4))
CHILD = Victim("", "child")
KINDS = Kinds(
    (Area("unga", "Unga", frozenset("ab")), Area("platser", "Platser", frozenset("bc"))),
    {"a": CHILD},
)
SHAPES = {
    "lillstad": (("norra", "sodra"), QUARTER),
    "norra": (("torget", "angen"), QUARTER),
    "sodra": ((), QUARTER),
    "lillstad i mars": (("norra", "sodra"), MARCH),
}
WITHIN = {"torget": "norra", "angen": "norra", "norra": "lillstad", "sodra": "lillstad"}
PLACES = ("torget", "angen", "sodra", "")
MONTHS = [f"{m:%Y-%m}" for m in (*QUARTER.year_before().months(), *QUARTER.months())]
towns = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(MONTHS), st.sampled_from(PLACES)),
    st.one_of(st.integers(1, 4), st.integers(1, 40)),
    max_size=60,
)
Town = dict[tuple[str, str, str], int]
# shrinking would take minutes: each try solves hundreds of linear programmes
slow = settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def family_of(town: Town, name: str) -> Family:
    place, (parts, period) = name.partition(" ")[0], SHAPES[name]
    inside = {f"{m:%Y-%m}" for m in period.months()}
    months = inside | {f"{m:%Y-%m}" for m in period.year_before().months()}
    held = {"lillstad": PLACES, "norra": ("torget", "angen"), "sodra": ("sodra",)}[place]
    rows = [(k, m, p, n) for (k, m, p), n in town.items() if p in held and m in months]
    home = {"torget": "norra", "angen": "norra", "sodra": "sodra"} if place == "lillstad" else {}
    by_part = [(k, home.get(p, p) or REST, n) for k, m, p, n in rows if m in inside]
    shape = Shape(place, period, parts, (CHILD, NOT_SAID))
    return tally(shape, KINDS, Incidents([(k, m, n) for k, m, _, n in rows], by_part))


class Gustav:
    """Knows the codes and the map, adds and subtracts all that is told in every way there is.

    His unknowns are the finest there can be: kind × month × place. Each cell is a sum of them.
    """

    def __init__(self, told: dict[str, int], least: dict[str, int] | None = None) -> None:
        atoms = list(product("abcd", MONTHS, PLACES))
        self.cells: dict[str, list[int]] = {}
        for i, atom in enumerate(atoms):
            for name in SHAPES:
                for cell, n in family_of({atom: 1}, name).counts.items():
                    self.cells.setdefault(cell, [0] * len(atoms))[i] = n
        self.equations = np.array([self.cells[cell] for cell in told]), list(told.values())
        self.least = {
            "A_ub": [[-1 * each for each in self.cells[cell]] for cell in least],
            "b_ub": [-n for n in least.values()],
        } if least else {}  # fmt: skip

    def bounds(self, cell: str) -> tuple[float, float]:
        """The least and most the cell can be."""
        ends = []
        for sign in (1, -1):
            cost, (a, b) = sign * np.array(self.cells[cell]), self.equations
            told = {"A_eq": a, "b_eq": b} if b else {}
            found = linprog(cost, **told, **self.least)
            ends.append(np.inf if found.status == 3 else float(sign * found.fun))
        return ends[0], ends[1]

    def computes(self, hidden: dict[str, int]) -> list[str]:
        """Small cells that are sums and differences of what is told."""
        rows = self.equations[0].reshape(-1, len(self.cells["alla|lillstad|2023-03"]))
        free = null_space(rows) if len(rows) else np.eye(rows.shape[1])
        moves = {cell: np.abs(np.array(self.cells[cell]) @ free).max() for cell in small(hidden)}
        return [cell for cell, most in moves.items() if most < 1e-9]

    def finds(self, hidden: dict[str, int]) -> list[str]:
        """Small cells that he knows to be small, or knows outright, since no number is negative."""
        bounds = {cell: self.bounds(cell) for cell in small(hidden)}
        return [
            f"{cell}: {low}–{high}"
            for cell, (low, high) in bounds.items()
            if high < THRESHOLD - 1e-6 or high - low < 1 - 1e-6
        ]


def small(hidden: dict[str, int]) -> list[str]:
    return [cell for cell, n in hidden.items() if 0 < n < THRESHOLD]


def told_in_all(
    town: Town, order: list[str], *, minding: bool = True
) -> tuple[dict[str, int], dict[str, int]]:
    """What the pictures, published in this order, tell and hide between them."""
    told: dict[str, int] = {}
    counts: dict[str, int] = {}
    published: list[Record] = []
    for name in order:
        family = family_of(town, name)
        earlier = published if minding else []
        published.append(record(family, protected(family, THRESHOLD, earlier, WITHIN)))
        shown = set(published[-1]["shown"])
        counts |= {cell: family.counts[cell] for cell in family.shown}
        told |= {cell: n for cell, n in family.counts.items() if cell in shown}
    return told, {cell: n for cell, n in counts.items() if cell not in told}


@slow
@given(towns, st.permutations(["lillstad", "norra", "sodra"]))
def test_nothing_hidden_is_found_in_all_pictures_of_the_year(town: Town, order: list[str]) -> None:
    """City and districts of the same time, published in any order."""
    told, hidden = told_in_all(town, order)
    assert not any(0 < n < THRESHOLD for n in told.values())
    assert Gustav(told).finds(hidden) == []


def pointed_out(city: Record, norra: Family) -> dict[str, int]:
    """Norra's neighbourhoods that the city's map points out: as many as the rule lets it."""
    least: dict[str, int] = {}
    for line in ("alla", "unga", "platser"):
        cell = f"{line}|{{}}|{QUARTER.key}".format
        n = city["counts"][cell("norra")] if cell("norra") in city["shown"] else None
        told = {"areas": [{"key": line, "parts": [{"key": "norra", "n": n}]}]}
        shown = Shown(told, KINDS, THRESHOLD, {})
        many = [p for p in ("torget", "angen") if norra.counts[cell(p)] >= THRESHOLD]
        for place in shown.claimed(line, "norra", many, 2, THRESHOLD):
            least[cell(place)] = THRESHOLD
    return least


@slow
@given(towns)
def test_neighbourhoods_that_the_city_points_out_give_nothing_away(town: Town) -> None:
    """The city's map says that Torget has five at least; then Norra publishes its own numbers."""
    families = {name: family_of(town, name) for name in ("lillstad", "norra")}
    city = record(families["lillstad"], protected(families["lillstad"], THRESHOLD, [], WITHIN))
    city["least"] = pointed_out(city, families["norra"])
    norra = record(families["norra"], protected(families["norra"], THRESHOLD, [city], WITHIN))
    told: dict[str, int] = {}
    hidden: dict[str, int] = {}
    for name, kept in (("lillstad", city), ("norra", norra)):
        for cell in families[name].shown:
            (told if cell in kept["shown"] else hidden)[cell] = families[name].counts[cell]
    hidden = {cell: n for cell, n in hidden.items() if cell not in told}
    assert Gustav(told, city["least"]).finds(hidden) == []


@slow
@given(towns, st.permutations(sorted(SHAPES)))
def test_nothing_hidden_is_a_difference_between_pictures_of_different_times(
    town: Town, order: list[str]
) -> None:
    """The month of March is also within the quarter."""
    told, hidden = told_in_all(town, order)
    assert not any(0 < n < THRESHOLD for n in told.values())
    assert Gustav(told).computes(hidden) == []


def test_without_minding_what_is_published_gustav_would_find_it() -> None:
    """The negative control: each picture is safe alone, not the two together."""
    town = {("a", "2023-01", "sodra"): 2, ("a", "2023-01", "torget"): 30,
            ("a", "2023-01", "angen"): 9, ("a", "2023-01", ""): 50}  # fmt: skip
    order = ["lillstad", "norra"]
    told, hidden = told_in_all(town, order, minding=False)
    assert any("sodra" in breach for breach in Gustav(told).finds(hidden))
    assert Gustav(told_in_all(town, order)[0]).finds(told_in_all(town, order)[1]) == []


def test_a_district_taken_from_the_city_month_by_month_leaves_nothing_small() -> None:
    """The town's March less Norra's March is Södra's 3, though Södra has no picture."""
    town = {("a", "2023-03", "sodra"): 3, ("a", "2023-03", "torget"): 60,
            ("a", "2023-01", "sodra"): 40, ("a", "2023-01", "torget"): 70}  # fmt: skip
    march = "alla|{}|2023-03"
    told, _ = told_in_all(town, ["lillstad", "norra"])
    assert not {march.format("lillstad"), march.format("norra")} <= told.keys()


def test_numbers_that_rest_on_other_deliveries_are_not_these_numbers() -> None:
    """Norra was published before a late delivery: its old numbers bind nothing now."""
    before = family_of({("a", "2023-01", "torget"): 30}, "norra")
    old = record(before, protected(before, THRESHOLD))
    after = family_of({("a", "2023-01", "torget"): 33}, "norra")
    assert protected(after, THRESHOLD, [old]).values == protected(after, THRESHOLD).values
