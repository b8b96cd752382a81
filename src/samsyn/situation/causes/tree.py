"""How causes hang together: numbered branches, and what may be put where. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar


class Node(Protocol):
    """What is asked of a cause; `order` sorts those that share a parent."""

    @property
    def pk(self) -> Any: ...
    @property
    def parent_id(self) -> Any: ...
    @property
    def order(self) -> Any: ...


N = TypeVar("N", bound=Node)


@dataclass(frozen=True)
class Branch(Generic[N]):
    """A cause with those under it, and its number in the tree: `2.1` is the first under `2`."""

    node: N
    number: str
    branches: list[Branch[N]] = field(default_factory=list)
    is_first: bool = True
    is_last: bool = True

    @property
    def depth(self) -> int:
        return self.number.count(".")

    def all(self) -> Iterator[Branch[N]]:
        """The branch and all under it, as they are read."""
        yield self
        for branch in self.branches:
            yield from branch.all()


def grown(nodes: Iterable[N]) -> list[Branch[N]]:
    """The tree: the causes of the problem itself, each with what lies under it."""
    under: dict[int | None, list[N]] = {}
    for node in sorted(nodes, key=lambda n: (n.order, n.pk)):
        under.setdefault(node.parent_id, []).append(node)
    return _branches(under, None, "")


def _branches(under: dict[int | None, list[N]], parent: int | None, prefix: str) -> list[Branch[N]]:
    row = under.get(parent, [])
    return [
        Branch(
            node,
            f"{prefix}{n}",
            _branches(under, node.pk, f"{prefix}{n}."),
            is_first=n == 1,
            is_last=n == len(row),
        )
        for n, node in enumerate(row, 1)
    ]


def flat(branches: Iterable[Branch[N]]) -> list[Branch[N]]:
    """All branches as they are read from the top."""
    return [each for branch in branches for each in branch.all()]


def may_lie_under(nodes: Iterable[N], moved: int | None) -> list[Branch[N]]:
    """The branches that a cause can be put under: all but itself and what lies under it."""
    found = flat(grown(nodes))
    own = next((b for b in found if b.node.pk == moved), None)
    inside = {b.node.pk for b in own.all()} if own else set()
    return [b for b in found if b.node.pk not in inside]
