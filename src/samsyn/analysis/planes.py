"""Coordinates as metres in a plane, and what gives away that they are not what they are said to be.

Degrees become SWEREF 99 TM in Sweden and the local UTM zone elsewhere, so that a distance is a
distance. Nothing is guessed that two readings would fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samsyn.analysis.verdicts import BadInput

Floats = NDArray[np.float64]
SWEREF99TM, WGS84 = 3006, 4326
# Sweden with its waters. Lantmäteriet: SWEREF 99 TM, in metres; WGS 84, in degrees.
EAST, NORTH = (200_000.0, 950_000.0), (6_050_000.0, 7_750_000.0)
LONGITUDE, LATITUDE = (10.0, 25.0), (54.0, 70.0)
_OPTION = "Ange koordinatsystemet med --crs, till exempel EPSG:4326, EPSG:3006 eller none."
_SWAP = "Byt plats på --x och --y: x är öst (longitud), y är nord (latitud)."


@dataclass(frozen=True)
class Plane:
    """Points as metres east and north, NaN where there is none; `epsg` None is a plain plane."""

    x: Floats
    y: Floats
    epsg: int | None
    warnings: tuple[str, ...] = ()

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points of this plane as longitude and latitude (WGS 84); plain ones as they are."""
        if self.epsg is None:
            return x, y
        return moved(x, y, self.epsg, WGS84)


def code_of(crs: str | None) -> int | None:
    """The EPSG number in `EPSG:3006` or `3006`; None for `none`. Raises BadInput."""
    if crs is None or crs.strip().lower() in {"none", "ingen"}:
        return None
    found = re.fullmatch(r"(?:epsg:)?(\d{4,6})", crs.strip().lower())
    if not found:
        raise BadInput(f"Koordinatsystemet »{crs}« är okänt.", remedy=_OPTION)
    return int(found[1])


def to_plane(
    x: Floats,
    y: Floats,
    crs: str | None,
    *,
    names: tuple[str, str] = ("x", "y"),
    line: Callable[[int], int] = lambda i: i + 1,
) -> Plane:
    """The points as metres. `crs` is `EPSG:4326`, `3006`, `none`, … or None to tell by the numbers.

    None takes Swedish degrees and Swedish SWEREF 99 TM for what they are, when most rows are that,
    and then all have to be; numbers too large for degrees for a plain plane with a warning; and
    refuses what could be either. The point 0, 0 in degrees is taken for a missing one. `line` tells
    a point's line in its file. Raises BadInput for swapped, mixed or impossible coordinates.
    """
    x, y = np.array(x, float), np.array(y, float)
    told: list[str] = []
    gone = ~(np.isfinite(x) & np.isfinite(y))
    x[gone] = y[gone] = np.nan
    if crs is None:
        crs = _guessed(x, y, told, (names, line))
    code = code_of(crs)
    if code is None:
        return Plane(x, y, None, tuple(told))
    if _is_geographic(code):
        _check_degrees(x, y, names, line)
        nowhere = (x == 0) & (y == 0)
        if nowhere.any():
            told.append(f"{int(nowhere.sum())} rader har läget 0, 0 och räknas som utan läge.")
            x[nowhere] = y[nowhere] = np.nan
        target = _local(x, y)
        return Plane(*moved(x, y, code, target), target, tuple(told))
    _check_metres(x, y, code, names, line)
    scale = _metres_per_unit(code)
    return Plane(x * scale, y * scale, code if scale == 1 else None, tuple(told))


def _guessed(
    x: Floats, y: Floats, told: list[str], where: tuple[tuple[str, str], Callable[[int], int]]
) -> str:
    there = np.flatnonzero(~np.isnan(x))
    if not there.size:
        return "none"
    names, line = where
    for code, east, north in ((WGS84, LONGITUDE, LATITUDE), (SWEREF99TM, EAST, NORTH)):
        fits, swapped = _within(x, east) & _within(y, north), _within(x, north) & _within(y, east)
        nowhere = (x == 0) & (y == 0) if code == WGS84 else np.zeros(len(x), bool)
        if 2 * max(fits.sum(), swapped.sum()) <= there.size:
            continue  # most rows tell what the file is, and then all have to agree
        odd = there[~(fits | nowhere)[there]]
        if not odd.size:
            return f"EPSG:{code}"
        i = int(odd[0])
        turned = bool(swapped[i])
        what = (
            "står i varandras kolumner" if turned else "ligger inte i Sverige, som andra rader gör"
        )
        raise BadInput(
            f"{x[i]:.7g} och {y[i]:.7g} {what}.",
            column=names[0],
            line=line(i),
            remedy=_SWAP if turned else f"Rätta raden. {_OPTION}",
        )
    degrees = np.flatnonzero((np.abs(x) <= 180) & (np.abs(y) <= 90))
    if degrees.size:
        i = int(degrees[0])
        mixed = " De andra raderna är inte det." if degrees.size < there.size else ""
        raise BadInput(
            f"{x[i]:g}, {y[i]:g} kan vara grader eller ett plant rutnät.{mixed}",
            column=names[0],
            line=line(i),
            remedy=_OPTION,
        )
    told.append("Koordinaterna läses som ett plant rutnät i filens egen enhet (--crs none).")
    return "none"


def _within(values: Floats, bounds: tuple[float, float]) -> NDArray[np.bool_]:
    return (values >= bounds[0]) & (values <= bounds[1])


def _check_degrees(
    x: Floats, y: Floats, names: tuple[str, str], line: Callable[[int], int]
) -> None:
    swapped = _swapped(x, y, LATITUDE, LONGITUDE)
    turned = (np.abs(y) > 84) & (np.abs(y) <= 180) & (np.abs(x) <= 84)
    if (wrong := np.flatnonzero(swapped | turned)).size:
        i = int(wrong[0])
        raise BadInput(
            f"latituden {y[i]:g} och longituden {x[i]:g} står i varandras kolumner.",
            column=names[1],
            line=line(i),
            remedy=_SWAP,
        )
    wide = np.flatnonzero((np.abs(x) > 180) | (np.abs(y) > 84))
    if wide.size:
        i = int(wide[0])
        at = 0 if abs(x[i]) > 180 else 1
        raise BadInput(
            f"{(x, y)[at][i]:g} är inga grader.",
            column=names[at],
            line=line(i),
            remedy="Alla rader ska ha samma koordinatsystem. " + _OPTION,
        )


def _check_metres(
    x: Floats, y: Floats, code: int, names: tuple[str, str], line: Callable[[int], int]
) -> None:
    small = np.flatnonzero((np.abs(x) <= 180) & (np.abs(y) <= 90))
    if small.size:
        i = int(small[0])
        raise BadInput(
            f"{x[i]:g}, {y[i]:g} ser ut som grader, inte meter.",
            column=names[0],
            line=line(i),
            remedy="Alla rader ska ha samma koordinatsystem. " + _OPTION,
        )
    if code != SWEREF99TM:
        return
    swapped = _swapped(x, y, NORTH, EAST)
    inside = (x > EAST[0]) & (x < EAST[1]) & (y > NORTH[0]) & (y < NORTH[1])
    if (wrong := np.flatnonzero(~inside & ~np.isnan(x))).size:
        i = int(np.flatnonzero(swapped)[0]) if swapped.any() else int(wrong[0])
        what = "står i varandras kolumner" if swapped[i] else "ligger utanför Sverige"
        raise BadInput(
            f"öst {x[i]:.0f} och nord {y[i]:.0f} {what}.",
            column=names[0],
            line=line(i),
            remedy=_SWAP if swapped[i] else _OPTION,
        )


def _swapped(
    x: Floats, y: Floats, for_y: tuple[float, float], for_x: tuple[float, float]
) -> NDArray[np.bool_]:
    return (x >= for_y[0]) & (x <= for_y[1]) & (y >= for_x[0]) & (y <= for_x[1])


def _is_geographic(code: int) -> bool:
    return code == WGS84 or (code != SWEREF99TM and bool(_crs(code).is_geographic))


def _metres_per_unit(code: int) -> float:
    if code == SWEREF99TM:
        return 1.0
    return float(_crs(code).axis_info[0].unit_conversion_factor)


def _crs(code: int):  # type: ignore[no-untyped-def]  # pyproj carries no types
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        return CRS.from_epsg(code)
    except CRSError as error:
        raise BadInput(f"Koordinatsystemet EPSG:{code} finns inte.", remedy=_OPTION) from error


def _local(x: Floats, y: Floats) -> int:
    """SWEREF 99 TM when the middle point lies in Sweden, else the UTM zone of the middle point."""
    if np.isnan(x).all():
        return SWEREF99TM
    east, north = float(np.nanmedian(x)), float(np.nanmedian(y))
    if LONGITUDE[0] <= east <= LONGITUDE[1] and LATITUDE[0] <= north <= LATITUDE[1]:
        return SWEREF99TM
    return (32600 if north >= 0 else 32700) + min(int((east + 180) // 6) + 1, 60)


def moved(x: Floats, y: Floats, source: int, target: int) -> tuple[Floats, Floats]:
    """Points from one EPSG system to another, east (longitude) first; NaN beyond its reach."""
    if source == target:
        return x, y
    from pyproj import Transformer

    east, north = Transformer.from_crs(source, target, always_xy=True).transform(x, y)
    east, north = np.asarray(east, float), np.asarray(north, float)
    east[~np.isfinite(east)] = north[~np.isfinite(north)] = np.nan
    return east, north
