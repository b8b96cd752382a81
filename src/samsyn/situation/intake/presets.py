"""Column sets that are known from real deliveries, and guessing those that are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from .mapping import Mapping


@dataclass(frozen=True)
class Preset:
    """A known delivery: it fits a file that has every column the mapping names."""

    title: str
    mapping: Mapping


# From extracts and feeds that are described in public; see docs/import.md.
PRESETS: dict[str, Preset] = {
    "police_extract": Preset(
        "Polisens uttag, nyare (koordinater)",
        Mapping(
            id="ID",
            kind="BROTTSKOD",
            start="BROTTSDATUMTID_START",
            end="BROTTSDATUMTID_SLUT",
            north="LATITUDE",
            east="LONGITUDE",
            kind_is="crime_code",
        ),
    ),
    "police_extract_old": Preset(
        "Polisens uttag, äldre (basområden)",
        Mapping(
            kind="brottskod",
            start="brottsdag_start",
            start_time="tid_start",
            end="brottsdag_slut",
            end_time="tid_slut",
            place="basområde",
            count="antal",
            kind_is="crime_code",
        ),
    ),
    "police_extract_deso": Preset(
        "Polisens uttag per DeSO",
        Mapping(
            kind="Brottskod.klartext",
            start="Brottsdatum",
            place="DeSO.område",
            count="Antal",
            kind_is="code_name",
        ),
    ),
    "police_feed": Preset(
        "Polisens händelser på polisen.se",
        # The feed's coordinates are those of the municipality's middle, so they are not read,
        # and its `datetime` is when it was published: when it happened is told in the name.
        Mapping(
            id="id",
            kind="type",
            start="datetime",
            told="name",
            place="location_name",
            elsewhere="reject",
        ),
    ),
    "police_uk": Preset(
        "data.police.uk",
        Mapping(kind="crime_type", start="month", north="lat", east="lon"),
    ),
}

HINTS: dict[str, tuple[str, ...]] = {
    "id": ("id", "händelseid", "ärendeid", "incidentid", "eventid"),
    "kind": (
        "brottskod", "kod", "händelsetyp", "brottstyp", "brott", "typ", "kategori",
        "type", "crimetype", "category", "offense", "offence",
    ),
    "start": (
        "brottsdatumtidstart", "brottsdagstart", "brottsdatum", "starttid", "datumtid", "datum",
        "start", "datestart", "datetime", "date", "month", "månad",
    ),
    "start_time": ("tidstart", "klockslag", "tid", "time"),
    "end": ("brottsdatumtidslut", "brottsdagslut", "sluttid", "slutdatum", "slut", "dateend"),
    "end_time": ("tidslut", "sluttidklockslag"),
    "north": ("latitude", "latitud", "lat", "sweref99tmn", "swerefn", "northing", "n", "y"),
    "east": ("longitude", "longitud", "lon", "lng", "long", "sweref99tme", "swerefe", "easting",
             "e", "x"),
    "place": ("basområde", "desoområde", "deso", "stadsdel", "stadsdelsområde", "område",
              "locationname", "plats", "district"),
    "count": ("antal", "count"),
}  # fmt: skip
METRES = {"sweref99tmn", "swerefn", "northing", "n", "y"}
CODES = {"brottskod", "kod"}


def plain(header: str) -> str:
    """A header without case, spaces and punctuation, for comparison."""
    return re.sub(r"[^0-9a-zåäö]", "", header.casefold())


def preset_for(columns: Sequence[str]) -> str:
    """The key of the preset that fits these headers, or "" when none does."""
    there = set(columns)
    fitting = (
        (len(preset.mapping.columns()), key)
        for key, preset in PRESETS.items()
        if there.issuperset(preset.mapping.columns().values())
    )
    return max(fitting, default=(0, ""))[1]


def guess(columns: Sequence[str]) -> Mapping | None:
    """The mapping that these headers suggest: a preset, else by likely names; None is no idea."""
    if key := preset_for(columns):
        return PRESETS[key].mapping
    found = {field: column for field in HINTS if (column := _likely(field, columns))}
    if not {"north", "east"} <= found.keys():
        found.pop("north", None), found.pop("east", None)
    north, kind = plain(found.get("north", "")), plain(found.get("kind", ""))
    try:
        return Mapping.model_validate(
            found
            | {"coordinates": "sweref99tm" if north in METRES else "wgs84"}
            | {"kind_is": "crime_code" if kind in CODES else "event_type"}
        )
    except ValidationError:
        return None


def _likely(field: str, columns: Sequence[str]) -> str:
    """The first column, in the order of the hints, that is called so."""
    by_name = {plain(column): column for column in reversed(columns)}
    return next((by_name[hint] for hint in HINTS[field] if hint in by_name), "")


def looks_like_headers(cells: Sequence[str]) -> bool:
    """Whether a row of a file is its headers: at least two cells are names we know."""
    known = {plain(c) for p in PRESETS.values() for c in p.mapping.columns().values()}
    known |= {hint for hints in HINTS.values() for hint in hints}
    return len({plain(cell) for cell in cells} & known) >= 2
