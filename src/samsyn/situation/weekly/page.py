"""A weekly picture as its page shows it, drawn from its content alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from samsyn.figures import Bar, Bars, ExpectedBand, Figure, Table, WeekClock, swedish
from samsyn.figures.tracks import Sign, Track
from samsyn.situation.week import Week

Json = dict[str, Any]
BADGES = {
    "signal": ("wait", "Signal"),
    "possible": ("plain", "Möjligt"),
    "none": ("plain", "Som väntat"),
    "refused": ("past", "Kan inte sägas"),
}
MOST = 2
"""Series that are drawn: all incidents, and the area that stands out most."""


@dataclass(frozen=True)
class Row:
    """One line of the week: its numbers, and what can be said of them."""

    name: str
    n: str
    before: str
    year_before: str
    expected: str
    tone: str
    badge: str


@dataclass(frozen=True)
class WeekPage:
    content: Json

    @cached_property
    def week(self) -> Week:
        return Week(date.fromisoformat(self.content["week"]["since"]))

    @property
    def verdict(self) -> Json:
        return dict(self.content["verdict"])

    @property
    def total(self) -> Json:
        return dict(self.content["lines"][0])

    @property
    def late(self) -> str:
        """How far the deliveries reach, where they do not reach the week's end."""
        if self.content["whole"]:
            return ""
        latest = self.content["latest"]
        if latest is None:
            return "Ingen leverans har några händelser från den här tiden."
        return f"Leveranserna når till {latest}. Veckan är inte hel, så talen blir fler."

    @property
    def rows(self) -> Iterator[Row]:
        for line in self.content["lines"]:
            yield Row(
                line["name"], swedish(line["n"]), _number(line["before"]),
                _number(line["year_before"]), _expected(line["weeks"][-1]), *BADGES[line["kind"]],
            )  # fmt: skip

    @property
    def more(self) -> list[Json]:
        """The kinds with more than expected."""
        return [
            {**row, "tone": BADGES[row["kind"]][0], "badge": BADGES[row["kind"]][1],
             "expected": swedish(row["expected"], 1)}
            for row in self.content["kinds"]["more"]
        ]  # fmt: skip

    @property
    def common(self) -> Table:
        rows = [
            (row["name"], swedish(row["n"]), _number(row["before"]))
            for row in self.content["kinds"]["common"]
        ]
        return Table(("Slag", "Veckan", "Veckan före"), tuple(rows), "De vanligaste slagen")

    @property
    def series(self) -> Iterator[Figure]:
        """All incidents week by week, and the areas that stand out."""
        first, *areas = self.content["lines"]
        out = [line for line in areas if line["kind"] in ("signal", "possible")]
        for line in (first, *out[: MOST - 1]):
            if len(line["weeks"]) > 1:
                yield _series(line)

    @property
    def where(self) -> Figure | None:
        parts = [part for part in self.content["parts"] if part["n"] or part["usual"]]
        if not parts:
            return None
        return Bars(
            title="Var i området",
            note="Som vanligt är medeltalet av veckorna före, högst åtta.",
            categories=tuple(part["name"] for part in parts),
            groups=(
                Bar("veckan", tuple(float(part["n"]) for part in parts)),
                Bar("som vanligt", tuple(float(part["usual"]) for part in parts)),
            ),
            heading="Plats",
            decimals=1,
        )

    @property
    def clock(self) -> Figure | None:
        found = self.content["clock"]
        if not found["placed"]:
            return None
        return WeekClock(
            title="När under veckan",
            note=f"{found['words']} Varje händelse är utspridd jämnt över den tid då den kan ha"
            " skett.",
            values=tuple(found["hours"]),
        )

    @property
    def how(self) -> list[tuple[str, str]]:
        return [(str(key), _written(value)) for key, value in self.content["how"].items()]


def _series(line: Json) -> Figure:
    weeks = line["weeks"]
    upper = tuple(week.get("high") for week in weeks)
    expected = tuple(week.get("expected") for week in weeks)
    banded = any(value is not None for value in upper)
    return ExpectedBand(
        title=f"{line['name']}: vecka för vecka",
        note=line["words"] + (" Det skuggade är vad som kunde väntas." if banded else ""),
        times=tuple(date.fromisoformat(week["since"]) for week in weeks),
        track=Track(
            "",
            tuple(float(week["n"]) for week in weeks),
            expected if any(value is not None for value in expected) else (),
            upper if banded else (),
            tuple(_sign(week.get("kind", "")) for week in weeks),
        ),
    )


def _sign(kind: str) -> Sign:
    return "signal" if kind == "signal" else "possible" if kind == "possible" else ""


def _number(n: int | None) -> str:
    return "–" if n is None else swedish(n)


def _expected(row: Json) -> str:
    """`12 (5–19)`: what was expected and how far it may lie from that by chance."""
    if row.get("expected") is None or row.get("high") is None:
        return "–"
    low, high = (swedish(round(row[key])) for key in ("low", "high"))
    return f"{swedish(round(row['expected']))} ({low}–{high})"


def _written(value: Any) -> str:
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)
