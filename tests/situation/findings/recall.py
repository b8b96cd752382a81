"""Which finding is to recall each planted truth, and how often findings see what is not there.

`python -m tests.situation.findings.recall` prints the table that stands in docs/demo.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.analysis import change
from samsyn.project.demo.truths import TRUTHS, Truth
from samsyn.situation.findings.methods import clock, course, hotspots, repeats, signals
from samsyn.situation.findings.methods.material import Material

from .planted import CITY, districts_of_today, material, place_numbers

Json = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """The picture in which a truth is looked for, the finding's name, and what it must say.

    `control` tells whether the background alone must say no; of what is true of it already, or of a
    square that is busy with night life anyway, it says yes.
    """

    place: str
    finding: str
    sees: Callable[[Material, Truth], bool]
    control: bool = True


def _cells(found: Material, truth: Truth) -> list[Json]:
    """The hot cells at the truth's place, of the areas that its codes count to."""
    home = str(place_numbers()[truth.places[0]])
    areas = {line.key for line in found.lines[1:] if line.kinds and set(truth.codes) & line.kinds}
    maps = hotspots.by_line(found)["result"]["maps"]
    return [cell for row in maps if row["key"] in areas for cell in row["cells"]
            if cell["homes"][:1] == [home]]  # fmt: skip


def _hot(found: Material, truth: Truth) -> bool:
    """A cell is hot and holds at least half of a year's share of what was planted."""
    yearly = truth.rows * 12 / (truth.months[1] - truth.months[0])
    return any(c["kind"] == "signal" and c["n"] >= yearly / 2 for c in _cells(found, truth))


def _grown(found: Material, truth: Truth) -> bool:
    return any(cell["grown"] for cell in _cells(found, truth))


def _rows(finding: Json) -> list[Json]:
    return finding["result"]["rows"] if finding["result"] else []


def _more_than_expected(found: Material, truth: Truth) -> bool:
    return any(r["kind"] == "signal" and r["key"] in truth.codes
               for r in _rows(signals.by_kind(found)))  # fmt: skip


def _trend(way: str) -> Callable[[Material, Truth], bool]:
    def sees(found: Material, truth: Truth) -> bool:
        rows = {row["key"]: row for row in _rows(course.trends(found))}
        there = [rows.get(code) for code in truth.codes]
        return all(row and row["way"] == way and row["kind"] == "signal" for row in there)

    return sees


def _repeats(found: Material, truth: Truth) -> bool:
    rows = {row["key"]: row["kind"] for row in _rows(repeats.by_kind(found))}
    return rows.get(truth.codes[0]) == "signal"


def _nights(found: Material, truth: Truth) -> bool:
    return bool({row["key"] for row in _rows(clock.by_kind(found))} & set(truth.codes))


def _night_life(found: Material, truth: Truth) -> bool:
    return _hot(found, truth) and _nights(found, truth)


def _summer(found: Material, truth: Truth) -> bool:
    rows = {row["key"]: row["low"] for row in _rows(course.seasons(found))}
    return "juli" in rows.get(truth.codes[0], ())


def _women(found: Material, truth: Truth) -> bool:
    n = found.now.counted_kinds()
    women, men = (sum(n.get(code, 0) for code in pair)
                  for pair in (truth.codes[:2], truth.codes[2:]))  # fmt: skip
    return float(change(men, women).low) > 2


RECALL = {
    1: Way("skarholmen", "Täta platser", _hot),
    2: Way("sodermalm", "Täta platser + Helgnätter", _night_life, control=False),
    3: Way("kungsholmen", "Täta platser (vuxit)", _grown),
    4: Way("farsta", "Utveckling över åren", _trend("up")),
    5: Way("enskede-arsta-vantor", "Utveckling över åren", _trend("down")),
    6: Way("hasselby-vallingby", "Risk för upprepning", _repeats),
    7: Way(CITY, "Helgnätter", _nights, control=False),
    8: Way("jarva", "Slag som sticker ut", _more_than_expected),
    9: Way(CITY, "Årshjul", _summer, control=False),
    10: Way(CITY, "Vilka som drabbas", _women, control=False),
}
FALSE_ALARMS = {
    "rutor som vuxit": 0.001,
    "slag över det väntade": 0.005,
    "områden över det väntade": 0.05,
    "utveckling": 0.01,
    "upprepning": 0.01,
}
"""The largest share of false signals among all that is judged where nothing is planted."""


def recalled(truth: Truth, *, planted: bool = True) -> bool:
    way = RECALL[truth.number]
    return way.sees(material(way.place, planted=planted), truth)


def false_alarms() -> dict[str, tuple[int, int]]:
    """False signals and how many series or kinds were judged, over the eleven districts."""
    found = [material(place, planted=False) for place in districts_of_today()]
    kinds = [signals.by_kind(m) for m in found]
    trends = [course.trends(m) for m in found]
    knox = [repeats.by_kind(m) for m in found]
    lines = [row for m in found for row in signals.by_line(m)["result"]["series"]]
    maps = [row for m in found for row in hotspots.by_line(m)["result"]["maps"]]
    grown = sum(cell["grown"] for row in maps for cell in row["cells"])
    return {
        "rutor som vuxit": (grown, sum(row.get("of", 0) for row in maps)),
        "slag över det väntade": (_signals(kinds), sum(k["how"]["kinds"] for k in kinds)),
        "områden över det väntade": (sum(r["kind"] == "signal" for r in lines), len(lines)),
        "utveckling": (_signals(trends),
                       sum(t["how"]["parameters"]["series"] for t in trends)),
        "upprepning": (_signals(knox), sum(len(_rows(k)) for k in knox)),
    }  # fmt: skip


def _signals(findings: list[Json]) -> int:
    return sum(row["kind"] == "signal" for finding in findings for row in _rows(finding))


def table() -> str:
    """Recall and false alarms as Markdown."""
    lines = [
        "| no. | in the picture of | recalled by | found | without it |",
        "|---|---|---|---|---|",
    ]
    for truth in TRUTHS:
        way = RECALL[truth.number]
        without = "" if not way.control else _said(recalled(truth, planted=False))
        lines.append(f"| {truth.number} | {way.place} | {way.finding} | "
                     f"{_said(recalled(truth))} | {without} |")  # fmt: skip
    lines += ["", "| false signals where nothing is planted | of judged |", "|---|---|"]
    lines += [f"| {name}: {false} | {asked} |" for name, (false, asked) in false_alarms().items()]
    return "\n".join(lines)


def _said(found: bool) -> str:
    return "yes" if found else "no"


if __name__ == "__main__":
    print(table())
    assert np.all([recalled(truth) for truth in TRUTHS])
