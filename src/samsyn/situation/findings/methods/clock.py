"""When in the week: hour by weekday, from intervals, and what cannot be placed at all."""

from __future__ import annotations

import numpy as np

from samsyn.analysis import benjamini_hochberg
from samsyn.analysis.aoristic import aoristic
from samsyn.analysis.verdicts import FALSE_SIGNALS, strength

from .material import Floats, Json, Line, Material, Rows, finding, number
from .words import DAYS, lower, percent, times

FEWEST = 50
BLOCK = 3
"""Hours in a block; 56 blocks a week are judged, and shown where numbers are protected."""
STANDS_OUT = 1.5
WEEKEND_NIGHTS = tuple(
    (day * 24 + hour) % 168 for day in (4, 5) for hour in range(20, 29)
)  # Friday and Saturday from 20 to 05
LEAST_OF_KIND = 100
_DOC = "when"


def by_line(material: Material) -> Json:
    """The week clock of each priority area and of all incidents."""
    clocks = [of_rows(line, material.now.of(line)) for line in material.lines]
    return finding(*verdict(clocks), {"clocks": clocks}, **_how(material))


def verdict(clocks: list[Json]) -> tuple[str, str]:
    """What stands out in the areas, or in all if no area does."""
    judged = [c for c in clocks if c["kind"] in ("signal", "possible")]
    if judged:
        told = [c for c in judged if c["key"] != clocks[0]["key"]][:2] or judged[:1]
        kind = min((c["kind"] for c in told), key=("signal", "possible").index)
        return kind, " ".join(f"{c['name']}: {lower(c['words'])}" for c in told)
    if all(c["kind"] == "refused" for c in clocks):
        return "refused", "För få händelser med klockslag för att säga när på veckan."
    return "none", "Ingen tid på veckan skiljer sig säkert från de andra."


def by_kind(material: Material) -> Json:
    """Kinds of incident that crowd into weekend nights (Friday and Saturday 20–05)."""
    rows = []
    for kind, n in sorted(material.now.counted_kinds().items()):
        if n < LEAST_OF_KIND:
            continue
        hours, placed = _hours(material.now.take(material.now.kind == kind))
        if placed >= LEAST_OF_KIND:
            rows.append((kind, placed, float(hours[list(WEEKEND_NIGHTS)].sum()) / placed))
    how = _how(material)
    if not rows:
        return finding("refused", f"Inget slag har {LEAST_OF_KIND} händelser med klockslag.")
    even = len(WEEKEND_NIGHTS) / 168
    count = np.array([r[1] for r in rows], float)
    share = np.array([r[2] for r in rows])
    z = (share - even) / np.sqrt(even * (1 - even) / count)
    q = benjamini_hochberg(_upper(z))
    found = [
        {"key": k, "name": material.named(k), "n": m, "share": number(s, 3), "kind": "signal"}
        for (k, m, s), each in zip(rows, q, strict=True)
        if each <= FALSE_SIGNALS and s >= 2 * even
    ]
    found.sort(key=lambda row: -float(row["share"] or 0))
    return finding(*verdict_of_nights(found), {"rows": found}, **how)


def verdict_of_nights(rows: list[Json]) -> tuple[str, str]:
    """The kinds that crowd into weekend nights."""
    if not rows:
        return "none", "Inget slag av händelse samlas på helgnätter."
    even = percent(len(WEEKEND_NIGHTS) / 168)
    named = "; ".join(f"{r['name']} {percent(r['share'])}" for r in rows[:3])
    return "signal", f"På helgnätter (fredag och lördag 20–05): {named}. Jämnt vore {even}."


def of_rows(line: Line, rows: Rows) -> Json:
    """The week clock of a line's rows."""
    timed = rows.take(rows.timed & ~np.isnat(rows.starts))
    told: Json = {"key": line.key, "name": line.name, "n": len(rows), "timed": len(timed)}
    ends = np.where(np.isnat(timed.ends), timed.starts, timed.ends)
    week = aoristic(timed.starts.astype("M8[us]"), ends.astype("M8[us]"))
    told |= {"placed": week.placed, "too_long": week.too_long,
             "hours": [round(float(h), 2) for h in week.hours]}  # fmt: skip
    if week.placed < FEWEST:
        return told | {"kind": "refused", "words": f"Bara {week.placed} händelser med klockslag."}
    blocks = week.hours.reshape(-1, BLOCK).sum(axis=1)
    even = week.placed / len(blocks)
    q = benjamini_hochberg(_at_least(blocks, even))
    peak = int(np.argmax(blocks))
    kind = strength(float(q[peak]))
    if kind == "none" or blocks[peak] < STANDS_OUT * even:
        return told | {"kind": "none", "words": "Ingen tid på veckan sticker ut."}
    weekend = float(week.hours[list(WEEKEND_NIGHTS)].sum()) / week.placed
    words = worded(kind, (blocks / week.placed).tolist(), BLOCK, weekend)
    return told | {"kind": kind, "words": words, "weekend": number(weekend, 4)}


def worded(kind: str, shares: list[float], hours: int, weekend: float | None) -> str:
    """Where in the week there is most, by the shares of its blocks of so many hours."""
    peak = int(np.argmax(shares))
    day, hour = divmod(peak * hours, 24)
    head = "Flest" if kind == "signal" else "Möjligen flest"
    ratio = times(shares[peak] * len(shares))
    words = f"{head} {DAYS[day]} kl. {hour:02}–{hour + hours:02}, {ratio} jämnt fördelat."
    if weekend is not None and weekend >= STANDS_OUT * len(WEEKEND_NIGHTS) / 168:
        words += f" {percent(weekend)} sker fredags- och lördagsnätter."
    return words


def _hours(rows: Rows) -> tuple[Floats, int]:
    timed = rows.take(rows.timed & ~np.isnat(rows.starts))
    ends = np.where(np.isnat(timed.ends), timed.starts, timed.ends)
    week = aoristic(timed.starts.astype("M8[us]"), ends.astype("M8[us]"))
    return week.hours, week.placed


def _at_least(found: Floats, even: float) -> Floats:
    """The chance of so much in a block when all are alike; spreading makes it less, not more."""
    from scipy.special import gammainc

    return np.where(found > 0, gammainc(np.maximum(found, 1e-9), even), 1.0)


def _upper(z: Floats) -> Floats:
    from scipy.special import ndtr

    return np.asarray(ndtr(-z))


def _how(material: Material) -> Json:
    return {
        "parameters": {"block_hours": BLOCK, "too_long": "över en vecka", "fewest": FEWEST,
                       "correction": "Benjamini-Hochberg"},
        "query": "rows_of_place", "seed": None, "doc": _DOC,
        "command": "samsyn analyse when rader.parquet --start starts --end ends",
    }  # fmt: skip
