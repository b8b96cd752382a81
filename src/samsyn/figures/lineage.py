"""Two columns with links: what each thing of the first became in the second."""

from dataclasses import dataclass

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.svg import GRID, PAPER, el, stroke, text, wrap

_BOX, _LINE, _GAP, _TOP = 140.0, 17.0, 9.0, 26.0


@dataclass(frozen=True)
class Node:
    """A thing in a column. `key` is unique in its column."""

    key: str
    label: str


@dataclass(frozen=True)
class Link:
    """From a node of the first column to one of the second.

    `note` says in the table what kind of link it is; an `assumed` link is drawn dashed.
    """

    old: str
    new: str
    note: str = ""
    assumed: bool = False


@dataclass(frozen=True, kw_only=True)
class Lineage(Figure):
    """Who continues whom, such as ten priority areas that became five.

    Nodes without a link are shown too: they ended, or are new.
    Raises ValueError for a link to a key that is in no column.
    """

    headings: tuple[str, str]
    old: tuple[Node, ...]
    new: tuple[Node, ...]
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        old, new = {n.key for n in self.old}, {n.key for n in self.new}
        for link in self.links:
            if link.old not in old or link.new not in new:
                raise ValueError(f"the link {link.old} → {link.new} has no such end")

    def draw(self, key: str) -> tuple[str, float]:
        boxes = [_column(self.old, 1.0), _column(self.new, WIDTH - _BOX - 1)]
        height = max(bottom for _, _, bottom in boxes)
        (left, old_y, _), (right, new_y, _) = boxes
        heads = text(0, 14, self.headings[0]) + text(WIDTH, 14, self.headings[1], anchor="end")
        at = {n.key: i for i, n in enumerate(self.new)}
        curves = "".join(
            _curve(old_y[link.old], new_y[link.new], at[link.new] + 1, dashed=link.assumed)
            for link in self.links
        )
        return heads + curves + left + right, height

    def table(self) -> Table:
        new = {n.key: n.label for n in self.new}
        rows = [
            (node.label, new[link.new], _how(link))
            for node in self.old
            for link in self.links
            if link.old == node.key
        ]
        onward, backward = {x.old for x in self.links}, {x.new for x in self.links}
        rows += [(n.label, "–", "upphör") for n in self.old if n.key not in onward]
        rows += [("–", n.label, "nytt") for n in self.new if n.key not in backward]
        return Table((*self.headings, "Samband"), tuple(rows), self.title)


def _column(nodes: tuple[Node, ...], x: float) -> tuple[str, dict[str, float], float]:
    """The boxes of a column, the middle height of each, and where the column ends."""
    parts, middles, y = [], {}, _TOP
    for node in nodes:
        lines = wrap(node.label, _BOX - 14)
        height = _LINE * len(lines) + 7
        parts.append(
            el(
                "rect",
                x=x,
                y=y,
                width=_BOX,
                height=height,
                rx=3,
                class_="fig-paper fig-grid",
                fill=PAPER,
                stroke=GRID,
            )
        )
        parts += [text(x + 7, y + _LINE * (i + 1) - 1, line) for i, line in enumerate(lines)]
        middles[node.key] = y + height / 2
        y += height + _GAP
    return "".join(parts), middles, y


def _curve(y1: float, y2: float, colour: int, *, dashed: bool) -> str:
    x1, x2 = _BOX + 1, WIDTH - _BOX - 1
    middle = (x1 + x2) / 2
    return el(
        "path",
        d=f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}",
        stroke_width=2,
        stroke_dasharray="5 4" if dashed else None,
        **stroke(colour),
    )


def _how(link: Link) -> str:
    return ", ".join(filter(None, (link.note or "fortsätter", "antaget" if link.assumed else "")))
