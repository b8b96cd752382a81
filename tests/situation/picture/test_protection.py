"""Gustav reads all that Lillstad has published, adds and subtracts, and finds nothing hidden."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.situation.picture.counts import REST, Family, Incidents, Shape, Sums, tally
from samsyn.situation.picture.family import Record, protected, record
from samsyn.situation.picture.kinds import NOT_SAID, Area, Kinds, Victim
from samsyn.situation.picture.periods import Period
from tests.analysis.gustav import THRESHOLD, breaches

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


@slow
@given(towns, st.permutations(sorted(SHAPES)))
def test_nothing_hidden_is_found_in_all_pictures_together(town: Town, order: list[str]) -> None:
    """City, districts and a month of the same time, published in any order."""
    counts: dict[str, int] = {}
    sums: Sums = []
    told: dict[str, int] = {}
    published: list[Record] = []
    for name in order:
        family = family_of(town, name)
        protection = protected(family, THRESHOLD, published)
        published.append(record(family, protection))
        counts |= family.counts
        sums += family.sums
        told |= {cell: family.counts[cell] for cell in published[-1]["shown"]}
    assert not any(0 < n < THRESHOLD for n in told.values())
    assert breaches(counts, {cell: told.get(cell) for cell in counts}, sums, least=0) == []


def test_without_minding_what_is_published_gustav_would_find_it() -> None:
    """The negative control: each picture is safe alone, not the three together."""
    town = {("a", "2023-01", "sodra"): 2, ("a", "2023-01", "torget"): 30,
            ("a", "2023-01", "angen"): 9, ("a", "2023-01", ""): 50}  # fmt: skip
    told: dict[str, int] = {}
    counts: dict[str, int] = {}
    sums: Sums = []
    for name in ("lillstad", "norra"):
        family = family_of(town, name)
        alone = record(family, protected(family, THRESHOLD))
        told |= {cell: family.counts[cell] for cell in alone["shown"]}
        counts |= family.counts
        sums += family.sums
    hidden = {c: told.get(c) if n else 0 for c, n in counts.items()}
    assert any("sodra" in breach for breach in breaches(counts, hidden, sums, least=0))


def test_numbers_that_rest_on_other_deliveries_are_not_these_numbers() -> None:
    """Norra was published before a late delivery: its old numbers bind nothing now."""
    before = family_of({("a", "2023-01", "torget"): 30}, "norra")
    old = record(before, protected(before, THRESHOLD))
    after = family_of({("a", "2023-01", "torget"): 33}, "norra")
    assert protected(after, THRESHOLD, [old]).values == protected(after, THRESHOLD).values
