"""A tree from its root: each branch below what it belongs to, one step further in."""

from dataclasses import dataclass, field

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.svg import GRID, MUTED, PAPER, el, fill, text, wrap

_INDENT, _LINE, _GAP, _LEAST = 20.0, 17.0, 8.0, 150.0


@dataclass(frozen=True)
class Branch:
    """A part of a tree. `parent` is the key of what it belongs to, empty for a root.

    `kind` is a word for what it is, such as cause or measure; it is written in the box.
    """

    key: str
    label: str
    parent: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class Tree(Figure):
    """Boxes under each other, joined to what they belong to; siblings in the order given.

    Deep branches are moved in less and less, so that there is always room for long words.
    Raises ValueError for two branches with one key, an unknown parent, and a circle.
    """

    branches: tuple[Branch, ...]
    heading: str = "Namn"

    def __post_init__(self) -> None:
        keys = {branch.key for branch in self.branches}
        if len(keys) < len(self.branches):
            raise ValueError("two branches have the same key")
        for branch in self.branches:
            if branch.parent and branch.parent not in keys:
                raise ValueError(f"{branch.key}: there is no {branch.parent} to belong to")
        if len(self._walk()) < len(self.branches):
            raise ValueError("some branches belong to each other in a circle")

    def draw(self, key: str) -> tuple[str, float]:
        walk = self._walk()
        indent = self._indent(max((level for _, level in walk), default=0))
        drawing = _Drawing(self._kinds(), indent)
        for branch, level in walk:
            drawing.add(branch, level)
        return "".join(drawing.lines + drawing.boxes), max(drawing.y - _GAP + 2, 4)

    def table(self) -> Table:
        labels = {branch.key: branch.label for branch in self.branches}
        heads, rows = ["Nivå", "Hör till"], []
        for branch, level in self._walk():
            at = (str(level + 1), labels.get(branch.parent, "–"))
            rows.append((branch.label, branch.kind or "–", *at))
        if not self._kinds():
            return Table((self.heading, *heads), tuple((r[0], *r[2:]) for r in rows), self.title)
        return Table((self.heading, "Slag", *heads), tuple(rows), self.title)

    def _kinds(self) -> list[str]:
        """The kinds, in the order they first appear."""
        return list(dict.fromkeys(branch.kind for branch in self.branches if branch.kind))

    def _walk(self) -> list[tuple[Branch, int]]:
        """Every branch that a root leads to, with its level, in the order they are drawn."""
        below: dict[str, list[Branch]] = {}
        for branch in self.branches:
            below.setdefault(branch.parent, []).append(branch)
        found, waiting = [], [(branch, 0) for branch in reversed(below.get("", []))]
        while waiting:
            branch, level = waiting.pop()
            found.append((branch, level))
            waiting += [(each, level + 1) for each in reversed(below.get(branch.key, []))]
        return found

    @staticmethod
    def _indent(deepest: int) -> float:
        return min(_INDENT, (WIDTH - _LEAST) / deepest) if deepest else _INDENT


@dataclass
class _Drawing:
    """What has been drawn so far, from the top."""

    kinds: list[str]
    indent: float
    boxes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    y: float = 2.0
    feet: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Where the stem of each branch begins, by key."""

    def add(self, branch: Branch, level: int) -> None:
        x = level * self.indent + 1
        wide = WIDTH - x - 1
        label = wrap(branch.label, wide - 20)
        kind = wrap(branch.kind, wide - 20) if branch.kind else []
        height = _LINE * (len(label) + len(kind)) + 8
        box = {"x": x, "y": self.y, "width": wide, "height": height, "rx": 3.0}
        self.boxes.append(el("rect", class_="fig-paper fig-grid", fill=PAPER, stroke=GRID, **box))
        if kind:
            colour = fill(self.kinds.index(branch.kind) + 1)
            self.boxes.append(el("rect", **(box | {"width": 5.0, "rx": 2.0}), **colour))
        for n, line in enumerate([*kind, *label], 1):
            muted = n <= len(kind)
            self.boxes.append(text(x + 12, self.y + _LINE * n, line, muted=muted))
        if branch.parent in self.feet:
            self._join(branch.parent, x)
        self.feet[branch.key] = (x + min(8.0, self.indent / 2), self.y + height)
        self.y += height + _GAP

    def _join(self, parent: str, x: float) -> None:
        """From the foot of what it belongs to, down and in to the box."""
        stem, foot = self.feet[parent]
        d = f"M{stem:.2f} {foot:.2f}V{self.y + 14:.2f}H{x:.2f}"
        self.lines.append(
            el("path", d=d, class_="fig-axis", stroke=MUTED, fill="none", stroke_width=1.2)
        )
