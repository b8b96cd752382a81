"""Two who write the same words at once: neither overwrites the other without having seen it.

A form carries a token of each text as it stood when it was opened. What somebody else has saved
since is told, with who it was and both texts; saving once more from there is a choice made. The
ledger knows who: no name is kept with a picture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samsyn.organisation.acts import Refused
from samsyn.organisation.models import EntryDetail, Person
from samsyn.situation.models import Picture
from samsyn.situation.picture.document import words
from samsyn.situation.picture.outline import PARTS
from samsyn.situation.picture.worddiff import Piece, pieces

ACT = "situation.draft"
ALONE = ("title", "correction")
"""Words that are no section, each in a field of the picture."""
Said = Mapping[str, str]


class SavedSince(Refused):
    """Somebody else has saved the same words since they were read; nothing was saved."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__("Någon annan har sparat samma text sedan du öppnade den. Inget är sparat.")
        self.keys = keys


def changed(picture: Picture, told: Mapping[str, Said]) -> list[str]:
    """Of what is to be written, the keys of what says something new."""
    return sorted(key for key in told if token(told[key]) != token(standing(picture, key)))


@dataclass(frozen=True)
class Clash:
    """One text that two have written: who saved it last, and how the two differ.

    What is `gone` stands in the saved text alone, what is `new` in the one that was not saved.
    """

    by: str
    at: datetime | None
    saved: str
    pieces: list[Piece]


def standing(picture: Picture, key: str) -> dict[str, str]:
    """The words as the picture has them now."""
    return {"text": getattr(picture, key)} if key in ALONE else words(picture, key)


def token(said: Said) -> str:
    """A mark of the words; how lines are broken is no difference."""
    whole = "\0".join(" ".join(said.get(name, "").split()) for name in ("text", "absent"))
    return hashlib.blake2s(whole.encode(), digest_size=8).hexdigest()


def tokens(picture: Picture, keys: list[str]) -> str:
    """What a form carries: `women=1f… men=07…`."""
    return " ".join(f"{key}={token(standing(picture, key))}" for key in keys)


def parsed(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split())
    return {key: mark for key, _, mark in pairs}


def not_since(picture: Picture, was: Mapping[str, str], asked: Mapping[str, Said]) -> set[str]:
    """Which of the asked words are to be written, given the marks of what their writer had read.

    What the writer has left as it was stays as it stands, whoever has changed it since. Raises
    `SavedSince` when both have changed the same.
    """
    found, clashing = set(), []
    for key, said in asked.items():
        now, mine, read = token(standing(picture, key)), token(said), was.get(key)
        if read is not None and now not in (read, mine):
            if mine == read:
                continue
            clashing.append(key)
        found.add(key)
    if clashing:
        raise SavedSince(clashing)
    return found


def clash(picture: Picture, key: str, mine: Said, reader: Person | None) -> Clash:
    """Both texts, and who saved the one that stands; perhaps the reader, in another window."""
    now = standing(picture, key)
    saved, own = (now.get("text") or now.get("absent", "")), mine["text"] or mine.get("absent", "")
    by, at = _last(picture, key, reader)
    return Clash(by, at, saved, pieces(saved, own))


def _last(picture: Picture, key: str, reader: Person | None) -> tuple[str, datetime | None]:
    """Who wrote the words last, by the ledger; somebody unnamed where it does not say."""
    rows = EntryDetail.objects.filter(entry__act=ACT, payload__picture=picture.pk)
    for row in rows.select_related("entry").order_by("-entry__at", "-entry__pk")[:200]:
        if key in row.payload.get("sections", ()):
            person = Person.objects.filter(pk=row.entry.person).first()
            name = person.name if person else "Någon"
            return ("Du" if person == reader else name), row.entry.at
    return "Någon", None


def all_keys(sections: Mapping[str, Said], told: Mapping[str, str]) -> dict[str, Said]:
    """What the act was asked to write, as sections: parts, lone words and sections alike."""
    lone = {key: {"text": told[key]} for key in (*PARTS, *ALONE) if key in told}
    return {**lone, **sections}
