"""What a picture says that a cause can rest on: a finding of its analysis, a result of a survey.

A finding is the area `findings` and the finding's key; a result the area `survey:<key>` and the
slot `<question>|<group>`. As with numbers only the pointer is kept: the sentence is read from the
picture, protected as it was published, and frozen with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from samsyn.situation.findings.computed import NAMES
from samsyn.situation.models import Findings, Picture

Json = Mapping[str, Any]
Choices = list[tuple[str, str]]
FOUND, ASKED = "findings", "survey:"
NOT_FOUND = "Fyndet visas inte i lägesbilden: det räknades inte om innan den publicerades."
NOT_ASKED = "Resultatet visas inte i lägesbilden."
SAYING = ("signal", "possible")
REFUSED = "refused"


def is_said(area: str) -> bool:
    return area == FOUND or area.startswith(ASKED)


def what(area: str) -> str:
    """What kind of thing is pointed at, in words; empty for a number."""
    if area == FOUND:
        return "fynd i lägesbildens analys"
    return "resultat ur trygghetsmätning" if area.startswith(ASKED) else ""


def anchor(area: str, slot: str) -> str:
    """Where on the picture's page it stands."""
    if area == FOUND:
        return f"#fynd-{slot}"
    return "#trygghet" if area.startswith(ASKED) else ""


def with_findings(picture: Picture, content: Json) -> Json:
    """A draft's content with its latest findings; what is published has its own."""
    if picture.is_published:
        return content
    row = Findings.objects.filter(picture=picture).first()
    return {**content, "findings": row.content} if row and row.content else content


def found(content: Json) -> list[tuple[str, Choices]]:
    """The findings to choose among, what they say in groups: signals first."""
    there = content.get("findings") or {}  # of old ones some were never asked
    said = [(key, name, there[key]["verdict"]) for key, name in NAMES.items() if key in there]
    groups = [
        ("Signaler", [each for each in said if each[2]["kind"] in SAYING]),
        ("Övrigt", [each for each in said if each[2]["kind"] not in (*SAYING, REFUSED)]),
    ]
    return [
        (title, [(f"{FOUND}/{key}", f"{name}: {v['words']}") for key, name, v in rows])
        for title, rows in groups
        if rows
    ]


def asked(content: Json) -> list[tuple[str, Choices]]:
    """The results of surveys to choose among, a group a survey; none that is hidden."""
    return [
        (
            f"{block['name']} {block['year']}",
            [(f"{ASKED}{block['survey']}/{_slot(row)}", row["words"]) for row in _shown(block)],
        )
        for block in content.get("surveys", ())
    ]


def exists(content: Json, area: str, slot: str) -> bool:
    groups = found(content) if area == FOUND else asked(content)
    return f"{area}/{slot}" in {key for _, choices in groups for key, _ in choices}


def told(content: Json, area: str, slot: str) -> str:
    """The finding or the result in a sentence, as the picture says it."""
    if area == FOUND:
        finding = (content.get("findings") or {}).get(slot)
        return f"{NAMES[slot]}: {finding['verdict']['words']}" if finding else NOT_FOUND
    for block in content.get("surveys", ()):
        if area == ASKED + block["survey"]:
            for row in _shown(block):
                if slot == _slot(row):
                    return f"{block['name']} {block['year']}. {row['words']}"
    return NOT_ASKED


def _shown(block: Json) -> Iterator[Json]:
    return (row for row in block["rows"] if row["here"] and row["here"]["share"] is not None)


def _slot(row: Json) -> str:
    return f"{row['question']}|{row['group']}"
