"""The field's part of a content in words, figures and tables, for pages and papers alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samsyn.figures import Bar, Bars, Cell, Choropleth, Figure, Table, swedish
from samsyn.figures.numbers import MONTHS
from samsyn.situation.picture import words
from samsyn.situation.picture.drawings import polygons

Json = dict[str, Any]
HEADING = "Iakttagelser från fältet"
WITHHELD = (
    "Iakttagelserna kan inte visas: tidigare publicerade lägesbilder gör att ett litet antal skulle"
    " kunna räknas ut."
)
QUERY = (
    "SELECT category, place, severity, week, count(*) FROM observation"
    " WHERE audience = 'shared' AND place IN (…) AND week >= '{since}' AND week < '{until}'"
    " GROUP BY category, place, severity, week"
)


@dataclass(frozen=True)
class SeenShown:
    """What was seen in the field, as far as a content tells of it; pictures of old do not."""

    content: Json

    @property
    def found(self) -> Json | None:
        told: Json | None = self.content.get("seen")
        return told

    @property
    def sentence(self) -> str:
        """How many, and what was seen most; a number that is protected is told as that."""
        found = self.found
        if found is None:
            return ""
        if "withheld" in found:
            return WITHHELD
        n, when = found["n"], self.content["period"]["label"]
        if n is None:
            return f"Få iakttagelser är delade för {when}; antalet är skyddat."
        seen = sorted((c for c in found["categories"] if c["n"]), key=lambda c: -c["n"])[:2]
        most = " och ".join(f"{c['name'].lower()} ({swedish(c['n'])})" for c in seen)
        said = "iakttagelse är delad" if n == 1 else "iakttagelser är delade"
        return f"{swedish(n)} {said} för {when}." + (f" Flest gällde {most}." if most else "")

    @property
    def figures(self) -> list[Figure]:
        if not self._told:
            return []
        drawn = [self._by_category(), self._by_part(), self._by_month(), self._by_severity()]
        return [figure for figure in drawn if figure is not None]

    @property
    def tables(self) -> list[Table]:
        """Category × place: every number there is, as many columns as there are places."""
        parts = self._told.get("parts", [])
        if not parts:
            return []
        headers = ("Kategori", "Alla", *(part["name"] for part in parts))
        rows = [
            (row["name"], words.count(row["n"]), *(words.count(p["n"]) for p in row["parts"]))
            for row in self._told["categories"]
        ]
        last = (words.count(self._told["n"]), *(words.count(part["n"]) for part in parts))
        return [Table(headers, (*rows, ("Alla", *last)), self._caption)]

    @property
    def listed(self) -> list[Table]:
        """The same for a paper, which has a width: a line for each category and place seen."""
        rows = [
            (row["name"], part["name"], words.count(part["n"]))
            for row in self._told.get("categories", [])
            for part in row["parts"]
            if part["n"] != 0
        ]
        return [Table(("Kategori", "Plats", "Antal"), tuple(rows), self._caption)] if rows else []

    @property
    def how(self) -> Iterator[tuple[str, str]]:
        """How it was made, term by term."""
        period, threshold = self.content["period"], self.content["made"]["threshold"]
        yield (
            "Vad som räknas",
            "Iakttagelser som deras ägare har delat med alla i samverkan. De som ägaren har hållit"
            " inom den egna organisationen eller gruppen är inte med.",
        )
        yield (
            "Vad som är kvar",
            "Kategori, stadsdel, vecka och allvar. Ord, foto, exakt plats, ägare och vem som"
            " rapporterade är borta.",
        )
        yield (
            "Veckor",
            f"De vars måndag ligger från och med {period['since']} till, men inte med,"
            f" {period['until']}. Räknat när lägesbilden gjordes: senare rapporter är inte med.",
        )
        yield (
            "Skydd",
            f"Antal från 1 till {threshold - 1} visas inte, och inte heller de tal som behövs för"
            " att räkna ut dem. Skyddat redan i utkastet.",
        )
        yield (
            "Osäkerhet",
            "Hur mycket som rapporteras beror på hur många som är ute och när. Talen säger inte hur"
            " vanligt något är, och platser går inte att jämföra rakt av.",
        )

    @property
    def query(self) -> str:
        period = self.content["period"]
        return QUERY.format(since=period["since"], until=period["until"])

    @property
    def _told(self) -> Json:
        found = self.found or {}
        return {} if "withheld" in found else found

    @property
    def _caption(self) -> str:
        return f"Delade iakttagelser {self.content['period']['label']}, antal"

    def _by_category(self) -> Figure | None:
        rows = sorted(self._told["categories"], key=lambda row: -(row["n"] or 0))
        return _bars("Vad: delade iakttagelser", "Kategori", rows)

    def _by_part(self) -> Figure | None:
        """A map, or bars while no boundaries are drawn."""
        outlines, parts = self.content["outlines"], self._told["parts"]
        drawn = [part for part in parts if part["key"] in outlines]
        if not drawn:
            return _bars("Var: delade iakttagelser", "Plats", [p for p in parts if p["n"] != 0])
        rest = [words.count(p["n"]) for p in parts if p["key"] not in outlines and p["n"] != 0]
        return Choropleth(
            title="Var: delade iakttagelser",
            note=f"Utan plats på kartan: {', '.join(rest)}." if rest else "",
            cells=tuple(
                Cell(
                    part["name"],
                    None if part["n"] is None else float(part["n"]),
                    polygons(outlines[part["key"]]),
                )
                for part in drawn
            ),
            unit="antal",
            decimals=0,
        )

    def _by_month(self) -> Figure | None:
        rows = [{"name": _month(row["month"]), "n": row["n"]} for row in self._told["months"]]
        return _bars("När: delade iakttagelser", "Månad", rows) if len(rows) > 1 else None

    def _by_severity(self) -> Figure | None:
        rows = [{**row, "name": row["name"].capitalize()} for row in self._told["severities"]]
        return _bars("Hur allvarligt: delade iakttagelser", "Allvar", rows)


def _month(key: str) -> str:
    """`2026-09` as `september 2026`."""
    year, month = key.split("-")
    return f"{MONTHS[int(month) - 1]} {year}"


def _bars(title: str, heading: str, rows: list[Json]) -> Figure | None:
    if not rows:
        return None
    numbers = tuple(None if row["n"] is None else float(row["n"]) for row in rows)
    names = tuple(row["name"] for row in rows)
    return Bars(
        title=title,
        categories=names,
        groups=(Bar("iakttagelser", numbers),),
        heading=heading,
        decimals=0,
    )
