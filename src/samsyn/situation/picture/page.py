"""A picture's content as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samsyn.figures import Figure, swedish
from samsyn.situation.picture import words
from samsyn.situation.picture.document import Document
from samsyn.situation.picture.drawings import Drawings
from samsyn.situation.picture.seen_shown import SeenShown
from samsyn.situation.picture.summary import Summary
from samsyn.situation.surveys.page import SurveyPart, of_area, parts

Json = dict[str, Any]


@dataclass(frozen=True)
class AreaSection:
    """One area: its name, its anchor, what happened in words, its figures, and what surveys say."""

    anchor: str
    name: str
    count: str
    change: str
    figures: list[Figure]
    words: Json | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One area in the table of all."""

    anchor: str
    name: str
    n: str
    before: str
    rate: str
    change: str
    verdict: words.Verdict


@dataclass(frozen=True)
class Page:
    """What the template asks of a content."""

    content: Json

    @property
    def summary(self) -> Summary:
        return Summary(self.content)

    @property
    def document(self) -> Document:
        return Document(self.content)

    @property
    def seen(self) -> SeenShown:
        return SeenShown(self.content)

    @property
    def overviews(self) -> list[Figure]:
        """All areas at once: how much, and how it has changed."""
        drawings = Drawings(self.content)
        return [drawings.overview(), drawings.changes()]

    @property
    def now(self) -> str:
        return words.months(self.content["period"])

    @property
    def then(self) -> str:
        return words.months(self.content["comparison"])

    @property
    def rows(self) -> Iterator[Row]:
        """The areas with counts, rates and change, each with its uncertainty."""
        for n, area in enumerate(self.content["areas"]):
            yield Row(
                f"omrade-{n}",
                area["name"],
                words.count(area["n"]),
                words.count(area["before"]),
                words.rate(area["rate"]),
                words.change_in_brief(area["change"]),
                words.verdict(area["change"]),
            )

    @property
    def sections(self) -> Iterator[AreaSection]:
        drawings = Drawings(self.content)
        for n, area in enumerate(self.content["areas"]):
            yield AreaSection(
                f"omrade-{n}",
                area["name"],
                words.count(area["n"]),
                words.change(area["change"]),
                drawings.of_area(area),
                self.document.of_area(area["key"]),
                tuple(of_area(self.content, area["key"])),
            )

    @property
    def surveys(self) -> list[SurveyPart]:
        """What surveys tell of the place."""
        return parts(self.content)

    @property
    def made(self) -> Json:
        return dict(self.content["made"])

    @property
    def counted_kinds(self) -> list[tuple[str, str]]:
        """Which codes and types count to each area; pictures of old do not say."""
        kinds = self.made.get("kinds", {})
        named = [(a["name"], kinds.get(a["key"], ())) for a in self.content["areas"]]
        return [(name, ", ".join(codes)) for name, codes in named if codes]

    @property
    def confidence(self) -> str:
        return f"{swedish(self.made['confidence'] * 100)} %"

    @property
    def hides(self) -> bool:
        """Whether any number of the picture is protected."""
        return any(
            entry[key] is None
            for area in self.content["areas"]
            for entry, keys in (
                (area, ("n", "before")),
                *((month, ("n", "before")) for month in area["months"]),
                *((part, ("n",)) for part in (*area["parts"], *area["victims"])),
            )
            for key in keys
        )
