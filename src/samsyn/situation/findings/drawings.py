"""The figures of findings, drawn from their JSON alone: true numbers or protected ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from samsyn.figures import (
    Bar,
    Bars,
    CellClass,
    CellMap,
    ClassedArea,
    ClassMap,
    ExpectedBand,
    Figure,
    Lorenz,
    Track,
    WeekClock,
)
from samsyn.figures.tracks import Sign
from samsyn.situation.picture.drawings import polygons

from .methods.words import percent

Json = dict[str, Any]
Rings = tuple[tuple[tuple[float, float], ...], ...]
MOST = 2
"""Figures of a finding: all incidents and the area that stands out, or two areas."""
HOT = (
    CellClass("har vuxit sedan året före, mer än slumpen", step=5),
    CellClass("tätt, mer än slumpen kan förklara", step=4),
    CellClass("möjligen tätt", step=2),
)

DENSE = (HOT[1], CellClass(HOT[2].words, step=3))
OTHERWISE = "inte utpekad"
HIDING = "inte utpekad, eller för få för att visas"
POINTED_OUT = {"signal": 0, "possible": 1}


def signals(result: Json) -> Iterator[Figure]:
    """Months against what was expected: all incidents, and the areas that stand out."""
    for row in _chosen(result["series"]):
        months = row["months"]
        if len(months) < 2:
            continue
        upper = tuple(m["high"] for m in months)
        expected = tuple(m["expected"] for m in months)
        banded = any(value is not None for value in upper)
        signs = tuple(_sign(m["kind"]) for m in months)
        yield ExpectedBand(
            title=f"{row['name']}: månad för månad mot det väntade",
            note=row["words"] + (" Det skuggade är vad som kunde väntas." if banded else ""),
            times=tuple(date.fromisoformat(f"{m['month']}-01") for m in months),
            track=Track(
                "",
                tuple(m["n"] for m in months),
                expected if any(value is not None for value in expected) else (),
                upper if banded else (),
                signs,
            ),
        )


def clock(result: Json) -> Iterator[Figure]:
    """The week of all incidents and of the areas that stand out."""
    for row in _chosen(result["clocks"]):
        if row["kind"] == "refused":
            continue
        if "hours" in row:
            note = "Varje händelse är utspridd jämnt över den tid då den kan ha skett."
            values, unit = tuple(row["hours"]), "antal"
        else:
            hours = row["block"]
            note = f"Andel av veckans händelser i block om {hours} timmar, avrundat."
            values = tuple(100 * share for share in row["shares"] for _ in range(hours))
            unit = f"% per {hours} h"
        yield WeekClock(title=f"{row['name']}: när på veckan", note=note, values=values, unit=unit)


def hotspots(result: Json, outlines: Rings = ()) -> Iterator[Figure]:
    """Hot cells, those of areas first: all incidents are dense wherever people are."""
    maps = [row for row in result["maps"] if row["cells"]]
    for row in (*maps[1:], *maps[:1])[:MOST] if len(maps) > 1 else maps:
        yield of_cells(row, result["cell"], outlines)


def of_cells(row: Json, size: float, outlines: Rings) -> CellMap:
    """The hot cells of one line."""
    cells = row["cells"]
    kinds = [0 if c["grown"] else 1 if c["kind"] == "signal" else 2 for c in cells]
    return CellMap(
        title=f"{row['name']}: täta platser",
        note=f"Rutor om {size:g} m, var och en bedömd med sina grannar.",
        x=tuple(float(c["x"]) for c in cells),
        y=tuple(float(c["y"]) for c in cells),
        values=tuple(float(c["n"]) if "n" in c else None for c in cells),
        classes=tuple(kinds),
        names=HOT,
        cell=size,
        unit="antal",
        labels=tuple(", ".join(row["homes"][h] for h in c["homes"][:1]) for c in cells),
        outlines=outlines,
    )


def places(result: Json) -> Iterator[Figure]:
    """Dense neighbourhoods, those of areas first."""
    maps = [row for row in result["maps"] if any(p["kind"] != "none" for p in row["places"])]
    for row in (*maps[1:], *maps[:1])[:MOST] if len(maps) > 1 else maps:
        yield of_places(row, result["places"])


def of_places(
    row: Json, grounds: list[Json], href: Callable[[str], str] = lambda _: ""
) -> ClassMap:
    """The places of one line by class; `href` tells where each leads."""
    told = {place["key"]: place for place in row["places"]}
    counted = any("n" in place for place in row["places"])
    return ClassMap(
        title=f"{row['name']}: täta stadsdelar",
        note="Händelser per km², var och en bedömd med dem den gränsar till.",
        areas=tuple(
            ClassedArea(
                ground["name"],
                POINTED_OUT.get(told.get(ground["key"], {}).get("kind", ""), -1),
                outlined(ground["rings"]),
                told.get(ground["key"], {}).get("n"),
                href(ground["key"]),
            )
            for ground in grounds
        ),
        names=DENSE,
        otherwise=OTHERWISE if counted else HIDING,
    )


def outlined(rings: list[list[list[int]]]) -> BaseGeometry:
    """The rings as an area; most places are one ring."""
    if len(rings) == 1:
        return Polygon(rings[0])
    return polygons([[(x, y) for x, y in ring] for ring in rings])


def concentration(result: Json) -> Iterator[Figure]:
    """The curve of all incidents."""
    for row in result["rows"][:1]:
        points = [(at, held) for at, held in row.get("lorenz", ()) if held is not None]
        if len(points) > 2:
            # the curve is told from the least place up; what half holds is told from the top
            half = 1 - row["half"]
            yield Lorenz(
                title=f"{row['name']}: hur samlat",
                note=f"{row['words']} Kurvan är avrundad.",
                points=tuple(points),
                marks=((half, 0.5, f"hälften i {percent(row['half'])} av rutorna"),),
            )


def repeats(result: Json) -> Iterator[Figure]:
    """Pairs beside what chance gives, for the kinds that repeat."""
    for row in [r for r in result["rows"] if r["kind"] in ("signal", "possible")][:MOST]:
        yield Bars(
            title=f"{row['name']}: upprepning i närheten",
            note="Så många gånger fler par än av en slump. 1 är som väntat.",
            categories=tuple(result["space"]),
            groups=tuple(
                Bar(name, tuple(ratios[t] for ratios in row["ratio"]))
                for t, name in enumerate(result["time"])
            ),
            unit="gånger väntat",
            heading="Avstånd",
            decimals=1,
        )


def similar(result: Json) -> Iterator[Figure]:
    """Rates of all incidents beside those of similar places; only a draft has them."""
    rates = result["rows"][0].get("rates")
    if rates:
        bar = Bar(
            "per 1 000 invånare",
            tuple(r["value"] for r in rates),
            tuple((r["low"], r["high"]) for r in rates),
        )
        yield Bars(title="Alla händelser: liknande platser", note="Strecken visar osäkerheten.",
                   categories=tuple(r["name"] for r in rates), groups=(bar,),
                   unit="per 1 000 invånare", heading="Plats", decimals=1)  # fmt: skip


def history(result: Json) -> Iterator[Figure]:
    """All incidents of the same months, year by year on the same ground."""
    years = result["rows"][0]["years"]
    if "n" in years[0]:
        values: tuple[float | None, ...] = tuple(float(year["n"]) for year in years)
        unit, note = "antal", "Samma mark alla år, också där gränserna har ritats om."
    else:
        values = tuple(None if y["index"] is None else 100 * float(y["index"]) for y in years)
        unit = "perioden = 100"
        note = "Samma mark alla år. Avrundat, så att inga små antal kan räknas ut."
    yield Bars(title="Alla händelser: samma månader tidigare år", note=note,
               categories=tuple(y["label"] for y in years), groups=(Bar("Alla", values),),
               unit=unit, heading="År", decimals=0)  # fmt: skip


def _sign(kind: str) -> Sign:
    return "signal" if kind == "signal" else "possible" if kind == "possible" else ""


def _chosen(rows: list[Json]) -> list[Json]:
    """The first, which is of all incidents, and those that stand out."""
    out = [row for row in rows[1:] if row["kind"] in ("signal", "possible")]
    return [*rows[:1], *out[: MOST - 1]]
