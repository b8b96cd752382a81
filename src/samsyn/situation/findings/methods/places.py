"""Which neighbourhoods or base areas are, with those around them, denser than chance allows: Gi*
on places of any shape, of incidents per square kilometre."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from samsyn.analysis import Refusal
from samsyn.analysis.gi_star import Weights, gi_star, neighbours_from
from samsyn.analysis.polygons import queen
from samsyn.analysis.verdicts import strength

from .material import Floats, Ground, Ints, Json, Line, Material, Rows, finding, number
from .words import listed

FEWEST, FEWEST_PLACES = 30, 10
LEAST = 5
"""A place with fewer is not pointed out, however many its neighbours have."""
MEET = 0.01
"""Metres: outlines that come so close have a border in common, as `analyse hotspots` has it."""
COARSE = 25.0
"""Metres by which outlines are simplified for the map."""


def by_line(material: Material) -> Json:
    """The dense places of each priority area and of all incidents."""
    grounds = material.grounds
    if len(grounds) < FEWEST_PLACES:
        return finding(
            "refused",
            f"Bara {len(grounds)} delar har ritade gränser; det behövs {FEWEST_PLACES} för att"
            " jämföra dem med varandra.",
        )
    near = neighbours(grounds)
    maps = [_map(line, material, near) for line in material.lines]
    result = {"what": grounds[0].what, "places": [_told(ground) for ground in grounds],
              "maps": maps}  # fmt: skip
    return finding(*verdict(maps), result, **_how(grounds))


def verdict(maps: list[Json]) -> tuple[str, str]:
    """Where the areas are densest, or all incidents if no area is."""
    for kind, head in (("signal", "Tätare än slumpen kan förklara"),
                       ("possible", "Möjligen tätare än slumpen kan förklara")):  # fmt: skip
        those = [m for m in maps if m["kind"] == kind]
        told = [m for m in those if m["key"] != maps[0]["key"]][:3] or those
        if told:
            return kind, f"{head}: " + " ".join(f"{m['name']} – {m['words']}" for m in told)
    if all(m["kind"] == "refused" for m in maps):
        return "refused", "För få händelser med plats för att jämföra delarna."
    return "none", "Ingen del är med sina grannar tätare än slumpen kan förklara."


def worded(places: Sequence[Json], names: dict[str, str], of: int) -> tuple[str, str]:
    """The verdict on places pointed out, the densest first."""
    for kind, head in (("signal", ""), ("possible", "möjligen ")):
        those = [names[place["key"]] for place in places if place["kind"] == kind]
        if those:
            rest = f" och {len(those) - 4} till" if len(those) > 4 else ""
            named = f"{', '.join(those[:4])}{rest}" if rest else listed(those)
            return kind, f"{head}{named} ({len(those)} av {of})."
    return "none", "ingen del."


def neighbours(grounds: Sequence[Ground]) -> Weights:
    """Places whose borders meet, and each place itself."""
    pairs = queen([ground.shape for ground in grounds], snap=MEET, borders=True)
    return neighbours_from(pairs, len(grounds))


def counts(rows: Rows, grounds: Sequence[Ground]) -> Ints:
    """How many of the rows each place holds, shape (places,)."""
    held = {pk: i for i, ground in enumerate(grounds) for pk in ground.holds}
    found, n = np.unique(rows.place, return_counts=True)
    total = np.zeros(len(grounds), np.int64)
    for pk, many in zip(found.tolist(), n.tolist(), strict=True):
        if pk in held:
            total[held[pk]] += many
    return total


def density(n: Ints, grounds: Sequence[Ground]) -> Floats:
    """Incidents per square kilometre to one decimal: exact in a file, and quick to shuffle."""
    size = np.array([ground.shape.area for ground in grounds]) / 1e6
    return np.asarray(np.round(n / size, 1))


def _map(line: Line, material: Material, near: Weights) -> Json:
    grounds = material.grounds
    n = counts(material.now.of(line), grounds)
    told: Json = {"key": line.key, "name": line.name, "n": int(n.sum()), "places": []}
    if n.sum() < FEWEST:
        return told | {"kind": "refused", "words": f"Bara {n.sum()} händelser med plats."}
    try:
        found = gi_star(density(n, grounds), near, permutation=True, alternative="greater")
    except Refusal as refusal:
        return told | {"kind": "refused", "words": str(refusal)}
    places = [
        {"key": ground.key, "n": int(n[i]), "z": number(found.z[i], 3), "q": number(found.q[i], 3),
         "kind": _kind(float(found.z[i]), float(found.q[i]), int(n[i]))}
        for i, ground in enumerate(grounds)
    ]  # fmt: skip
    places = [places[i] for i in np.argsort(-np.nan_to_num(found.z, nan=-np.inf), kind="stable")]
    names = {ground.key: ground.name for ground in grounds}
    kind, words = worded(places, names, len(grounds))
    return told | {"places": places, "kind": kind, "words": words}


def _kind(z: float, q: float, n: int) -> str:
    return strength(q) if z > 0 and n >= LEAST else "none"


def _told(ground: Ground) -> Json:
    return {"key": ground.key, "name": ground.name, "within": ground.within,
            "rings": _rings(ground.shape)}  # fmt: skip


def _rings(shape: BaseGeometry) -> list[list[list[int]]]:
    """The outline as rings of whole metres (SWEREF 99 TM), simplified."""
    simple = shape.simplify(COARSE)
    return [
        [[round(x), round(y)] for x, y, *_ in ring.coords]
        for part in getattr(simple, "geoms", [simple])
        for ring in (part.exterior, *part.interiors)
    ]


def _how(grounds: Sequence[Ground]) -> Json:
    return {
        "parameters": {"value": "händelser per km²", "places": len(grounds),
                       "neighbours": "borders + self", "p": "permutation, exact",
                       "alternative": "greater", "correction": "Benjamini-Hochberg"},
        "query": "rows_of_place", "seed": None, "doc": "hotspots",
        "command": "samsyn analyse hotspots delar.geojson --value per_km2 --key nyckel --borders"
        " --permutation-p --alternative greater",
    }  # fmt: skip
