"""All findings of a material, as one JSON value."""

from __future__ import annotations

from samsyn.analysis.grid import Grid, TooManyCells

from .methods import (
    clock,
    comparison,
    concentration,
    course,
    hotspots,
    places,
    quality,
    repeats,
    signals,
)
from .methods.material import Json, Material

FORMAT = "samsyn.findings/2"
NAMES = {
    "signals": "Månad för månad mot vad som kunde väntas",
    "kinds": "Slag av händelser som sticker ut",
    "trends": "Utveckling över åren",
    "seasons": "Årshjul",
    "clock": "När på veckan",
    "nights": "Helgnätter",
    "hotspots": "Täta platser",
    "places": "Täta stadsdelar",
    "concentration": "Hur samlat",
    "repeats": "Risk för upprepning",
    "similar": "Liknande platser",
    "history": "Egen historia",
    "quality": "Underlagets kvalitet",
}
"""Each finding and what it is called, in the order of the page."""


def computed(material: Material) -> Json:
    """True numbers: for those who may read drafts."""
    spots = hotspots.by_line(material)
    return {
        "format": FORMAT,
        "protected": False,
        "period": {"since": material.since.isoformat(), "until": material.until.isoformat()},
        "rows": len(material.now),
        "deliveries": [{"source": d.source, "sha256": d.sha256, "received": d.received.isoformat()}
                       for d in material.deliveries],
        "signals": signals.by_line(material),
        "kinds": signals.by_kind(material),
        "trends": course.trends(material),
        "seasons": course.seasons(material),
        "clock": clock.by_line(material),
        "nights": clock.by_kind(material),
        "hotspots": spots,
        "places": places.by_line(material),
        "concentration": concentration.by_line(material, _grid(material, spots)),
        "repeats": repeats.by_kind(material),
        "similar": comparison.with_similar(material),
        "history": comparison.with_history(material),
        "quality": quality.notes(material),
    }  # fmt: skip


def _grid(material: Material, spots: Json) -> Grid | None:
    """The grid of the hot spots, where there could be one."""
    if spots["result"] is None:
        return None
    try:
        return hotspots.grid_of(material)
    except TooManyCells:
        return None
