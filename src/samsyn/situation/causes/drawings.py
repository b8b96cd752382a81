"""The figures of an analysis: the problem-analysis triangle and the tree of causes."""

from __future__ import annotations

from samsyn.figures import Branch, Corner, Tree, Triangle
from samsyn.situation.causes.corners import TRIANGLE
from samsyn.situation.causes.reading import Whole

PROBLEM = "problem"


def triangle(whole: Whole) -> Triangle:
    """Offender on top, the target to the left, the place to the right; each with who watches."""
    by_field = {said.part.field: Corner(said.part.name, said.text) for said in whole.triangle}
    over = {corner.over: corner.field for corner in TRIANGLE if corner.over}
    inner = ("offender", "target", "setting")
    return Triangle(
        title="Problemanalystriangeln",
        note="Innerst det som måste mötas för att problemet ska uppstå, ytterst de som kan hindra "
        "det. Streckade hörn är inte beskrivna.",
        inner=tuple(by_field[field] for field in inner),
        outer=tuple(by_field[over[field]] for field in inner),
    )


def tree(whole: Whole) -> Tree:
    """The problem at the root, and each cause under what it leads to."""
    causes = [
        Branch(
            str(branch.node.pk),
            f"{branch.number} {branch.node.text} ({branch.node.get_strength_display()})",
            str(branch.node.parent_id or PROBLEM),
            f"{branch.node.get_kind_display()} orsak",
        )
        for branch in whole.branches
    ]
    return Tree(
        title="Orsaksträdet",
        note="Överst problemet, under det varför. En orsak leder till den som den hänger under.",
        branches=(Branch(PROBLEM, whole.analysis.title, kind="problemet"), *causes),
        heading="Orsak",
    )
