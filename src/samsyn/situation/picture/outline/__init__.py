"""What each kind of picture is to have, section by section: data in `outline.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

Need = Literal["required", "motivated", "optional"]
PARTS = {
    "mapping": "Kartläggning",
    "other_information": "Annan information",
    "analysis": "Analys",
}
"""The three parts that lag (2023:196) 4 § names. Each has a section of its own name."""
EACH_AREA = "each_area"


@dataclass(frozen=True)
class Section:
    """A section of a picture: what it is called, what it answers, and whether it must be there.

    `area` is the ref of the priority area that the section is about, if it is about one.
    """

    key: str
    part: str
    heading: str
    question: str
    need: Need
    kinds: frozenset[str]
    area: str = ""


@dataclass(frozen=True)
class Named:
    """A priority area as the outline needs it; `key` is unique among those of a place."""

    key: str
    ref: str
    name: str


def sections(kind: str, areas: Iterable[Named]) -> list[Section]:
    """The sections of a picture of this kind, in order, the areas' own among them."""
    return list(_sections(kind, list(areas)))


def _sections(kind: str, areas: list[Named]) -> Iterator[Section]:
    for section in table():
        if kind not in section.kinds:
            continue
        if section.key != EACH_AREA:
            yield section
            continue
        for area in areas:
            key = f"omrade-{area.key}"
            yield replace(section, key=key, heading=area.name, area=area.ref)


@lru_cache
def table() -> tuple[Section, ...]:
    """Every line of the table."""
    text = files(__package__).joinpath("outline.yaml").read_text("utf-8")
    return tuple(
        Section(
            entry["key"],
            entry["part"],
            entry["heading"],
            entry["question"],
            entry["need"],
            frozenset(entry["for"]),
        )
        for entry in yaml.safe_load(text)["sections"]
    )
