"""What has changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True)
class Piece:
    """Words that stand in both texts, only in the old (gone) or only in the new."""

    kind: Kind
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """The two texts as one: what is same or gone gives the old, what is same or new gives the new.

    Space goes with the word after it; that two texts differ in space alone is no change.
    """
    before, after = WORD.findall(old.strip()), WORD.findall(new.strip())
    old_words, new_words = [w.strip() for w in before], [w.strip() for w in after]
    matcher = SequenceMatcher(a=old_words, b=new_words, autojunk=False)
    return list(_pieces(before, after, matcher))


def _pieces(before: list[str], after: list[str], matcher: SequenceMatcher[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(after[c:d]))
            continue
        if a < b:
            yield Piece("gone", "".join(before[a:b]))
        if c < d:
            yield Piece("new", "".join(after[c:d]))
