"""Rows as JSON, CSV and GeoJSON, always the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from samsyn.figures.sheets import neutral
from samsyn.public.data import Dataset, Row

GEOMETRY = "geometry"
Json = dict[str, Any]


def as_json(dataset: Dataset, rows: Iterable[Row], head: Mapping[str, Any]) -> str:
    """An object with what the data are, then `rader`: one object a row."""
    told = [{field.name: _plain(row[field.name]) for field in dataset.fields} for row in rows]
    return text({**_about(dataset, head), "antal": len(told), "rader": told})


def as_geojson(dataset: Dataset, rows: Iterable[Row], head: Mapping[str, Any]) -> str:
    """A FeatureCollection (RFC 7946) of the rows; `geometry` is null where there is no outline."""
    features = [
        {
            "type": "Feature",
            "geometry": row[GEOMETRY],
            "properties": {field.name: _plain(row[field.name]) for field in dataset.fields},
        }
        for row in rows
    ]
    return text({"type": "FeatureCollection", **_about(dataset, head), "features": features})


def as_csv(dataset: Dataset, rows: Iterable[Row]) -> str:
    """Semicolons, decimal commas and a byte order mark, as Swedish spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([field.name for field in dataset.fields])
    for row in rows:
        writer.writerow([cell(row[field.name]) for field in dataset.fields])
    return "\ufeff" + out.getvalue()


def cell(value: Any) -> str:
    """A value as a cell. Lists are joined by a bar; a would-be formula gets an apostrophe."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(_plain(value)).replace(".", ",")
    words = " | ".join(value) if isinstance(value, list) else str(_plain(value) or "")
    return neutral(words)  # a name must never be run


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _about(dataset: Dataset, head: Mapping[str, Any]) -> Json:
    fields = {field.name: field.meaning for field in dataset.fields}
    return {"datamangd": dataset.name, "titel": dataset.title, **head, "falt": fields}


def text(told: Json) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)
