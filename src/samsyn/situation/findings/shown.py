"""What may be told beside the numbers that a picture already shows. Pure.

The rule: a finding leaves as a class, or rounded so that one step is worth two thresholds of
incidents, and only from totals of twenty thresholds. What it says is said only of numbers that are
themselves shown (docs/decisions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from samsyn.situation.picture.kinds import ALL, Kinds

Json = dict[str, Any]
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MANY, A_STEP, A_CLAIM = 20, 2, 4
"""Thresholds: in a total that is told of, in a step of rounding, in a kind that is claimed of."""


@dataclass(frozen=True)
class Shown:
    """What the protected content of a picture shows, line by line.

    `part_of` is the key of the part that holds each place (by its number as text). `secret` are the
    names of cells (`line|place|period`) that pictures published before hide.
    """

    content: Json
    kinds: Kinds
    threshold: int
    part_of: Mapping[str, str]
    secret: frozenset[str] = frozenset()
    period: str = ""

    @cached_property
    def _lines(self) -> dict[str, Json]:
        return {area["key"]: area for area in self.content["areas"]}

    def line(self, key: str) -> bool:
        """Whether the line's numbers of both periods are shown, in all and month by month."""
        area = self._lines.get(key)
        return area is not None and all(
            entry[name] is not None for entry in (area, *area["months"]) for name in ("n", "before")
        )

    def total(self, key: str) -> int:
        """The line's number, 0 where it is hidden."""
        area = self._lines.get(key)
        return (area and area["n"]) or 0

    def month(self, key: str, month: str) -> int | None:
        rows = self._lines[key]["months"] if key in self._lines else []
        return next((row["n"] for row in rows if row["month"] == month), None)

    def places(self, line: str, homes: list[str]) -> bool:
        """Whether every part of the place that these lie in shows its number of the line."""
        area = self._lines.get(line)
        if area is None:
            return False
        parts = {part["key"]: part["n"] for part in area["parts"]}
        return all(parts.get(self.part_of.get(home, ""), 0) is not None for home in homes)

    def claimed(
        self, line: str, part: str, places: list[str], beside: int, least: int
    ) -> list[str]:
        """Those of a part's places, the first ones first, of which it may be said that they have
        `least` of the line's incidents, which is a threshold or more.

        A place that is itself the part may, if its number is shown. Of others, said of c places it
        bounds what is left for the rest: the part's own number must be shown and leave the rest
        room for a threshold, and one each for all that lie `beside`. What an earlier picture hides
        is not said.
        """
        n = self.part(line, part)
        free = [key for key in places if f"{line}|{key}|{self.period}" not in self.secret]
        if n is None:
            return []
        if places == [part]:
            return free
        room = (n - self.threshold - beside) // least
        return free[: max(room, 0)]

    def with_room(self, line: str, cells: list[Json]) -> list[Json]:
        """The first of the cells that leave room beside them, in the whole and in each part.

        To be told of says that a cell has a threshold or more. What is shown of a part, less a
        threshold for each such cell that lies in it, must leave the rest of it room for one more.
        """
        told: Counter[str | None] = Counter()
        kept = []
        for cell in cells:
            within = {self.part_of.get(home, "") for home in cell["homes"]} - {""}
            room: dict[str | None, int | None] = {None: self.total(line)}
            room |= {part: self.part(line, part) for part in within}
            if all((told[p] + 2) * self.threshold <= n for p, n in room.items() if n is not None):
                told.update(room.keys())
                kept.append(cell)
        return kept

    def part(self, line: str, key: str) -> int | None:
        """A part's number of a line; None where it is hidden or there is no such part."""
        parts = self._lines[line]["parts"] if line in self._lines else []
        return next((part["n"] for part in parts if part["key"] == key), None)

    def kind(self, kind: str, n: int) -> bool:
        """Whether a kind of incident may be claimed of: it is common, and every number that the
        claim would bound from below is itself shown."""
        if n < A_CLAIM * self.threshold:
            return False
        victim = self.kinds.victim(kind)
        lines = [ALL, *(area.key for area in self.kinds.areas if kind in area.kinds)]
        return all(
            self.line(line)
            and all(
                row["n"] is not None
                for row in self._lines[line]["victims"]
                if (row["sex"], row["age"]) == (victim.sex, victim.age)
            )
            for line in lines
        )

    def many(self, n: int) -> bool:
        return n >= MANY * self.threshold

    def share(self, value: float | None, n: int) -> float | None:
        """The share rounded; None where no step is coarse enough."""
        return None if value is None else rounded(value, self.step(n))

    def step(self, n: int) -> float | None:
        """The finest step of a share of `n` that is worth enough incidents."""
        return next((s for s in STEPS if s * n >= A_STEP * self.threshold), None)


def rounded(value: float, step: float | None) -> float | None:
    return None if step is None else round(round(value / step) * step, 4)
