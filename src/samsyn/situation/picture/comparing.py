"""Two pictures side by side: a correction with what it corrects, and this time with last time.

Only what both show is compared; a number that either hides is told as hidden and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from samsyn.situation.models import Picture
from samsyn.situation.picture import export, words
from samsyn.situation.picture.content import change_between
from samsyn.situation.picture.document import Document
from samsyn.situation.picture.outline import PARTS
from samsyn.situation.picture.worddiff import Piece, pieces

Json = dict[str, Any]
COUNTS = ("antal", export.SEEN)


@dataclass(frozen=True)
class Text:
    """A section in both pictures: `state` in a word, and the words that differ."""

    heading: str
    state: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Number:
    """A number in both pictures, as each shows it, and what can be said of the difference."""

    name: str
    before: str
    now: str
    change: str = ""
    verdict: words.Verdict | None = None


def previous(picture: Picture) -> Picture | None:
    """The published picture of the same place, kind and area before this one, corrections apart."""
    rows = Picture.objects.current().filter(
        place=picture.place_id, kind=picture.kind, area=picture.area, until__lte=picture.until
    )
    rows = rows.exclude(since=picture.since, until=picture.until)
    rows = rows.exclude(pk__in=_corrected(picture))
    found: Picture | None = rows.select_related("place").order_by("-until", "-pk").first()
    return found


def _corrected(picture: Picture) -> list[int]:
    """The picture and all that it corrects, one after the other."""
    found = [picture.pk]
    while picture.supersedes is not None:
        picture = picture.supersedes
        found.append(picture.pk)
    return found


def texts(old: Picture, new: Picture, content: Json) -> list[Text]:
    """Every section that either has, in the new one's order. `content` is the new one's."""
    before, now = _texts(old, old.content or {}), _texts(new, content)
    return [
        _text(now.get(key, before.get(key, ("", "")))[0], before.get(key), now.get(key))
        for key in [*now, *(key for key in before if key not in now)]
    ]


def _text(heading: str, before: tuple[str, str] | None, now: tuple[str, str] | None) -> Text:
    old, new = before[1] if before else "", now[1] if now else ""
    found = pieces(old, new)
    if old and new:
        same = all(piece.kind == "same" for piece in found)
        return Text(heading, "oförändrat" if same else "ändrat", found)
    return Text(heading, "nytt" if new else "borttaget", found)


def _texts(picture: Picture, content: Json) -> dict[str, tuple[str, str]]:
    """Heading and words of everything that has words, by key."""
    told = {"title": ("Rubrik", picture.title)}
    told |= {key: (name, getattr(picture, key)) for key, name in PARTS.items()}
    for section in Document(content).all:
        if section["key"] not in PARTS:
            absent = f"Saknas: {section['absent']}" if section["absent"] else ""
            told[section["key"]] = (section["heading"], section["text"] or absent)
    return {key: (name, said.strip()) for key, (name, said) in told.items() if said.strip()}


def corrected(old: Json, new: Json) -> list[Number]:
    """The counts that a correction has changed, shown in one of the two at least."""
    before, now = _counts(old), _counts(new)
    return [
        Number(name, words.count(before[key]), words.count(now[key]))
        for key, name in _named(now)
        if key in before and before[key] != now[key]
    ]


def _counts(content: Json) -> dict[tuple[str, str, str], int | None]:
    rows = export.rows(content)
    return {(area, part, at): n for _, area, what, part, at, n, *_ in rows if what in COUNTS}


def _named(counts: dict[tuple[str, str, str], int | None]) -> Iterator[tuple[Any, str]]:
    for key in counts:
        yield key, ", ".join(filter(None, key))


def since_last(old: Json, new: Json) -> list[Number]:
    """Each area's count last time and now. A ratio only where the two periods can be compared."""
    before = {area["key"]: area for area in old["areas"]}
    fair = comparable(old, new) == ""
    return [_since(before[a["key"]], a, fair) for a in new["areas"] if a["key"] in before]


def _since(before: Json, now: Json, fair: bool) -> Number:
    told = Number(now["name"], words.count(before["n"]), words.count(now["n"]))
    if not fair:
        return told
    change = change_between(before["n"], now["n"])
    return Number(
        told.name, told.before, told.now, words.change_in_brief(change), words.verdict(change)
    )


def comparable(old: Json, new: Json) -> str:
    """Why the counts of two periods cannot be set against each other; empty when they can."""
    (a, b), (c, d) = (_ends(content) for content in (old, new))
    if _months(a, b) != _months(c, d):
        return "Perioderna är olika långa, så antalen går inte att jämföra rakt av."
    if a < d and c < b:
        return "Perioderna har månader gemensamt, så skillnaden säger mindre än den ser ut."
    return ""


def another_season(old: Json, new: Json) -> bool:
    """Whether the two cover other months of the year, so that the season differs too."""
    return _ends(old)[0].month != _ends(new)[0].month


def _ends(content: Json) -> tuple[date, date]:
    period = content["period"]
    return date.fromisoformat(period["since"]), date.fromisoformat(period["until"])


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month
