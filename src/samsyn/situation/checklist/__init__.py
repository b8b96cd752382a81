"""What may be seen in the field, by category: the one vocabulary, in `checklist.csv`.

Each has a key that is stored, a name, and a hint of what it holds. A category that is no longer
wanted stays in the table, since old observations name it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("checklist.csv")


@dataclass(frozen=True)
class Category:
    """A kind of observation; `hint` says what it holds."""

    key: str
    name: str
    hint: str


@cache
def categories() -> dict[str, Category]:
    """All categories by key, in the order they are offered."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: Category(**row) for row in csv.DictReader(file, delimiter=";")}


def choices() -> list[tuple[str, str]]:
    return [(category.key, category.name) for category in categories().values()]


def name_of(key: str) -> str:
    """The category's name; a key that nobody knows any more stands for itself."""
    found = categories().get(key)
    return found.name if found else key
