"""Findings as a picture's page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from samsyn.figures import Figure, Table

from . import drawings, tables
from .computed import NAMES
from .headline import Said, headline, opening
from .rows import ROWS_OF_PLACE

Json = dict[str, Any]
BADGES = {
    "signal": ("wait", "Signal"),
    "possible": ("plain", "Möjligt"),
    "none": ("plain", "Inget säkert"),
    "refused": ("past", "Kan inte sägas"),
}
TOLD_PLAINLY = ("history", "quality")
"""What describes and tests nothing."""
QUESTIONS = {
    "counts_by_kind_month": "antal per slag och månad (summerade i databasen)",
    "counts_by_year": "antal per slag och år (summerade i databasen)",
    "counts_by_sibling": "antal per plats och slag (summerade i databasen)",
}


@dataclass(frozen=True)
class How:
    """How a finding was made, in pairs of words, and the command that gives the same numbers."""

    facts: list[tuple[str, str]]
    command: str
    query: str


@dataclass(frozen=True)
class Section:
    """One finding."""

    key: str
    name: str
    tone: str
    badge: str
    words: str
    figures: list[Figure]
    tables: list[Table]
    how: How

    @property
    def on_map(self) -> str:
        """The layer of the picture's map that shows it, if one does."""
        return {"hotspots": "rutor", "places": "tathet"}.get(self.key, "") if self.figures else ""


@dataclass(frozen=True)
class FindingsPage:
    """What the template asks of findings, a draft's or a published picture's."""

    found: Json
    content: Json = field(repr=False)

    @property
    def opening(self) -> str:
        return opening(self.found)

    @property
    def headline(self) -> list[Said]:
        return headline(self.found)

    @property
    def protected(self) -> bool:
        return bool(self.found["protected"])

    @property
    def sections(self) -> Iterator[Section]:
        for key, name in NAMES.items():
            finding = self.found.get(key)
            if finding is None:  # published before it was asked
                continue
            tone, badge = BADGES[finding["verdict"]["kind"]]
            badge = "" if key in TOLD_PLAINLY and badge == BADGES["none"][1] else badge
            result = finding["result"]
            yield Section(
                key, name, tone, badge, finding["verdict"]["words"],
                list(self._drawn(key, result)) if result else [],
                list(tables.of(key, result)) if result else [],
                self._how(finding["how"]),
            )  # fmt: skip

    def how(self, key: str) -> How:
        """How one finding was made."""
        return self._how(self.found[key]["how"])

    def _drawn(self, key: str, result: Json) -> Iterator[Figure]:
        if key == "hotspots":
            yield from drawings.hotspots(result, self._outlines)
        elif draw := getattr(drawings, key, None):
            yield from draw(result)

    @property
    def _outlines(self) -> drawings.Rings:
        return tuple(
            tuple((float(x), float(y)) for x, y in ring)
            for rings in self.content["outlines"].values()
            for ring in rings
        )

    def _how(self, how: Json) -> How:
        if not how:
            return How([], "", "")
        facts = [(str(k), _written(v)) for k, v in how["parameters"].items()]
        asked = how["query"]
        query = " ".join(ROWS_OF_PLACE.split()) if asked == "rows_of_place" else ""
        facts += [
            ("fråga", QUESTIONS.get(asked, str(asked))),
            ("frö", "behövs inte: inget är lottat" if how["seed"] is None else str(how["seed"])),
            ("metod", f"docs/methods/{how['doc']}.md"),
        ]
        return How(facts, how["command"], query)


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_written, value))
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)
