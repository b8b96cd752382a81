"""Chains under each other: how many of each kind a row has, and where its chain breaks."""

from dataclasses import dataclass

from samsyn.figures.base import WIDTH, Figure, Table
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import MUTED, PAPER, el, extent, fill, label, stroke, text, wrap

_LINE, _R, _TOP = 17.0, 11.0, 22.0


@dataclass(frozen=True)
class Chain:
    """A row: one number for each link. `note` says in a word what a gap in it means."""

    name: str
    numbers: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Links(Figure):
    """What leads to what in each row, such as problem, cause and measure.

    A link with nothing in it is drawn hollow, and dashed lines lead to it. Raises ValueError when a
    row lacks a number for a link.
    """

    headings: tuple[str, ...]
    chains: tuple[Chain, ...]
    first: str = "Namn"

    def __post_init__(self) -> None:
        for chain in self.chains:
            if len(chain.numbers) != len(self.headings):
                raise ValueError(f"{chain.name}: one number for each of {len(self.headings)} links")

    def draw(self, key: str) -> tuple[str, float]:
        parts = [
            text(self._x(i), 13, heading, anchor="middle")
            for i, heading in enumerate(self.headings)
        ]
        y = _TOP
        for chain in self.chains:
            for line in wrap(_named(chain), WIDTH):
                y += _LINE
                parts.append(text(0, y - 4, line))
            y += _R + 3
            parts += [*self._lines(chain, y), *self._knots(chain, y)]
            y += _R + 9
        return "".join(parts), y

    def table(self) -> Table:
        noted = any(chain.note for chain in self.chains)
        rows = tuple(
            (chain.name, *(swedish(n) for n in chain.numbers)) + ((chain.note,) if noted else ())
            for chain in self.chains
        )
        heads = (self.first, *self.headings) + (("Not",) if noted else ())
        return Table(heads, rows, self.title)

    def _x(self, i: int) -> float:
        """The links at even distances, the first and the last with room for their headings."""
        if len(self.headings) == 1:
            return WIDTH / 2
        edge = max(extent(self.headings[0]), extent(self.headings[-1])) / 2
        return edge + (WIDTH - 2 * edge) * i / (len(self.headings) - 1)

    def _lines(self, chain: Chain, y: float) -> list[str]:
        lines = []
        for i, (here, onward) in enumerate(zip(chain.numbers, chain.numbers[1:], strict=False)):
            whole = here > 0 and onward > 0
            d = f"M{self._x(i) + _R:.2f} {y:g}H{self._x(i + 1) - _R:.2f}"
            dash = None if whole else "3 3"
            lines.append(el("path", d=d, stroke_width=2.0, stroke_dasharray=dash, **stroke(1)))
        return lines

    def _knots(self, chain: Chain, y: float) -> list[str]:
        parts = []
        for i, n in enumerate(chain.numbers):
            x = self._x(i)
            if n:
                parts.append(el("circle", cx=x, cy=y, r=_R, **fill(1)))
                parts.append(label(x, y + 4.5, swedish(n), dark=True))
            else:
                ring = {"class_": "fig-axis", "fill": PAPER, "stroke": MUTED}
                parts.append(el("circle", cx=x, cy=y, r=_R, fill_opacity=0.0, **ring))
                parts.append(text(x, y + 4.5, "–", anchor="middle", muted=True))
        return parts


def _named(chain: Chain) -> str:
    return f"{chain.name} ({chain.note})" if chain.note else chain.name
