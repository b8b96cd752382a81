"""What is missing before a situation picture can be published. Pure: it returns sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

FEWEST_LETTERS = 20
MONTHS_OF = {"quarter": 3, "year": 12}


class Draft(Protocol):
    """What is asked of a picture; `supersedes_id` is set when it corrects another."""

    mapping: str
    other_information: str
    analysis: str
    correction: str
    supersedes_id: int | None


@dataclass(frozen=True)
class Gap:
    """Something missing: why, and the key of the section where it is mended, if there is one."""

    reason: str
    section: str = ""


def missing(picture: Draft, content: Mapping[str, Any], unanswered: int = 0) -> list[str]:
    """What lag (2023:196) 4 § and honesty ask for and the draft does not yet have, in words."""
    return [gap.reason for gap in gaps(picture, content, unanswered)]


def gaps(picture: Draft, content: Mapping[str, Any], unanswered: int = 0) -> list[Gap]:
    """The same with the sections. `content` is the counted content with the sections' words
    (see `situation.picture`); `unanswered` the reviewers' comments that nobody has answered."""
    found = [*_parts(picture), *_sections(content)]
    if picture.supersedes_id and _short(picture.correction):
        found.append(Gap("Skriv vad som rättas och varför.", "correction"))
    if not content["made"]["batches"]:
        found.append(Gap("Läs in händelser för platsen och perioden först: det finns inga."))
    if doubled := content["made"].get("doubled"):
        found.append(Gap(_twice(doubled)))
    if unanswered:
        said = "En synpunkt" if unanswered == 1 else f"{unanswered} synpunkter"
        found.append(Gap(f"{said} från granskningen är inte besvarad{'e' * (unanswered > 1)}."))
    return found


def _twice(tables: list[str]) -> str:
    names = " och ".join(tables)
    return (
        f"Samma brott räknas två gånger: både ur {names} och ur polisens uttag. Återkalla den ena"
        " leveransen, eller välj en period som bara den ena täcker."
    )


def _parts(picture: Draft) -> Iterator[Gap]:
    for key, name in (
        ("mapping", "Kartläggning"),
        ("other_information", "Annan information"),
        ("analysis", "Analys"),
    ):
        if _short(getattr(picture, key)):
            yield Gap(f"Skriv delen »{name}«: lag (2023:196) 4 § kräver den.", key)


def _sections(content: Mapping[str, Any]) -> Iterator[Gap]:
    """The sections that must be written, or whose absence must be explained."""
    for section in content.get("sections", ()):
        if section["need"] == "motivated" and (why := lacks(section["text"], section["absent"])):
            yield Gap(f"»{section['heading']}«: {why}", section["key"])


def lacks(text: str, absent: str) -> str:
    """What a section that must be there, or be explained, still lacks; empty when nothing."""
    if not _short(text) or not _short(absent):
        return ""
    if text.strip() or absent.strip():
        return "för kort; skriv en hel mening."
    return "skriv avsnittet, eller varför det saknas."


def period_does_not_fit(kind: str, months: int) -> list[str]:
    """Why a kind of picture cannot cover so many months."""
    if months == MONTHS_OF.get(kind, months):
        return []
    return [f"Det slaget av lägesbild omfattar {MONTHS_OF[kind]} månader. Ändra perioden."]


def _short(words: str) -> bool:
    return len(words.strip()) < FEWEST_LETTERS
