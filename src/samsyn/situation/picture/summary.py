"""The picture in brief: what has changed for certain and what has not, by rule.

It rests on the verdicts on the changes shown, which rest on numbers shown; it reckons nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samsyn.situation.picture import words
from samsyn.situation.picture.kinds import ALL

Json = dict[str, Any]
_ZERO_TO_SIX = "noll", "ett", "två", "tre", "fyra", "fem", "sex"
NUMBERS = (*_ZERO_TO_SIX, "sju", "åtta", "nio", "tio", "elva", "tolv")


@dataclass(frozen=True)
class Told:
    """An area with its place on the page and its change."""

    anchor: str
    name: str
    change: str


@dataclass(frozen=True)
class Group:
    """The areas of which the same can be said."""

    verdict: words.Verdict
    areas: list[Told]


@dataclass(frozen=True)
class Summary:
    """What a reader in a hurry should know."""

    content: Json

    @property
    def sentences(self) -> str:
        return " ".join(filter(None, (self._areas(), self._all())))

    @property
    def groups(self) -> Iterator[Group]:
        for verdict in (words.UP, words.DOWN, words.SAME, words.NOTHING, words.UNTOLD):
            told = [
                Told(f"omrade-{n}", area["name"], words.change_in_brief(area["change"]))
                for n, area in enumerate(self.content["areas"])
                if area["key"] != ALL and words.verdict(area["change"]) == verdict
            ]
            if told:
                yield Group(verdict, told)

    def _areas(self) -> str:
        said = {group.verdict: len(group.areas) for group in self.groups}
        n, untold = sum(said.values()), said.get(words.UNTOLD, 0)
        if not n:
            return ""
        changed = [
            f"{_number(said[way])} {way.words}" for way in (words.UP, words.DOWN) if way in said
        ]
        rest = f" För {_number(untold)} kan det inte visas." if untold else ""
        if changed:
            some = f"Av {_number(n)} prioriterade områden har {' och '.join(changed)}"
            return f"{some} sedan året före.{rest}"
        if n == untold:
            return "Hur de prioriterade områdena har ändrats kan inte visas: talen är skyddade."
        return f"Inget prioriterat område visar någon säker förändring sedan året före.{rest}"

    def _all(self) -> str:
        (area,) = (a for a in self.content["areas"] if a["key"] == ALL)
        place, verdict = self.content["place"]["name"], words.verdict(area["change"])
        if area["n"] is None:
            return f"Hur många händelser {place} har haft är skyddat."
        heads = f"{place} hade {words.count(area['n'])} händelser i allt"
        if verdict == words.NOTHING:
            return f"{heads}."
        if verdict == words.UNTOLD:
            return f"{heads}; hur de har ändrats kan inte visas."
        size = words.change_in_brief(area["change"])
        return f"{heads}: {verdict.words}{f', {size}' if size != '–' else ''}."


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else words.count(n)
