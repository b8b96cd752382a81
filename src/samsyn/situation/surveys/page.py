"""A picture's surveys as its page, its papers and its open data show them: from content alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samsyn.figures import Asked, Figure, Point, Rounds, Table, swedish

from . import words

Json = dict[str, Any]
HEADERS = ("Fråga", "Grupp", "Svar", "Andel", "Hela staden", "Förändring", "Säkert?")
READ = "Strecken är osäkerheten (95 procent)."
MOST = 2  # of each survey beside the numbers of an area
CUT = " Där den prickade linjen går kan omgångarna inte jämföras."


@dataclass(frozen=True)
class SurveyPart:
    """One survey in a picture."""

    block: Json

    @property
    def heading(self) -> str:
        return f"{self.block['name']} {self.block['year']}"

    @property
    def sentences(self) -> list[str]:
        return list(self.block["words"])

    @property
    def quality(self) -> str:
        """Who asked, how many answered, and what is not shown."""
        block = self.block
        return (
            f"{block['ground'][:1].upper()}{block['ground'][1:]}, gjord av {block['body']}."
            f" Som mest {swedish(block['answers'])} svar i {block['place']['name']}, svarsfrekvens"
            f" {words.rate(block['response_rate'])}. Grupper med färre än {block['fewest']} svar"
            " visas inte, och inte heller tal som de kan räknas ut ur."
        )

    @property
    def unlike(self) -> str:
        why = self.block["unlike"].rstrip(".")
        year = self.block["year"]
        return f"Omgången {year} jämförs inte med den före: {why}." if why else ""

    @property
    def figures(self) -> list[Figure]:
        course = self.block["course"]
        who = "" if course["of"] == "Alla" else f", {course['of']}"
        return [drawn(f"{course['name']}{who}", course)]

    @property
    def table(self) -> Table:
        whole = self.block["whole"]
        heads = tuple(h if h != "Hela staden" else whole["name"] if whole else h for h in HEADERS)
        rows = tuple(self._row(row) for row in self.block["rows"])
        if not whole:
            heads, rows = heads[:4] + heads[5:], tuple(r[:4] + r[5:] for r in rows)
        return Table(heads, rows, f"{self.heading}: {self.block['place']['name']}")

    def _row(self, row: Json) -> tuple[str, ...]:
        change, n = row["change"], row["here"]["n"]
        return (
            row["name"],
            row["of"],
            words.share(row["here"]) if n is None else swedish(n),
            words.share(row["here"]),
            words.share(row["whole"]),
            words.points(change),
            f"{words.VERDICTS[change['way']]} sedan {change['since']}"
            if change
            else "jämförs inte" if row["unlike"] else "–",
        )  # fmt: skip

    @property
    def made(self) -> list[tuple[str, str]]:
        """How it was made: name and value."""
        block = self.block
        came = [f"mottagen {d['received']}, kontrollsumma {d['sha256'][:12]}"
                for d in block["deliveries"]]  # fmt: skip
        return [
            ("Uträkning", f"{block['method']}, {swedish(100 * block['confidence'])} procent; antal"
             " svar, designeffekt och befolkning ur tabellen"),
            ("Avrundning", "till hela procent"),
            ("Leveranser", "; ".join(came) or "–"),
        ]  # fmt: skip


def parts(content: Json) -> list[SurveyPart]:
    """The surveys of a picture's content; pictures of old have none."""
    return [SurveyPart(block) for block in content.get("surveys", ())]


def of_area(content: Json, ref: str) -> list[str]:
    """What the surveys say of a priority area, of all who answered."""
    return [
        f"{block['name']} {block['year']}. {row['words']}"
        for block in content.get("surveys", ())
        for row in [r for r in block["rows"] if ref in r["areas"] and r["of"] == "Alla"][:MOST]
    ]


def drawn(title: str, course: Json) -> Rounds:
    """A question through the rounds. `course` has years, breaks (why, by year) and series."""
    years = course["years"]
    cuts = tuple(i for i, year in enumerate(years) if str(year) in course["breaks"])
    return Rounds(
        title=title,
        note=READ + (CUT if cuts else ""),
        rounds=tuple(map(str, years)),
        series=tuple(
            Asked(one["name"], tuple(map(_point, one["points"])), cuts)
            for one in course["series"]
        ),
    )  # fmt: skip


def _point(told: Json | None) -> Point | None:
    if told is None:
        return None
    return Point(told["share"], told["low"] or 0, told["high"] or 0)


def open_rows(content: Json) -> Iterator[tuple[Any, ...]]:
    """Every share as a row of a picture's CSV (`picture.export.HEADERS`)."""
    for block in content.get("surveys", ()):
        for row in block["rows"]:
            for where, told in ((block["place"], row["here"]), (block["whole"], row["whole"])):
                if told is not None and where:
                    yield (
                        where["name"], block["name"], f"{row['name']} (procent)", row["of"],
                        str(block["year"]), told["share"], told["low"], told["high"],
                    )  # fmt: skip
