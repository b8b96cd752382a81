"""What a result says: its interval, how it differs from another, and the verdict in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

from samsyn.analysis.survey import Share, difference, share

Json = dict[str, Any]
Way = Literal["up", "down", "unsure"]
Numbers = tuple[float, int, float, float]
"""Share, answers, people who could have been asked, design effect."""
METHOD = "Wilsons intervall, skillnader efter Newcombe"
CONFIDENCE = 0.95


class Told(Protocol):
    """What is asked of a result."""

    n: int
    share: float
    design_effect: float
    population: int | None


@dataclass(frozen=True)
class Change:
    """In percentage points, with limits; `way` is `unsure` where the interval holds zero."""

    points: float
    low: float
    high: float
    way: Way


def estimate(result: Told) -> Json:
    """The share in whole percent with its interval, outwards; and how many answered."""
    found = _share(_numbers(result))
    return {
        "n": result.n,
        "share": round(100 * float(found.value)),
        "low": round(100 * float(found.low)),
        "high": round(100 * float(found.high)),
    }


def change(before: Told, now: Told) -> Change:
    """How much the later share is above the earlier, in independent samples."""
    return _change(_numbers(before), _numbers(now))


@lru_cache(10_000)
def _change(before: Numbers, now: Numbers) -> Change:
    found = difference(_share(before), _share(now), confidence=CONFIDENCE)
    low, high = float(found.low), float(found.high)
    way: Way = "up" if low > 0 else "down" if high < 0 else "unsure"
    return Change(100 * float(found.value), 100 * low, 100 * high, way)


def _numbers(result: Told) -> Numbers:
    people = result.population if result.population is not None else float("inf")
    return result.share, result.n, people, result.design_effect


@lru_cache(10_000)  # a page tells of hundreds, and of the same ones each time it is read
def _share(of: Numbers) -> Share:
    value, n, people, effect = of
    return share(value, n, population=people, design_effect=effect, confidence=CONFIDENCE)


def verdict(found: Change, *, more_is_worse: bool) -> tuple[str, str]:
    """The verdict's tone (good, bad, plain) and word."""
    if found.way == "unsure":
        return "plain", "ingen säker skillnad"
    worse = (found.way == "up") == more_is_worse
    return ("bad" if worse else "good"), ("ökat" if found.way == "up" else "minskat")
