"""Causes are put into the tree, moved, changed and taken away; it never closes on itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.situation.actions import analyse_cause, place_cause, remove_from_analysis
from samsyn.situation.causes.tree import flat, grown, may_lie_under
from samsyn.situation.models import AnalysedCause, CauseAnalysis
from tests.lillstad import Lillstad


class Node:
    def __init__(self, pk: int, parent_id: int | None, order: int) -> None:
        self.pk, self.parent_id, self.order = pk, parent_id, order


forests = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=9).map(
    lambda rows: [
        Node(pk, up % pk if up % pk else None, order) for pk, (up, order) in enumerate(rows, 1)
    ]
)


@given(forests)
def test_every_cause_stands_once_after_what_it_lies_under(nodes: list[Node]) -> None:
    found = flat(grown(nodes))
    assert sorted(b.node.pk for b in found) == [n.pk for n in nodes]
    seen: set[int | None] = {None}
    for branch in found:
        assert branch.node.parent_id in seen
        seen.add(branch.node.pk)
    numbers = [tuple(map(int, b.number.split("."))) for b in found]
    assert numbers == sorted(numbers) and len(set(numbers)) == len(numbers)


@given(forests, st.integers(1, 9))
def test_nothing_may_lie_under_itself_or_what_lies_under_it(nodes: list[Node], moved: int) -> None:
    parents = {n.pk: n.parent_id for n in nodes}
    for branch in may_lie_under(nodes, moved):
        up: int | None = branch.node.pk
        while up is not None:
            assert up != moved
            up = parents[up]


def numbered(analysis: CauseAnalysis) -> list[str]:
    return [f"{b.number} {b.node}" for b in flat(grown(analysis.causes.all()))]


@pytest.mark.django_db
def test_branches_are_put_in_and_moved(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna, (bars, idle) = town.actor("anna"), roots
    club = place_cause(anna, analysis, kind="social", text="Gården stängd", parent=idle)
    place_cause(anna, analysis, kind="social", text="Dyrt", parent=idle, at=0)
    assert numbered(analysis) == [
        "1 Ingen bom vid Torget", "2 Unga saknar något att göra", "2.1 Dyrt", "2.2 Gården stängd",
    ]  # fmt: skip
    place_cause(anna, analysis, cause=club, kind="social", text="Stängd gård", parent=bars)
    place_cause(anna, analysis, cause=idle, kind="social", text="Inget att göra", at=0)
    assert numbered(analysis) == [
        "1 Inget att göra", "1.1 Dyrt", "2 Ingen bom vid Torget", "2.1 Stängd gård",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_reworded_cause_keeps_its_place(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    place_cause(town.actor("anna"), analysis, cause=roots[0], kind="social", text="Annat")
    assert numbered(analysis) == ["1 Annat", "2 Unga saknar något att göra"]


@pytest.mark.django_db
def test_a_cause_is_not_put_under_itself_nor_in_another_analysis(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna, (bars, idle) = town.actor("anna"), roots
    under = place_cause(anna, analysis, kind="social", text="Under", parent=bars)
    for parent in (bars, under):
        with pytest.raises(Refused, match="under sig själv"):
            place_cause(anna, analysis, cause=bars, kind="social", text="X", parent=parent)
    other = analyse_cause(anna, analysis.picture, title="Rån")
    with pytest.raises(Refused, match="annan orsaksanalys"):
        place_cause(anna, other, cause=idle, kind="social", text="X")
    with pytest.raises(Refused, match="under sig själv"):
        place_cause(anna, other, kind="social", text="X", parent=idle)


@pytest.mark.django_db
def test_words_kind_and_strength_are_asked_for(town: Lillstad, analysis: CauseAnalysis) -> None:
    with pytest.raises(Refused) as refused:
        place_cause(town.actor("anna"), analysis, kind="magisk", text=" ", strength="kanske")
    assert len(refused.value.reasons) == 3


@pytest.mark.django_db
def test_what_lies_under_goes_too(
    town: Lillstad, analysis: CauseAnalysis, roots: list[AnalysedCause]
) -> None:
    anna = town.actor("anna")
    place_cause(anna, analysis, kind="social", text="Under", parent=roots[1])
    with pytest.raises(Forbidden):
        remove_from_analysis(town.actor("david"), analysis, part=roots[1])
    remove_from_analysis(anna, analysis, part=roots[1])
    assert numbered(analysis) == ["1 Ingen bom vid Torget"]
    remove_from_analysis(anna, analysis)
    assert not CauseAnalysis.objects.exists()
