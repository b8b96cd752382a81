"""What all figures share: the frame with its texts, and the table twin."""

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass

from samsyn.figures.numbers import swedish
from samsyn.figures.svg import el, escape, text, wrap

HIDDEN = "skyddat"
WIDTH = 340.0
"""Width of every figure in its own units. Text is 13 units high in all of them, and the page shows
all of them at the same scale: about 14 px, and not under 11 px on a screen 360 px wide."""


@dataclass(frozen=True)
class Table:
    """The table twin: every number of the figure, already written in Swedish.

    `headers` has one text per column, `rows` as many cells; the first cell of a row names it.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True, kw_only=True)
class Figure(ABC):
    """A title, a note on how to read it, a drawing and a table with the same content."""

    title: str
    note: str = ""

    @abstractmethod
    def draw(self, key: str) -> tuple[str, float]:
        """The marks as SVG, and the height they need. `key` is unique to the figure, for ids."""

    @abstractmethod
    def table(self) -> Table:
        """The same content in rows and columns."""

    @property
    def leads(self) -> bool:
        """Whether marks of the drawing are links."""
        return False

    def svg(self) -> str:
        """A whole `<svg>` that a screen reader reads as one image with title and description; as a
        group if its marks are links."""
        key = self._key()
        body, height = self.draw(key)
        texts = f'<title id="{key}-t">{escape(self.title)}</title>'
        if self.note:
            texts += f'<desc id="{key}-d">{escape(self.note)}</desc>'
        return el(
            "svg",
            texts + body,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH:g} {height:g}",
            class_="fig",
            role="group" if self.leads else "img",
            aria_labelledby=f"{key}-t",
            aria_describedby=f"{key}-d" if self.note else None,
            font_size=13,
            font_family="sans-serif",
        )

    def _key(self) -> str:
        content = f"{type(self).__name__}{self!r}".encode(errors="replace")
        return "fig-" + hashlib.blake2s(content, digest_size=6).hexdigest()


def written(value: float | None, decimals: int | None = None) -> str:
    """The number in Swedish, or `skyddat`."""
    return HIDDEN if value is None else swedish(value, decimals)


def paragraph(x: float, y: float, words: str) -> list[str]:
    """Muted words below `y`, such as a unit, in as many lines as they need."""
    parts = wrap(words, WIDTH - x)
    return [text(x, y + 17 * n, line, muted=True) for n, line in enumerate(parts, 1)]
