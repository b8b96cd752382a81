"""A first text of a draft, from its findings."""

from __future__ import annotations

from typing import Any

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Refused
from samsyn.situation.findings.headline import proposals
from samsyn.situation.findings.keeping import with_findings
from samsyn.situation.models import Picture
from samsyn.situation.picture.making import protected, reading_of

from .picture import draft

PARTS = ("mapping", "other_information", "analysis")


def suggest_words(actor: Actor, picture: Picture) -> list[str]:
    """Write a first text in the parts that are empty, by the act of drafting; gives their names.

    It is made of the findings as they would be published, so that a sentence kept as it is tells
    no number that the picture hides. Raises `Refused` while there are no fresh findings.
    """
    empty = [part for part in PARTS if not getattr(picture, part).strip()]
    if not empty:
        return []
    made = protected(picture, actor.day)
    whole = with_findings(picture, made.content, reading_of(picture, actor.day))
    found = whole.get("findings")
    if found is None:
        raise Refused("Räkna fynden först: förslaget skrivs efter dem.")
    words = proposals(found)
    told: dict[str, Any] = {part: words[part] for part in empty}
    told |= {"since": picture.since, "until": picture.until, "picture": picture}
    draft(actor, picture.place, **told)
    return empty
