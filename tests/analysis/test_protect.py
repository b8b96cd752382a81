"""Ingrid publishes Lillstad's table; Gustav next door tries to find out what she hid."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.analysis import Protected, Why, protect
from samsyn.analysis.protection import Unprotectable
from tests.analysis.gustav import THRESHOLD, Sums, breaches

Family = tuple[dict[str, int], Sums]
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cross_table(numbers: list[list[int]]) -> Family:
    """Districts × months with both margins and the whole."""
    counts = {f"{i}/{j}": n for i, row in enumerate(numbers) for j, n in enumerate(row)}
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    sums: Sums = [(f"{i}/all", [f"{i}/{j}" for j in columns]) for i in rows]
    sums += [(f"all/{j}", [f"{i}/{j}" for i in rows]) for j in columns]
    sums += [("all", [f"{i}/all" for i in rows]), ("all", [f"all/{j}" for j in columns])]
    for total, parts in sums:
        counts[total] = sum(counts[p] for p in parts)
    return counts, sums


small_heavy = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 60))


@st.composite
def families(draw: st.DrawFn) -> Family:
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    row = st.lists(small_heavy, min_size=columns, max_size=columns)
    return cross_table(draw(st.lists(row, min_size=rows, max_size=rows)))


def protected(family: Family, **options: Iterable[str]) -> Protected:
    return protect(*family, threshold=THRESHOLD, **options)  # type: ignore[arg-type]


@slow
@given(families())
def test_no_hidden_number_can_be_computed_or_bounded(family: Family) -> None:
    counts, sums = family
    shown = protected(family).values
    assert breaches(counts, shown, sums) == []


@slow
@given(families())
def test_what_is_shown_is_true_and_never_small(family: Family) -> None:
    counts, _ = family
    for name, value in protected(family).values.items():
        assert value is None or (value == counts[name] and not 0 < value < THRESHOLD)


@slow
@given(families())
def test_every_witness_is_a_table_that_could_be_true(family: Family) -> None:
    counts, sums = family
    found = protected(family)
    moved = set()
    for other in found.witnesses:
        assert all(other[total] == sum(other[p] for p in parts) for total, parts in sums)
        assert all(other[n] == v for n, v in found.values.items() if v is not None)
        assert min(other[n] for n in found.why) >= 1
        moved |= {n for n in counts if other[n] != counts[n]}
    assert moved == set(found.why)


def test_hiding_only_the_small_ones_would_not_stop_gustav() -> None:
    """The negative control: the attack finds what a naive rule leaves open."""
    counts, sums = cross_table([[3, 20], [30, 40]])
    naive = {n: None if 0 < v < THRESHOLD else v for n, v in counts.items()}
    assert "0/0 is computed" in breaches(counts, naive, sums)
    assert breaches(counts, protect(counts, sums).values, sums) == []


def test_two_small_ones_that_fill_each_others_room_take_a_third_with_them() -> None:
    """1 + 1 + 6 = 8: hiding both ones tells a reader who knows the rule that each is 1."""
    counts, sums = {"a": 1, "b": 1, "c": 6, "all": 8}, [("all", ["a", "b", "c"])]
    found = protect(counts, sums)
    assert found.values["c"] is None and found.why["c"] is Why.COMPLEMENT
    assert found.values["all"] == 8
    assert {found.why["a"], found.why["b"]} == {Why.SMALL}


def test_zero_and_large_numbers_are_left_alone() -> None:
    counts, sums = cross_table([[0, 20], [30, 0]])
    assert protect(counts, sums).values == counts


def test_a_number_that_is_never_shown_is_protected_from_subtraction() -> None:
    """Lillstad less Norra is Södra; Södra has 2 and has no picture of its own."""
    counts, sums = {"lillstad": 40, "norra": 38, "södra": 2}, [("lillstad", ["norra", "södra"])]
    found = protect(counts, sums, unshown=["södra"])
    assert found.values["södra"] is None
    assert None in (found.values["lillstad"], found.values["norra"])


@slow
@given(families(), st.data())
def test_what_was_published_before_stays_and_still_nothing_new_is_found(
    family: Family, data: st.DataObject
) -> None:
    """January's picture is out; the year's picture must not give January's secrets away."""
    counts, sums = family
    inner = {total for total, _ in sums} - {"all"}
    earlier_sums = [s for s in sums if s[0] != "all"]
    earlier = protect({n: v for n, v in counts.items() if n != "all"}, earlier_sums).values
    known = [n for n in data.draw(st.permutations(sorted(inner))) if earlier[n] is not None]
    found = protect(counts, sums, published=known)
    assert all(found.values[n] == counts[n] for n in known)
    both = {n: found.values[n] if found.values[n] is not None else earlier.get(n) for n in counts}
    assert not any(0 < (v or 0) < THRESHOLD for v in both.values())
    assert breaches(counts, found.values, sums) == []


def test_what_earlier_numbers_give_away_is_said() -> None:
    counts, sums = {"a": 3, "b": 20, "all": 23}, [("all", ["a", "b"])]
    with pytest.raises(Unprotectable, match="a"):
        protect(counts, sums, published=["b", "all"])


@pytest.mark.parametrize(
    ("counts", "sums", "reason"),
    [
        ({"a": -1}, [], "negative: a"),
        ({"a": 1, "all": 2}, [("all", ["a"])], "does not hold"),
    ],
)
def test_a_table_that_cannot_be_is_refused(counts: dict[str, int], sums: Sums, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        protect(counts, sums)


def test_a_whole_citys_picture_is_protected_within_seconds() -> None:
    rng = np.random.default_rng(3)
    counts, sums = cross_table(rng.poisson(rng.gamma(0.6, 20, (14, 24))).tolist())
    shown = protect(counts, sums).values
    hidden = [n for n, v in shown.items() if v is None]
    small = [n for n, v in counts.items() if 0 < v < THRESHOLD]
    assert len(small) <= len(hidden) < 3 * len(small)
