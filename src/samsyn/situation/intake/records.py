"""JSON as a table: a list of records, such as the police's feed gives, or GeoJSON points.

A record within a record becomes columns of its own (`location.name` is `location_name`), and
»59.33, 18.06« in `gps` becomes `lat` and `lon`. Lists within records are left out. In the child.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .limits import LIMITS, BadFile, Limits

NOT_A_TABLE = (
    "Filen är JSON men ingen lista av händelser. Lämna en lista, en GeoJSON-fil med punkter, "
    "eller spara den som CSV."
)
LISTS = ("features", "events", "items", "results", "records", "data", "value")


def read_records(path: Path, limits: Limits = LIMITS) -> tuple[list[str], list[list[str]]]:
    """The columns in order of first sight, and one row of text per record. Raises `BadFile`."""
    try:
        whole = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadFile("Filen är ingen hel JSON-fil i UTF-8. Hämta den på nytt.") from error
    found = whole if isinstance(whole, list) else _list_in(whole)
    if not found or not all(isinstance(record, dict) for record in found):
        raise BadFile(NOT_A_TABLE)
    if len(found) > limits.rows:
        raise BadFile(f"Filen har fler än {limits.rows} rader. Dela den i flera filer.")
    flat = [dict(_flat(record, limits)) for record in found]
    columns = list(dict.fromkeys(name for record in flat for name in record))
    if len(columns) > limits.columns:
        raise BadFile(f"Filen har fler än {limits.columns} kolumner. Ta bort dem som inte behövs.")
    return columns, [[record.get(name, "") for name in columns] for record in flat]


def _list_in(whole: Any) -> list[Any]:
    if isinstance(whole, dict):
        for name in LISTS:
            if isinstance(whole.get(name), list):
                return list(whole[name])
    raise BadFile(NOT_A_TABLE)


def _flat(record: dict[str, Any], limits: Limits) -> Iterator[tuple[str, str]]:
    """The cells of a record, of those one step within it too."""
    if record.get("type") == "Feature":
        yield from _point(record.get("geometry"))
        record = {"id": record.get("id"), **(record.get("properties") or {})}
    for name, value in record.items():
        if isinstance(value, dict):
            for inner, cell in value.items():
                if inner == "gps":
                    yield from _gps(str(cell))
                elif not isinstance(cell, dict | list):
                    yield f"{name}_{inner}", _text(cell, limits)
        elif not isinstance(value, list):
            yield name, _text(value, limits)


def _point(geometry: Any) -> Iterator[tuple[str, str]]:
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        place = geometry.get("coordinates") or []
        if isinstance(place, list) and len(place) >= 2:
            yield from (("lon", str(place[0])), ("lat", str(place[1])))


def _gps(text: str) -> Iterator[tuple[str, str]]:
    north, comma, east = text.partition(",")
    if comma:
        yield from (("lat", north.strip()), ("lon", east.strip()))


def _text(value: Any, limits: Limits) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[: limits.cell]
