"""Which kinds of incidents count to which priority area. Data with validity, in `areas.yaml`.

The choice is the project's own and marked as assumed: the agreements name areas, not codes.
Numbers that are compared over time use the same kinds for both periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class AreaKinds:
    """The kinds (crime codes and event types) that count to an area, from `since` to `until`.

    `area` is the area's key in its agreement line's charters (`stockholm`, `unga-i-riskzon`).
    """

    line: str
    area: str
    since: date
    until: date | None
    kinds: frozenset[str]
    source: str
    assumed: bool

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@lru_cache
def table() -> tuple[AreaKinds, ...]:
    """Every line of the table."""
    text = files(__package__).joinpath("areas.yaml").read_text("utf-8")
    return tuple(_entry(entry) for entry in yaml.safe_load(text)["areas"])


def kinds_of(line: str, area: str, day: date) -> frozenset[str]:
    """The kinds that count to an area by the table of a day; empty when none is written down."""
    return frozenset().union(
        *(e.kinds for e in table() if (e.line, e.area) == (line, area) and e.holds(day))
    )


def areas_of(line: str, kind: str, day: date) -> list[str]:
    """The areas that a kind counts to: none, one or several."""
    return [e.area for e in table() if e.line == line and kind in e.kinds and e.holds(day)]


def _entry(entry: dict[str, Any]) -> AreaKinds:
    return AreaKinds(
        line=entry["line"],
        area=entry["area"],
        since=entry["since"],
        until=entry.get("until"),
        kinds=frozenset(_codes(entry["codes"])) | frozenset(entry.get("events", ())),
        source=entry["source"],
        assumed=entry["assumed"],
    )


def _codes(spans: list[str]) -> Iterator[str]:
    """Codes written one by one or as a span, both ends included: "9806-9809"."""
    for span in spans:
        first, _, last = span.partition("-")
        yield from (f"{n:04}" for n in range(int(first), int(last or first) + 1))
