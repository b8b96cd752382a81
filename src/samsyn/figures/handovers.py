"""Who hands over to whom, as a tree from the top: each receiver above those who report to it."""

from dataclasses import dataclass, field

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.lineage import Node
from samsyn.figures.svg import GRID, PAPER, el, fill, rule, stroke, text, wrap

_INDENT, _LINE, _BAR = 18.0, 17.0, 11.0

#: how far a handover has come → its colour and the word for it
STATES = {
    "accepted": (3, "godtagen"),
    "submitted": (1, "väntar på svar"),
    "coming": (6, "ännu inte"),
    "late": (2, "sen"),
}


@dataclass(frozen=True)
class Handover:
    """What `sender` hands to `receiver`, and how many are how far: a number for each state.

    `late` names who is late; they are written out, so that colour is never all that tells.
    """

    sender: str
    receiver: str
    what: str
    states: tuple[tuple[str, int], ...]
    late: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = {name for name, _ in self.states} - STATES.keys()
        if unknown:
            raise ValueError(f"no such states: {sorted(unknown)}")


@dataclass(frozen=True)
class _Drawing:
    """What has been drawn so far, from the top."""

    parts: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Handovers(Figure):
    """A chain of reports. Those who only receive stand to the left; below each, who reports to it.

    A sender with several receivers stands below each of them, and its own senders below the first.
    `rows` is the table twin: from, to, what, by when, how far.
    """

    nodes: tuple[Node, ...]
    links: tuple[Handover, ...]
    rows: tuple[tuple[str, str, str, str, str], ...] = ()

    def __post_init__(self) -> None:
        known = {node.key for node in self.nodes}
        for link in self.links:
            if {link.sender, link.receiver} - known:
                raise ValueError(f"the handover {link.sender} → {link.receiver} has no such end")

    def draw(self, key: str) -> tuple[str, float]:
        drawing = _Drawing()
        y = 4.0
        for root in self._roots():
            y = self._node(drawing, root, 0, y)
        return "".join(drawing.parts), y

    def table(self) -> Table:
        return Table(("Från", "Till", "Vad", "Senast", "Läge"), self.rows, self.title)

    def _roots(self) -> list[str]:
        """Who hands nothing on; in a circle, whoever stands first."""
        senders = {link.sender for link in self.links if link.sender != link.receiver}
        roots = [node.key for node in self.nodes if node.key not in senders]
        reached = self._below(roots)
        for node in self.nodes:
            if node.key not in reached:
                roots.append(node.key)
                reached |= self._below([node.key])
        return roots

    def _below(self, keys: list[str]) -> set[str]:
        found, waiting = set(keys), list(keys)
        while waiting:
            at = waiting.pop()
            for link in self.links:
                if link.receiver == at and link.sender not in found:
                    found.add(link.sender)
                    waiting.append(link.sender)
        return found

    def _node(self, drawing: _Drawing, key: str, depth: int, y: float) -> float:
        x = depth * _INDENT + 1
        again = key in drawing.seen
        drawing.seen.add(key)
        label = next(node.label for node in self.nodes if node.key == key)
        lines = wrap(label, WIDTH - x - 16)
        height = _LINE * len(lines) + 7
        box = {"x": x, "y": y, "width": WIDTH - x - 1, "height": height, "rx": 3}
        drawing.parts.append(
            el("rect", class_="fig-paper fig-grid", fill=PAPER, stroke=GRID, **box)
        )
        for i, line in enumerate(lines, 1):
            drawing.parts.append(text(x + 8, y + _LINE * i - 1, line, muted=again))
        y += height
        if again:
            return y + 10
        stem, last = y, y
        for link in self.links:
            if link.receiver == key:
                last = y + 14
                y = self._link(drawing, link, depth + 1, y)
        if last > stem:
            drawing.parts.append(rule(x + 8, stem, x + 8, last, axis=True))
        return y + 10 if last == stem else y

    def _link(self, drawing: _Drawing, link: Handover, depth: int, y: float) -> float:
        """What is handed over stands above its sender, joined to the receiver's stem."""
        x = depth * _INDENT + 1
        drawing.parts.append(rule(x - 10, y + 14, x - 2, y + 14, axis=True))
        for line in wrap(link.what, WIDTH - x):
            y += _LINE
            drawing.parts.append(text(x, y, line))
        y = _bar(drawing, link, x, y + 6)
        for line in wrap(_said(link), WIDTH - x):
            y += _LINE
            drawing.parts.append(text(x, y - 3, line, muted=True))
        return self._node(drawing, link.sender, depth, y + 6)


def _bar(drawing: _Drawing, link: Handover, x: float, y: float) -> float:
    """The states as a bar, each in its share."""
    total = sum(n for _, n in link.states)
    if not total:
        return y
    width, at = WIDTH - x - 1, x
    for name, n in link.states:
        if n:
            share = width * n / total
            look = stroke(6) if name == "coming" else fill(STATES[name][0])
            drawing.parts.append(
                el("rect", x=at, y=y, width=max(share - 1.5, 1), height=_BAR, rx=2, **look)
            )
            at += share
    return y + _BAR + 2


def _said(link: Handover) -> str:
    words = [f"{n} {STATES[name][1]}" for name, n in link.states if n]
    late = f": {', '.join(link.late)}" if link.late else ""
    return " · ".join(words) + late
