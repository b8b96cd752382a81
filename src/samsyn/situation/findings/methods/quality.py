"""What the numbers rest on, and where they are weak."""

from __future__ import annotations

import numpy as np

from .material import Json, Material, finding, number
from .words import percent

MUCH = 0.10
WEEK = np.timedelta64(7, "D")


def notes(material: Material) -> Json:
    """Shares that cannot be placed in space or time, late deliveries, and breaks in the codes."""
    rows = material.now
    n = len(rows)
    taken = sum(d.taken for d in material.deliveries)
    shares = {
        "nowhere": _share(sum(d.placeless for d in material.deliveries), taken),
        "no_point": _share(int((~np.isfinite(rows.x)).sum()), n),
        "no_clock": _share(int((~rows.timed).sum()), n),
        "too_long": _share(int((rows.ends - rows.starts > WEEK).sum()), n),
    }
    late = _share(sum(d.late for d in material.deliveries), taken)
    last = max((d.received for d in material.deliveries), default=None)
    result = {
        "n": n, "shares": shares, "late": late, "taken": taken, "breaks": list(material.breaks),
        "last": last and last.isoformat(),
        "sources": sorted({d.source for d in material.deliveries}),
    }  # fmt: skip
    how: Json = {
        "parameters": {"much": MUCH}, "query": "rows_of_place", "seed": None, "doc": "counts",
        "command": "",
    }  # fmt: skip
    if not n:
        return finding("refused", "Inga rader finns för perioden.", result, **how)
    return finding("none", worded(shares, late, len(material.breaks)), result, **how)


def worded(shares: Json, late: float | None, breaks: int) -> str:
    """What a reader should keep in mind, the large shares only."""
    told = [
        f"{percent(share)} {words}"
        for share, words in (
            (shares["nowhere"], "av leveransernas händelser kunde inte läggas på någon plats"),
            (shares["no_point"], "saknar läge på kartan"),
            (shares["no_clock"], "saknar klockslag"),
            (shares["too_long"], "har ett tidsspann över en vecka"),
            (late, "kom i en senare leverans än månadens första"),
        )
        if share is not None and share >= MUCH
    ]
    sentence = f"{'; '.join(told)}." if told else "Nästan alla händelser har läge och tid."
    how_many = "en kod" if breaks == 1 else f"{breaks} koder"
    changed = f" Serien bryts för {how_many} under åren." if breaks else ""
    return f"{sentence}{changed}"


def _share(part: int, whole: int) -> float | None:
    return number(part / whole, 4) if whole else None
