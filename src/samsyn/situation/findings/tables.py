"""The findings that are tables and not figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samsyn.figures import HIDDEN, Table, swedish

from .methods.course import standing_out
from .methods.repeats import worded
from .methods.words import months_in_words, percent

Json = dict[str, Any]
MOST = 12
SURE = {"signal": "säkert", "possible": "möjligen", "none": "nej", "refused": "kan inte sägas"}
SHARES = {
    "nowhere": "Kunde inte läggas på någon plats (alla leveranser)",
    "no_point": "Utan läge på kartan",
    "no_clock": "Utan klockslag",
    "too_long": "Tidsspann över en vecka",
}
WAYS = {"more": "fler", "fewer": "färre", "same": "ingen tydlig skillnad", "hidden": HIDDEN}


def of(key: str, result: Json) -> Iterator[Table]:
    """The tables of a finding; none for one that its figures tell in full."""
    made = {
        "signals": _signals, "kinds": _kinds, "trends": _trends, "seasons": _seasons,
        "clock": _clock, "nights": _nights, "hotspots": _hotspots, "places": _places,
        "concentration": _concentration, "repeats": _repeats, "similar": _similar,
        "quality": _quality,
    }.get(key)  # fmt: skip
    table = made(result) if made else None
    if table and table.rows:
        yield table


def _signals(result: Json) -> Table:
    rows = tuple((row["name"], SURE[row["kind"]], row["words"]) for row in result["series"])
    return Table(("Område", "Signal", "Vad den säger"), rows, "Områden mot det väntade")


def _kinds(result: Json) -> Table:
    rows = tuple((row["name"], SURE[row["kind"]], months_in_words(row["months"]))
                 for row in result["rows"][:MOST])  # fmt: skip
    return Table(("Slag", "Fler än väntat", "När"), rows, "Slag med fler än väntat")


def _trends(result: Json) -> Table:
    rows = tuple(
        (row["name"], "ökar" if row["way"] == "up" else "minskar", SURE[row["kind"]],
         *((swedish(row["first"]), swedish(row["last"])) if "first" in row else ()))
        for row in result["rows"][:MOST]
    )  # fmt: skip
    counted = ("Första året", "Sista året") if rows and len(rows[0]) > 3 else ()
    return Table(("Vad", "Utveckling", "Säkert?", *counted), rows,
                 f"Ökar eller minskar över {result['years']} år")  # fmt: skip


def _seasons(result: Json) -> Table:
    rows = tuple((row["name"], standing_out(row)) for row in result["rows"][:MOST])
    return Table(("Vad", "Varje år"), rows, "Månader som sticker ut varje år")


def _clock(result: Json) -> Table:
    rows = tuple((row["name"], SURE[row["kind"]], row["words"], _lost(row))
                 for row in result["clocks"])  # fmt: skip
    headers = ("Område", "Säkert?", "När", "Går inte att placera")
    return Table(headers, rows, "När på veckan")


def _lost(row: Json) -> str:
    """The share whose interval is longer than a week."""
    lost = row.get("too_long")
    if lost is None:
        return "–"
    if "hours" in row:
        lost = lost / row["timed"] if row["timed"] else 0.0
    return percent(lost)


def _nights(result: Json) -> Table:
    rows = tuple((row["name"], percent(row["share"])) for row in result["rows"][:MOST])
    return Table(("Slag", "Andel på helgnätter"), rows, "Slag som samlas på helgnätter")


def _hotspots(result: Json) -> Table:
    rows = tuple((row["name"], SURE[row["kind"]], row["words"]) for row in result["maps"])
    return Table(("Område", "Säkert?", "Var"), rows, "Täta platser")


def _places(result: Json) -> Table:
    rows = tuple((row["name"], SURE[row["kind"]], row["words"]) for row in result["maps"])
    return Table(("Område", "Säkert?", "Var"), rows, "Täta stadsdelar")


def _concentration(result: Json) -> Table:
    rows = tuple(
        (row["name"], *((percent(row["quarter"], 1), percent(row["half"], 1), _gini(row["gini"]))
                        if "half" in row else (HIDDEN, HIDDEN, HIDDEN)))
        for row in result["rows"]
    )  # fmt: skip
    headers = ("Område", "En fjärdedel ligger i", "Hälften ligger i", "Gini")
    return Table(headers, rows, "Andel av rutorna som rymmer händelserna")


def _gini(value: float | None) -> str:
    return HIDDEN if value is None else swedish(value, 2)


def _repeats(result: Json) -> Table:
    rows = tuple(
        (row["name"], SURE[row["kind"]], worded(row) if row["kind"] != "none" else "–")
        for row in result["rows"][:MOST]
    )
    return Table(("Slag", "Upprepas?", "Starkast"), rows, "Risk för upprepning i närheten")


def _similar(result: Json) -> Table:
    rows = tuple(
        (row["name"], WAYS[row["way"]],
         HIDDEN if row["ratio"] is None else f"{swedish(row['ratio'], 2)} gånger")
        for row in result["rows"]
    )  # fmt: skip
    names = ", ".join(f"{p['name']} ({swedish(p['people'])})" for p in result["similar"])
    return Table(("Område", "Per invånare", "Mot de liknande"), rows,
                 f"Jämfört med {names}, invånare inom parentes")  # fmt: skip


def _quality(result: Json) -> Table:
    rows = [(words, _share(result["shares"][key])) for key, words in SHARES.items()]
    rows.append(("Kom i en senare leverans", _share(result["late"])))
    rows.append(("Senaste leverans", result["last"] or "–"))
    rows += [("Brott i serien", words) for words in result["breaks"]]
    return Table(("Vad", "Hur mycket"), tuple(rows), "Underlagets kvalitet")


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value, 1)
