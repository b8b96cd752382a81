"""Column sets that are known from real deliveries, and guessing those that are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .guessing import guessed, named
from .mapping import Mapping

MOST_HEADERS = 200
LONGEST_HEADER = 80


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
    "bra_sol": Preset(
        "Brås statistik över anmälda brott (SOL), Databasfil.txt per månad och brottskod",
        # Rows of types of crime and of years are sums of others, and are rejected.
        Mapping(
            kind="Brott",
            year="År",
            start="Period",
            place="Region",
            count="Antal",
            kind_is="code_name",
            elsewhere="reject",
        ),
    ),
    "police_uk": Preset(
        "data.police.uk",
        Mapping(kind="crime_type", start="month", north="lat", east="lon"),
    ),
}


def preset_for(columns: Sequence[str]) -> str:
    """The key of the preset that fits these headers, or "" when none does."""
    there = set(columns)
    fitting = (
        (len(preset.mapping.columns()), key)
        for key, preset in PRESETS.items()
        if there.issuperset(preset.mapping.columns().values())
    )
    return max(fitting, default=(0, ""))[1]


def guess(columns: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Mapping | None:
    """The mapping that these headers and first rows suggest: a preset, else by likely names.

    None is no idea.
    """
    if key := preset_for(columns):
        return PRESETS[key].mapping
    return guessed(columns, rows)


def looks_like_headers(cells: Sequence[str]) -> bool:
    """Whether a row of a file is its headers: at least two cells are names we know."""
    known = {c.casefold() for p in PRESETS.values() for c in p.mapping.columns().values()}
    likely = [cell for cell in cells[:MOST_HEADERS] if len(cell) <= LONGEST_HEADER]
    return len({cell for cell in likely if cell.casefold() in known or named(cell)}) >= 2
