"""A published picture as open data: JSON and CSV, the protected numbers only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from samsyn.figures import HIDDEN
from samsyn.figures.sheets import neutral
from samsyn.situation.models import Picture
from samsyn.situation.picture import words

Json = dict[str, Any]
HEADERS = ("plats", "område", "mått", "del", "period", "värde", "från", "till")


def as_json(picture: Picture) -> Json:
    """The picture with its words and numbers. Raises ValueError for a draft."""
    if picture.content is None:
        raise ValueError("a draft has nothing to give out")
    return {
        "id": picture.pk,
        "title": picture.title,
        "published": picture.published_at and picture.published_at.isoformat(),
        "supersedes": picture.supersedes_id,
        "correction": picture.correction,
        "mapping": picture.mapping,
        "other_information": picture.other_information,
        "analysis": picture.analysis,
        **{key: value for key, value in picture.content.items() if key != "outlines"},
    }


def as_csv(picture: Picture) -> str:
    """One number a line, semicolons and decimal commas; a protected number is `skyddat`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for row in numbers(picture):
        writer.writerow([_cell(value) for value in row])
    return "\ufeff" + out.getvalue()


def numbers(picture: Picture) -> Iterator[tuple[Any, ...]]:
    """Every number with what `HEADERS` tell of it. None is protected, empty is not reckoned."""
    if picture.content is None:
        raise ValueError("a draft has nothing to give out")
    yield from _rows(picture.content)


def _rows(content: Json) -> Iterator[tuple[Any, ...]]:
    place = content["place"]["name"]
    now, then = content["period"]["label"], content["comparison"]["label"]
    for area in content["areas"]:
        head = (place, area["name"])
        for period, n, rate in ((now, "n", "rate"), (then, "before", "rate_before")):
            yield (*head, "antal", "", period, area[n], "", "")
            yield from _interval((*head, "per 1000 invånare", "", period), area[rate])
        yield from _interval((*head, "förändring (kvot)", "", now), area["change"], "ratio")
        for row in area["months"]:
            year, month = row["month"].split("-")
            yield (*head, "antal", "månad", row["month"], row["n"], "", "")
            yield (*head, "antal", "månad", f"{int(year) - 1}-{month}", row["before"], "", "")
        for part in area["parts"]:
            yield (*head, "antal", part["name"], now, part["n"], "", "")
        for row in area["victims"]:
            yield (*head, "antal", words.victim(row), now, row["n"], "", "")


def _interval(head: tuple[str, ...], found: Json | None, value: str = "value") -> Iterator[Any]:
    if found is not None:
        yield (*head, *("" if found[k] is None else found[k] for k in (value, "low", "high")))


def _cell(value: Any) -> str:
    if value is None:
        return HIDDEN
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return neutral(str(value))  # a spreadsheet must not run a name
