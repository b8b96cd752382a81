"""Writes the generated ones of the small invented files that docs/methods has its examples on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

HOME = Path(__file__).parents[1] / "docs" / "methods" / "data"
AREAS = ("Centrum", "Norr", "Söder", "Öster")


def write(folder: Path = HOME) -> None:
    """The same files every time."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(2024)
    for name, (headers, rows) in {
        "incidents.csv": _incidents(random),
        "t.csv": _table(),
        "people.csv": (("plats", "folk"), zip(AREAS, (4200, 3900, 4800, 1500), strict=True)),
        "burglaries.csv": _burglaries(random),
        "cases.csv": _cases(random),
        "places.csv": _places(),
        "weekly.csv": _weekly(random),
        "thefts.csv": _thefts(random),
        "areas.csv": _areas(),
    }.items():
        lines = [";".join(headers), *(";".join(map(str, row)) for row in rows)]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


Sheet = tuple[Sequence[str], Iterable[Sequence[object]]]


def _incidents(random: np.random.Generator) -> Sheet:
    when = np.datetime64("2022-01-01T00:00") + random.integers(0, 2 * 525_600, 240)
    rows = [
        (str(moment).replace("T", " "), AREAS[a], ("cykelstöld", "skadegörelse", "rån")[k])
        for moment, a, k in zip(
            np.sort(when),
            random.choice(4, 240, p=(0.25, 0.25, 0.2, 0.3)),
            random.choice(3, 240, p=(0.5, 0.4, 0.1)),
            strict=True,
        )
    ]
    return ("tid", "plats", "brott"), rows


def _table() -> Sheet:
    numbers = ((3, 20, 11), (14, 9, 30), (8, 2, 12))
    kinds = ("rån", "skadegörelse", "cykelstöld")
    rows = [(a, k, n) for a, row in zip(AREAS, numbers, strict=False)
            for k, n in zip(kinds, row, strict=True)]  # fmt: skip
    return ("plats", "brott", "antal"), rows


def _burglaries(random: np.random.Generator) -> Sheet:
    """150 by themselves, and 12 that each are followed by two more within 80 m and ten days."""
    spread = random.uniform(0, 3000, (150, 2))
    days = random.integers(0, 365, 150)
    first = [(x, y, d) for (x, y), d in zip(spread, days, strict=True)]
    for x, y, d in first[:12]:
        for _ in range(2):
            dx, dy = random.uniform(-55, 55, 2)
            first.append((x + dx, y + dy, min(364, d + random.integers(1, 11))))
    rows = [
        (f"{674_000 + x:.0f}", f"{6_580_000 + y:.0f}", np.datetime64("2023-01-01") + int(d),
         f"Gata {int(x // 150)}")
        for x, y, d in first
    ]  # fmt: skip
    return ("east", "north", "date", "street"), sorted(rows, key=lambda row: str(row[2]))


def _places() -> Sheet:
    return ("area", "east", "north"), [
        (f"A{i}{j}", 674_000 + 400 * i, 6_580_000 + 400 * j) for i in range(5) for j in range(5)
    ]


def _cases(random: np.random.Generator) -> Sheet:
    """200 over 180 days, and 14 in one corner in the last week."""
    rows = [(f"A{i}{j}", np.datetime64("2023-07-01") + int(d))
            for i, j, d in zip(random.integers(0, 5, 200), random.integers(0, 5, 200),
                               random.integers(0, 180, 200), strict=True)]  # fmt: skip
    rows += [
        (f"A{i}{j}", np.datetime64("2023-12-21") + int(d))
        for i, j, d in zip(random.integers(0, 2, 14), random.integers(0, 2, 14),
                           random.integers(0, 7, 14), strict=True)
    ]  # fmt: skip
    return ("area", "date"), sorted(rows, key=lambda row: str(row[1]))


def _weekly(random: np.random.Generator) -> Sheet:
    rows = []
    for area, level in (("Centrum", 12.0), ("Öster", 4.0)):
        season = 1 + 0.3 * np.sin(2 * np.pi * np.arange(312) / 52.18)
        n = random.poisson(level * season)
        n[-2:] += 14 if area == "Centrum" else 0
        rows += [(area, np.datetime64("2018-01-01") + 7 * w, int(each)) for w, each in enumerate(n)]
    return ("area", "week", "n"), rows


def _thefts(random: np.random.Generator) -> Sheet:
    start = np.datetime64("2023-03-06T17:00") + random.integers(0, 90, 120) * 1440
    start = start + random.integers(0, 240, 120)
    end = start + random.integers(20, 840, 120)
    rows = [(str(a).replace("T", " "), str(b).replace("T", " ")) for a, b in
            zip(start, end, strict=True)]  # fmt: skip
    return ("from", "to"), rows


def _areas() -> Sheet:
    numbers = {"Centrum": (90, 52), "Öster": (84, 80), "Norr": (40, 43), "Söder": (42, 41)}
    return ("area", "when", "n"), [
        (area, when, n) for area, both in numbers.items()
        for when, n in zip(("1 före", "2 efter"), both, strict=True)
    ]  # fmt: skip


if __name__ == "__main__":
    write()
