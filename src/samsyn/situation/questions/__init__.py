"""The questions of safety surveys by standard keys, and how each city's words for them are known.

Data in `questions.yaml`. A question that is not there is taken in under a key made of its own
words: nothing is lost, but it is compared with nothing but itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import yaml

OWN = "own-"


@dataclass(frozen=True)
class Question:
    """`more_is_worse` tells which way is the wrong one; `areas` are keys of priority areas by the
    line of their agreement."""

    key: str
    name: str
    theme: str
    more_is_worse: bool = True
    words: tuple[re.Pattern[str], ...] = ()
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache
def table() -> dict[str, Question]:
    """Every question of the catalogue by its key, in the order in which words are tried."""
    text = files(__package__).joinpath("questions.yaml").read_text("utf-8")
    return {
        entry["key"]: Question(
            entry["key"],
            entry["name"],
            entry["theme"],
            entry["worse"] == "more",
            tuple(re.compile(words) for words in entry["words"]),
            {line: tuple(areas) for line, areas in entry["areas"].items()},
        )
        for entry in yaml.safe_load(text)["questions"]
    }


@lru_cache(maxsize=2048)
def key_of(asked: str) -> str:
    """The key of a question as a table words it; one made of the words where none is known."""
    plain = words(asked)
    for question in table().values():
        if plain in (question.key.replace("_", " "), words(question.name)):
            return question.key
    for question in table().values():
        if any(pattern.search(plain) for pattern in question.words):
            return question.key
    return OWN + hashlib.sha256(plain.encode()).hexdigest()[:12]


def named(key: str, asked: str = "") -> str:
    """The name of a question: the catalogue's, else its own words."""
    known = table().get(key)
    return known.name if known else asked


def order(key: str) -> int:
    """Where a question stands among others: by theme, the best known first; own ones last."""
    keys = sorted(table(), key=lambda k: (THEMES.index(table()[k].theme), k not in FIRST))
    return keys.index(key) if key in keys else len(keys)


FIRST = ("unsafe_late", "safe_late")
THEMES = ("otrygghet", "oro", "utsatthet", "ordningsstörningar", "förtroende")


def words(text: str) -> str:
    return " ".join(re.sub(r"[^0-9a-zåäöé]+", " ", text.casefold()).split())
