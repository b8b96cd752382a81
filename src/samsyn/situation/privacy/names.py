"""Obvious names of people: a common first name and what looks like a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[ \u00a0]{1,2}|\. ?|, ")
_JOINERS = {"von", "af", "de", "el", "al", "van"}
_SHORTEST_STEM = 2


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where full names stand: »Anna Svensson«, »Karl-Erik B. Lund«, »Svensson, Anna«.

    Not where a word for a place follows: »Erik Dahlbergs gata« is no person.
    """
    if _lists()["first"].isdisjoint(_PART.findall(text.casefold())):
        return
    words = list(_WORD.finditer(text))
    shouting = text.islower() or text.isupper()
    at = 0
    while at < len(words) - 1:
        last = _end_of_name(text, words, at, strict=shouting)
        if last is None:
            at += 1
        else:
            yield words[at].start(), words[last].end()
            at = last + 1


def _end_of_name(text: str, words: Sequence[re.Match[str]], at: int, *, strict: bool) -> int | None:
    """The last word of a name that begins with the word `at`, or None."""

    def joined(i: int) -> bool:
        gap = text[words[i - 1].end() : words[i].start()]
        return _BETWEEN.fullmatch(gap) is not None

    if not _is_first(words[at][0], strict=strict):
        return at + 1 if _turned(text, words, at, strict=strict) else None
    last = None
    for i in range(at + 1, min(at + 4, len(words))):
        word = words[i][0]
        if not joined(i):
            break
        if _is_last(word, strict=strict):
            last = i
        elif last is not None:
            return None if word.casefold() in _lists()["places"] else last
        elif not (len(word) == 1 or word.casefold() in _JOINERS or _is_first(word, strict=strict)):
            return None
    return last


def _turned(text: str, words: Sequence[re.Match[str]], at: int, *, strict: bool) -> bool:
    """Whether the words are a surname, a comma and a first name."""
    one, other = words[at], words[at + 1]
    comma = text[one.end() : other.start()] in (", ", ",")
    return comma and _is_last(one[0], strict=strict) and _is_first(other[0], strict=strict)


def _is_first(word: str, *, strict: bool) -> bool:
    lists = _lists()
    parts = word.casefold().split("-")
    if not all(part in lists["first"] for part in parts):
        return False
    return not set(parts) & lists["plain"] if strict else word[0].isupper()


def _is_last(word: str, *, strict: bool) -> bool:
    """A surname by list or ending, perhaps in the genitive or double."""
    if not strict and not word[0].isupper():
        return False
    part = word.casefold().split("-")[-1]
    stems = {part, part.removesuffix("s")}
    lists = _lists()
    if stems & lists["last"]:
        return True
    if strict:  # in one case throughout, nothing tells a name from a word but its surest ending
        return any(stem.endswith("sson") for stem in stems)
    return any(_ends_like_one(stem) for stem in stems)


def _ends_like_one(stem: str) -> bool:
    return any(
        stem.endswith(ending) and len(stem) >= len(ending) + _SHORTEST_STEM
        for ending in _lists()["endings"]
    )


@lru_cache
def _lists() -> dict[str, frozenset[str]]:
    text = files(__package__).joinpath("names.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, set[str]] = {}
    for line in lines:
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), set())
        else:
            section.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}
