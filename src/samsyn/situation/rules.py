"""What is missing before a situation picture can be published. Pure: it returns sentences."""

from collections.abc import Mapping
from typing import Any, Protocol

FEWEST_LETTERS = 20


class Draft(Protocol):
    """What is asked of a picture; `supersedes_id` is set when it corrects another."""

    mapping: str
    other_information: str
    analysis: str
    correction: str
    supersedes_id: int | None


def missing(picture: Draft, content: Mapping[str, Any]) -> list[str]:
    """What lag (2023:196) 4 § and honesty ask for and the draft does not yet have.

    `content` is the counted content (see `situation.picture.content`).
    """
    reasons = [
        f"Skriv delen »{name}«: lag (2023:196) 4 § kräver den."
        for name, words in (
            ("Kartläggning", picture.mapping),
            ("Annan information", picture.other_information),
            ("Analys", picture.analysis),
        )
        if len(words.strip()) < FEWEST_LETTERS
    ]
    if picture.supersedes_id and len(picture.correction.strip()) < FEWEST_LETTERS:
        reasons.append("Skriv vad som rättas och varför.")
    if not content["made"]["batches"]:
        reasons.append("Läs in händelser för platsen och perioden först: det finns inga.")
    return reasons
