"""Faults that people report to the city, dark lamps and broken benches, with columns of their own.

A small delivery with its everyday faults: some rows come twice and some cannot be read.
"""

from datetime import date, timedelta
from pathlib import Path

import numpy as np

HEADER = "Ärendenummer;Felkategori;Inkom;Stadsdel"
KINDS = ("Släckt belysning", "Trasig bänk", "Klotter", "Nedskräpning", "Skymd sikt")
PLACES = ("Farsta", "Hökarängen", "Farsta strand", "Sköndal", "Tallkrogen", "Fagersjö")
ROWS, REPEATED = 90, 4
BROKEN = ("F-9001;Klotter;{year}-02-30;Sköndal", "F-9002;;{day};Tallkrogen", "F-9003;Klotter")


def write_faults(path: Path, today: date, seed: int) -> Path:
    """The last month's faults, up to the day before `today`."""
    rng = np.random.default_rng(seed + 9)
    days = sorted(int(n) for n in rng.integers(1, 30, ROWS))[::-1]
    lines = [
        f"F-{1000 + n};{rng.choice(KINDS)};{today - timedelta(days=ago)};{rng.choice(PLACES)}"
        for n, ago in enumerate(days)
    ]
    yesterday = today - timedelta(days=1)
    broken = [line.format(year=today.year, day=yesterday) for line in BROKEN]
    path.write_text("\n".join([HEADER, *lines, *broken, *lines[:REPEATED], ""]), "utf-8")
    return path
