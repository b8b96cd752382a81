"""The content of a picture: numbers with their uncertainty, and how they were made.

The same form serves a draft (true counts) and a publication (protected counts). It is plain JSON:
None is a protected number. Rates, intervals and changes are reckoned from what is shown alone, so
that they cannot tell more.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.analysis import change, rate
from samsyn.situation.picture.counts import REST, Shape
from samsyn.situation.picture.kinds import ALL, NOT_SAID
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading

FORMAT = "samsyn.picture/1"
PER = 1_000
CONFIDENCE = 0.95
Shown = Mapping[str, int | None]
Json = dict[str, Any]


def content(reading: Reading, shown: Shown, threshold: int) -> Json:
    """The whole content for these numbers. Keys are English; names and words Swedish."""
    people = reading.inhabitants()
    lines = [(ALL, "Alla händelser"), *((a.key, a.name) for a in reading.kinds.areas)]
    names = {part.key: part.name for part in reading.parts}
    numbers = _Numbers(reading.shape, shown, names, people[1] if people else {})
    period = reading.period
    return {
        "format": FORMAT,
        "place": {"key": reading.place.key, "name": reading.place.name},
        "period": _period(period),
        "comparison": _period(period.year_before()),
        "areas": [
            {**numbers.area(key, name), "breaks": reading.breaks(key)} for key, name in lines
        ],
        "outlines": reading.outlines(),
        "made": _made(reading, threshold, people),
    }


def _period(period: Period) -> Json:
    return {
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "label": str(period),
    }


@dataclass(frozen=True)
class _Numbers:
    """What may be told of each line: its numbers, and the names and inhabitants of parts."""

    shape: Shape
    shown: Shown
    names: Mapping[str, str]
    people: Mapping[str, int]

    def area(self, line: str, name: str) -> Json:
        shape = self.shape
        now, before = self._n(line, shape.total), self._n(line, shape.before)
        people = self.people.get(shape.place)
        return {
            "key": line,
            "name": name,
            "n": now,
            "before": before,
            "rate": _rate(now, people),
            "rate_before": _rate(before, people),
            "change": change_between(before, now),
            "months": self._months(line),
            "parts": [self._part(line, key) for key in (*shape.parts, REST)] if shape.parts else [],
            "victims": [
                {"sex": v.sex, "age": v.age, "said": v != NOT_SAID, "n": n}
                for v in shape.victims
                for n in [self._n(line, shape.victim(v))]
            ],
        }

    def _n(self, line: str, slot: str) -> int | None:
        return self.shown[f"{line}|{slot}"]

    def _months(self, line: str) -> list[Json]:
        period = self.shape.period
        slots = self.shape.months(period), self.shape.months(period.year_before())
        return [
            {"month": f"{month:%Y-%m}", "n": self._n(line, now), "before": self._n(line, then)}
            for month, now, then in zip(period.months(), *slots, strict=True)
        ]

    def _part(self, line: str, key: str) -> Json:
        n = self._n(line, self.shape.part(key))
        name = self.names.get(key, "Utan närmare plats")
        return {"key": key, "name": name, "n": n, "rate": _rate(n, self.people.get(key))}


def _rate(n: int | None, people: int | None) -> Json | None:
    """Incidents per 1,000 inhabitants with an exact interval; None if either is not known."""
    if n is None or not people:
        return None
    found = rate(n, people, per=PER, confidence=CONFIDENCE)
    return {"value": _number(found.value), "low": _number(found.low), "high": _number(found.high)}


def change_between(before: int | None, after: int | None) -> Json | None:
    """After ÷ before with an exact interval; a limit that is infinite is None."""
    if before is None or after is None:
        return None
    found = change(before, after, confidence=CONFIDENCE)
    return {
        "ratio": _number(found.ratio),
        "low": _number(found.low),
        "high": _number(found.high),
        "p": _number(found.p),
    }


def _number(value: Any) -> float | None:
    number = float(value)
    return float(f"{number:.6g}") if math.isfinite(number) else None


def _made(reading: Reading, threshold: int, people: tuple[int, Mapping[str, int]] | None) -> Json:
    return {
        "threshold": threshold,
        "per": PER,
        "confidence": CONFIDENCE,
        "population": {"year": people[0], "n": people[1][reading.place.key]} if people else None,
        "merged": reading.merged(),
        "drawn_by": reading.drawn_by(),
        "doubled": reading.doubled(),
        "kinds": {area.key: sorted(area.kinds) for area in reading.kinds.areas},
        "batches": [
            {
                "source": batch.source.name,
                "body": batch.source.body.name,
                "received": batch.received_at.date().isoformat(),
                "sha256": batch.sha256,
            }
            for batch in reading.batches()
        ],
    }
