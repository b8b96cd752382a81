"""The starting point of a measure: what the plan's published picture tells. Plain Python.

Only `content` is read, which everybody may see: a protected number is None there and stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.figures.numbers import swedish

ALL = "alla"


@dataclass(frozen=True)
class Baseline:
    """A number and where it is from; `n` is None where the picture protects it."""

    n: int | None
    text: str


def from_picture(content: Mapping[str, Any] | None, area: str, place: str) -> Baseline | None:
    """The area's number in the picture, for the place if the picture tells of it on its own.

    `area` and `place` are keys. None where the picture has no number for the area, as for an area
    of the district's own.
    """
    if content is None or not area:
        return None
    line = next((line for line in content["areas"] if line["key"] == area), None)
    if line is None:
        return None
    part = next((part for part in line["parts"] if part["key"] == place), None)
    n = part["n"] if part else line["n"]
    where = part["name"] if part else content["place"]["name"]
    source = f"{line['name']}, {where}, {content['period']['label']}"
    told = "antalet är skyddat" if n is None else f"{swedish(n)} händelser"
    return Baseline(n, f"{told} enligt lägesbilden: {source}")
