"""Beside similar places, and beside the same ground in earlier years."""

from __future__ import annotations

from math import log

from samsyn.analysis import change, rate

from .material import Json, Line, Material, Sibling, finding, number
from .words import listed, percent, swedish_ratio

SIMILAR, FEWEST = 5, 2
AT_MOST = 3.0
"""A similar place has at most so many times more or fewer inhabitants."""
PER = 1_000
CLEAR = 0.10
"""A difference under a tenth is not told as one, however many the incidents."""


def with_similar(material: Material) -> Json:
    """Rates beside those of similar places: the same kind of place within the same larger one, the
    nearest in number of inhabitants."""
    if not material.people:
        return finding("refused", "Ingen befolkning är inläst, så platser går inte att jämföra.")
    chosen = similar(material.people, material.siblings)
    if len(chosen) < FEWEST:
        return finding("refused", "Det finns inga liknande platser att jämföra med.")
    rows = [_beside(line, material, chosen) for line in material.lines]
    result = {"rows": rows, "similar": [{"key": p.key, "name": p.name, "people": p.people}
                                        for p in chosen]}  # fmt: skip
    names = [place.name for place in chosen]
    return finding(*verdict(rows, names), result, **_how(len(chosen)))


def verdict(rows: list[Json], names: list[str]) -> tuple[str, str]:
    """Which areas have more, and which fewer, for each inhabitant."""
    more = [row["name"] for row in rows if row["way"] == "more"]
    fewer = [row["name"] for row in rows if row["way"] == "fewer"]
    if not more and not fewer:
        return "none", f"Per invånare skiljer sig inget område tydligt från {listed(names)}."
    told = [f"fler i {listed(more)}"] if more else []
    told += [f"färre i {listed(fewer)}"] if fewer else []
    return "signal", f"Per invånare, jämfört med {listed(names)}: {'; '.join(told)}."


def similar(people: int, siblings: tuple[Sibling, ...]) -> list[Sibling]:
    """The nearest in number of inhabitants, at most `SIMILAR`, none `AT_MOST` times off."""
    near = [(abs(log(s.people / people)), s.name, s) for s in siblings if s.people]
    return [s for far, _, s in sorted(near, key=lambda e: e[:2])[:SIMILAR] if far <= log(AT_MOST)]


def _beside(line: Line, material: Material, chosen: list[Sibling]) -> Json:
    own = material.series(line)[-material.judged :].sum()
    counts = [sum(n for k, n in s.counts.items() if line.holds(k)) for s in chosen]
    people = sum(s.people for s in chosen)
    found = change(sum(counts), int(own), exposure_before=people, exposure_after=material.people)
    low, high = float(found.low), float(found.high)
    way = "more" if low > 1 + CLEAR else "fewer" if high < 1 - CLEAR else "same"
    each = [(material.name, int(own), material.people), *zip((s.name for s in chosen), counts,
            (s.people for s in chosen), strict=True)]  # fmt: skip
    return {
        "key": line.key, "name": line.name, "n": int(own), "pooled": sum(counts), "way": way,
        "ratio": number(found.ratio, 3), "low": number(low, 3), "high": number(high, 3),
        "rates": [_rate(name, n, of) for name, n, of in each],
    }  # fmt: skip


def _rate(name: str, n: int, people: int) -> Json:
    found = rate(n, people, per=PER)
    return {"name": name, "n": n, "people": people, "value": number(found.value, 4),
            "low": number(found.low, 4), "high": number(found.high, 4)}  # fmt: skip


def with_history(material: Material) -> Json:
    """The same months of earlier years on the same ground, whatever its names were then."""
    if len(material.past) < 2:
        return finding("refused", "Det finns inga tidigare år att jämföra med.")
    rows: list[Json] = [
        {"key": line.key, "name": line.name, "years": [
            _year(year.label, sum(n for k, n in year.counts.items() if line.holds(k)), year.people)
            for year in material.past]}
        for line in material.lines
    ]  # fmt: skip
    first, last = rows[0]["years"][0], rows[0]["years"][-1]
    ratio = last["n"] / first["n"] if first["n"] else None
    how = _how(0) | {"query": "counts_by_year"}
    return finding("none", over_time(ratio, first["label"]), {"rows": rows}, **how)


def over_time(ratio: float | None, since: str) -> str:
    """How many there are now beside then."""
    if ratio is None:
        return f"Det går inte att jämföra med {since}."
    return f"Antalet händelser är {swedish_ratio(ratio)} jämfört med {since}."


def _year(label: str, n: int, people: int) -> Json:
    told: Json = {"label": label, "n": n, "people": people or None, "rate": None}
    if people:
        found = rate(n, people, per=PER)
        told["rate"] = {"value": number(found.value, 4), "low": number(found.low, 4),
                        "high": number(found.high, 4)}  # fmt: skip
    return told


def _how(similar: int) -> Json:
    return {
        "parameters": {"similar": similar, "most": SIMILAR, "at_most_times": AT_MOST, "per": PER,
                       "interval": "exakt, 95 %", "least_difference": percent(CLEAR)},
        "query": "counts_by_sibling", "seed": None, "doc": "counts",
        "command": "samsyn analyse counts rader.parquet --place place --kind kind",
    }  # fmt: skip
