"""Findings as everybody may see them: classes and rounded shares in place of numbers. Pure."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from .methods import clock, comparison, course, hotspots, places, quality, repeats, signals
from .methods.words import percent
from .shown import A_STEP, Shown, rounded

Json = dict[str, Any]
HIDDEN = {"kind": "refused", "words": "Visas inte: det skulle kunna avslöja små antal."}
COARSE_FIRST = (3, 6, 12)
RATIO_STEPS = (0.05, 0.1, 0.2, 0.5)


def published(found: Json, shown: Shown) -> Json:
    """The findings with what may be told. A finding that was refused stays as it is."""
    kept = {key: found[key] for key in ("format", "period", "deliveries")} | {"protected": True}
    for key, protect in _PROTECTORS.items():
        finding = found[key]
        told = protect(finding["result"], shown) if finding["result"] else None
        kept[key] = finding if told is None else {**told, "how": finding["how"]}
    return kept


def _told(verdict: tuple[str, str], result: Json) -> Json:
    return {"verdict": {"kind": verdict[0], "words": verdict[1]}, "result": result}


def _hidden(row: Json) -> Json:
    return {"key": row["key"], "name": row["name"], **HIDDEN}


def _signals(result: Json, shown: Shown) -> Json:
    series = [
        _series(row, shown) if shown.line(row["key"]) else _hidden(row) | {"months": []}
        for row in result["series"]
    ]
    return _told(signals.verdict(series), {"series": series})


def _series(row: Json, shown: Shown) -> Json:
    """A band of whole thresholds, only where no month of the history is smaller than one."""
    unit = shown.threshold
    banded = row["least"] >= unit
    months = [
        {"month": m["month"], "n": shown.month(row["key"], m["month"]), "expected": None,
         "low": floor(m["low"] / unit) * unit if banded and m["low"] is not None else None,
         "high": ceil(m["high"] / unit) * unit if banded and m["high"] is not None else None,
         "kind": m["kind"]}
        for m in row["months"]
    ]  # fmt: skip
    return {key: row[key] for key in ("key", "name", "kind", "words")} | {"months": months}


def _kinds(result: Json, shown: Shown) -> Json:
    rows = [_only(row, "months") for row in result["rows"] if shown.kind(row["key"], row["n"])]
    return _told(signals.verdict_of_kinds(rows), {"rows": rows})


def _trends(result: Json, shown: Shown) -> Json:
    rows = [_only(row, "way") for row in result["rows"] if _row_shown(row, shown)]
    verdict = course.verdict_of_trends(rows, result["years"])
    return _told(verdict, {"rows": rows, "years": result["years"]})


def _seasons(result: Json, shown: Shown) -> Json:
    rows = [_only(row, "low", "high") for row in result["rows"] if _row_shown(row, shown)]
    return _told(course.verdict_of_seasons(rows), {"rows": rows})


def _row_shown(row: Json, shown: Shown) -> bool:
    """Of a line or of a kind, in numbers of many."""
    line = row["key"].removeprefix("line:")
    if line != row["key"]:
        return shown.line(line) and shown.many(shown.total(line))
    return shown.kind(row["key"], row["n"])


def _only(row: Json, *keys: str) -> Json:
    return {key: row[key] for key in ("key", "name", "kind", *keys)}


def _clock(result: Json, shown: Shown) -> Json:
    clocks = [_week(row, shown) for row in result["clocks"]]
    return _told(clock.verdict(clocks), {"clocks": clocks})


def _week(row: Json, shown: Shown) -> Json:
    """Shares of blocks with at least a threshold each: of three hours, of six, of twelve."""
    n = row["placed"]
    step = shown.step(n)
    if not shown.line(row["key"]) or not shown.many(n) or step is None:
        return _hidden(row)
    for hours in COARSE_FIRST:
        blocks = [sum(row["hours"][at : at + hours]) for at in range(0, 168, hours)]
        if min(blocks) >= shown.threshold:
            break
    else:
        return _hidden(row)
    shares = [rounded(block / n, step) or 0.0 for block in blocks]
    weekend = shown.share(row.get("weekend"), n)
    lost = shown.share(row["too_long"] / max(row["timed"], 1), row["timed"])
    told = {"key": row["key"], "name": row["name"], "kind": row["kind"], "words": row["words"],
            "block": hours, "shares": shares, "step": step, "too_long": lost}  # fmt: skip
    if row["kind"] in ("signal", "possible"):
        told["words"] = clock.worded(row["kind"], shares, hours, weekend)
    return told


def _nights(result: Json, shown: Shown) -> Json:
    rows = [
        _only(row) | {"share": share}
        for row in result["rows"]
        if shown.kind(row["key"], row["n"]) and (share := shown.share(row["share"], row["n"]))
    ]
    return _told(clock.verdict_of_nights(rows), {"rows": rows})


def _hotspots(result: Json, shown: Shown) -> Json:
    maps = [_map(row, shown) for row in result["maps"]]
    return _told(hotspots.verdict(maps), {"maps": maps, "cell": result["cell"]})


def _map(row: Json, shown: Shown) -> Json:
    """Cells that hold a threshold or more, as a class, where the place's own number is shown and
    leaves room for more beside them."""
    if row["kind"] == "refused":
        return {**_hidden(row), "cells": [], "homes": {}}
    if not shown.line(row["key"]):
        return {**_hidden(row), "cells": [], "homes": {}}
    many = [
        cell for cell in row["cells"]
        if cell["n"] >= shown.threshold and shown.places(row["key"], cell["homes"])
    ]  # fmt: skip
    kept = shown.with_room(row["key"], many)
    cells = [
        {"x": c["x"], "y": c["y"], "kind": c["kind"], "grown": c["grown"], "homes": c["homes"][:1]}
        for c in kept
    ]
    used = {home for cell in cells for home in cell["homes"]}
    homes = {key: name for key, name in row["homes"].items() if key in used}
    kind, words = hotspots.worded(cells, homes, row["of"])
    return {"key": row["key"], "name": row["name"], "kind": kind, "words": words,
            "of": row["of"], "cells": cells, "homes": homes}  # fmt: skip


def _places(result: Json, shown: Shown) -> Json:
    """Dense places as a class, as many as their parts' own numbers leave room for."""
    parts = {place["key"]: place["within"] for place in result["places"]}
    maps = [_pointed_out(row, parts, result["places"], shown) for row in result["maps"]]
    least = max(places.LEAST, shown.threshold)
    return _told(places.verdict(maps), {**result, "maps": maps, "least": least})


def _pointed_out(row: Json, parts: dict[str, str], grounds: list[Json], shown: Shown) -> Json:
    if row["kind"] == "refused" or not shown.line(row["key"]):
        return {**_hidden(row), "places": []}
    least = max(places.LEAST, shown.threshold)
    claims: dict[str, list[str]] = {}
    for place in row["places"]:
        if place["kind"] != "none" and place["n"] >= least:
            claims.setdefault(parts[place["key"]], []).append(place["key"])
    those: set[str] = set()
    for part, keys in claims.items():
        beside = sum(within == part for within in parts.values())
        those |= set(shown.claimed(row["key"], part, keys, beside, least))
    told = [{"key": p["key"], "kind": p["kind"]} for p in row["places"] if p["key"] in those]
    names = {ground["key"]: ground["name"] for ground in grounds}
    kind, words = places.worded(told, names, len(grounds))
    return {"key": row["key"], "name": row["name"], "kind": kind, "words": words, "places": told}


def _concentration(result: Json, shown: Shown) -> Json:
    rows = [_curve(row, shown) for row in result["rows"]]
    told = next((row for row in rows if row["kind"] != "refused"), None)
    verdict = (told["kind"], told["words"]) if told else (HIDDEN["kind"], HIDDEN["words"])
    return _told(verdict, {"rows": rows, "cell": result["cell"]})


def _curve(row: Json, shown: Shown) -> Json:
    n = row["n"]
    if row["kind"] == "refused" or not shown.line(row["key"]) or not shown.many(n):
        return _hidden(row)
    half = max(rounded(row["half"], 0.01) or 0.0, 0.01)
    words = f"Hälften av händelserna ligger i {percent(half)} av rutorna"
    words += "." if row["kind"] == "signal" else ", vilket slumpen kan förklara."
    return {
        "key": row["key"], "name": row["name"], "kind": row["kind"], "words": words, "half": half,
        "quarter": max(rounded(row["quarter"], 0.01) or 0.0, 0.01),
        "gini": shown.share(row["gini"], n), "places": row["places"],
        "lorenz": [[at, shown.share(held, n)] for at, held in row["lorenz"]],
    }  # fmt: skip


def _repeats(result: Json, shown: Shown) -> Json:
    rows = []
    for row in result["rows"]:
        n = row["n"]
        if not shown.many(n) or not shown.kind(row["key"], n):
            continue
        enough = A_STEP * shown.threshold
        ratio = [
            [round(value, 1) if value is not None and pairs >= enough else None
             for value, pairs in zip(values, observed, strict=True)]
            for values, observed in zip(row["ratio"], row["observed"], strict=True)
        ]  # fmt: skip
        kind = row["kind"] if ratio[row["strongest"]][0] is not None else "none"
        rows.append(_only(row) | {"kind": kind, "strongest": row["strongest"], "ratio": ratio})
    names = {key: result[key] for key in ("space", "time")}
    return _told(repeats.verdict(rows), {"rows": rows, **names})


def _similar(result: Json, shown: Shown) -> Json:
    rows = [_beside(row, shown) for row in result["rows"]]
    names = [place["name"] for place in result["similar"]]
    return _told(comparison.verdict(rows, names), {"rows": rows, "similar": result["similar"]})


def _beside(row: Json, shown: Shown) -> Json:
    """The ratio in steps that are worth enough incidents of the others: their sum stays unknown."""
    least = min(row["n"], row["pooled"])
    ratio = row["ratio"]
    step = next(
        (s for s in RATIO_STEPS
         if ratio and s / ratio * row["pooled"] >= A_STEP * shown.threshold), None
    )  # fmt: skip
    if not shown.line(row["key"]) or not shown.many(least) or step is None:
        return _hidden(row) | {"way": "hidden", "ratio": None}
    return {"key": row["key"], "name": row["name"], "way": row["way"],
            "ratio": rounded(ratio, step)}  # fmt: skip


def _history(result: Json, shown: Shown) -> Json:
    rows = [_index(row, shown) for row in result["rows"]]
    first = rows[0]["years"][0]
    words = comparison.over_time(1 / first["index"] if first["index"] else None, first["label"])
    return _told(("none", words), {"rows": rows})


def _index(row: Json, shown: Shown) -> Json:
    """Each year's number as a share of the period's own, which is shown."""
    now = row["years"][-1]["n"]
    free = shown.line(row["key"])
    years = [
        {"label": year["label"],
         "index": shown.share(year["n"] / now, now) if free and shown.many(min(now, year["n"]))
         else None}
        for year in row["years"]
    ]  # fmt: skip
    return {"key": row["key"], "name": row["name"], "years": years}


def _quality(result: Json, shown: Shown) -> Json:
    n = result["n"]
    taken = result["taken"]
    shares = {
        key: shown.share(share, taken if key == "nowhere" else n)
        for key, share in result["shares"].items()
    }
    late = shown.share(result["late"], taken)
    kept = {key: result[key] for key in ("breaks", "last", "sources")}
    words = quality.worded(shares, late, len(result["breaks"]))
    return _told(("none", words), {"shares": shares, "late": late, **kept})


_PROTECTORS = {
    "signals": _signals, "kinds": _kinds, "trends": _trends, "seasons": _seasons, "clock": _clock,
    "nights": _nights, "hotspots": _hotspots, "places": _places,
    "concentration": _concentration, "repeats": _repeats, "similar": _similar,
    "history": _history, "quality": _quality,
}  # fmt: skip
