"""A picture's content as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samsyn.figures import Figure, Table, swedish
from samsyn.situation.picture import words
from samsyn.situation.picture.drawings import Drawings

Json = dict[str, Any]


@dataclass(frozen=True)
class AreaSection:
    """One area: its name, its anchor, what happened in words, and its figures."""

    anchor: str
    name: str
    count: str
    change: str
    figures: list[Figure]


@dataclass(frozen=True)
class Page:
    """What the template asks of a content."""

    content: Json

    @property
    def overview(self) -> Figure:
        return Drawings(self.content).overview()

    @property
    def numbers(self) -> Table:
        """The areas with counts, rates and change, each with its uncertainty."""
        now, then = self.content["period"]["label"], self.content["comparison"]["label"]
        has_rate = self.content["made"]["population"] is not None
        rows = []
        for area in self.content["areas"]:
            rate = (words.rate(area["rate"]),) if has_rate else ()
            counts = (words.count(area["n"]), words.count(area["before"]))
            rows.append((area["name"], *counts, *rate, words.change(area["change"])))
        rate_head = ("Per 1 000 invånare",) if has_rate else ()
        headers = ("Område", now, then, *rate_head, "Förändring")
        return Table(headers, tuple(rows), f"Antal händelser i {self.content['place']['name']}")

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
            )

    @property
    def made(self) -> Json:
        return dict(self.content["made"])

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
