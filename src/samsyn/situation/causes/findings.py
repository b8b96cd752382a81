"""The numbers of a picture that a cause can rest on, named so that they are found again.

A number is an area of the content by its key and a slot: `total`, `part:<key>`, `month:<åååå-mm>`
or `victim:<sex>:<age>`. What is told is what the content tells: a protected number stays protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samsyn.figures.numbers import month_name, swedish
from samsyn.situation.causes import pointing
from samsyn.situation.picture import words

Json = Mapping[str, Any]
Choices = list[tuple[str, str]]
TOTAL = "total"


def areas(content: Json) -> Choices:
    """The areas that the content counts, by key."""
    return [(area["key"], area["name"]) for area in content["areas"]]


def slots(content: Json) -> list[tuple[str, Choices]]:
    """What can be pointed at in each area, in groups. It is the same for all areas."""
    area = content["areas"][0]
    groups = [
        ("Hela platsen", [(TOTAL, f"Hela perioden, {content['period']['label']}")]),
        ("Delar av platsen", [(f"part:{p['key']}", p["name"]) for p in area["parts"]]),
        ("Månader", [(f"month:{m['month']}", _month(m["month"])) for m in area.get("months", ())]),
        (
            "De som drabbats",
            [(_victim(v), words.victim(v)) for v in area.get("victims", ()) if v["said"]],
        ),
    ]
    return [(name, choices) for name, choices in groups if choices]


def exists(content: Json, area: str, slot: str) -> bool:
    if pointing.is_said(area):
        return pointing.exists(content, area, slot)
    known = {key for _, choices in slots(content) for key, _ in choices}
    return slot in known and any(key == area for key, _ in areas(content))


def told(content: Json, area: str, slot: str) -> str:
    """The finding in a sentence, with the number as the content shows it."""
    if pointing.is_said(area):
        return pointing.told(content, area, slot)
    line = next((line for line in content["areas"] if line["key"] == area), None)
    said = next(_said(content, line, slot), None) if line else None
    if line is None or said is None:
        return "Talet finns inte i lägesbilden."
    where, number = said
    return f"{line['name']}, {where}: {number}"


def _said(content: Json, line: Json, slot: str) -> Iterator[tuple[str, str]]:
    """Where or when or who, and the number in words."""
    place, period = content["place"]["name"], content["period"]["label"]
    what, _, key = slot.partition(":")
    if what == TOTAL:
        change = words.change(line["change"]) if line.get("change") else ""
        yield f"{place}, {period}", f"{_count(line['n'])}. {change}".strip()
    for part in line["parts"] if what == "part" else ():
        if part["key"] == key:
            yield f"{part['name']}, {period}", f"{_count(part['n'])}."
    for month in line.get("months", ()) if what == "month" else ():
        if month["month"] == key:
            before = words.count(month["before"])
            number = f"{_count(month['n'])}, mot {before} samma månad året före."
            yield f"{place}, {_month(key)}", number
    for victim in line.get("victims", ()) if what == "victim" else ():
        if _victim(victim) == slot:
            yield f"{place}, {period}, {words.victim(victim).lower()}", f"{_count(victim['n'])}."


def _count(n: int | None) -> str:
    if n is None:
        return "antalet är skyddat"
    return f"{swedish(n)} {'händelse' if n == 1 else 'händelser'}"


def _victim(entry: Json) -> str:
    return f"victim:{entry['sex']}:{entry['age']}"


def _month(key: str) -> str:
    return month_name(date.fromisoformat(f"{key}-01"))
