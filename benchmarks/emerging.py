"""Emerging hot spots: Samsyn against pyehsa, on the same counts.

    python benchmarks/emerging.py [--peer PYTHON] [--side 10] [--steps 12] [--simulations 49]

`--peer` is the Python of an environment that has pyehsa. CPU seconds are told, the best of five for
Samsyn, one for pyehsa. Only time is compared: pyehsa simulates its p and so finds other places.
"""

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from samsyn.analysis.emerging import emerging_hot_spots
from samsyn.analysis.grid import Grid

DRAW = """
import numpy as np
def draw(side, steps):
    rng = np.random.default_rng(1)
    return rng.poisson(rng.gamma(0.7, 3.0, side * side), (steps, side * side))
"""
PEER = f"""
import contextlib, io, json, logging, sys, time, warnings
warnings.simplefilter("ignore")
import pandas as pd
from shapely import box
from pyehsa import EmergingHotspotAnalysis
from importlib.metadata import version
{DRAW}
side, steps, simulations = (int(a) for a in sys.argv[1:])
counts = draw(side, steps)
rows = [
    dict(place=f"{{i:05d}}", step=f"2024-{{t + 1:02d}}-01", n=float(counts[t, i]),
         geometry=box(18 + i % side * .01, 59 + i // side * .01,
                      18.01 + i % side * .01, 59.01 + i // side * .01).wkt)
    for t in range(steps) for i in range(side * side)
]
table = pd.DataFrame(rows)
logging.disable(logging.CRITICAL)
begun = time.process_time()
with contextlib.redirect_stdout(io.StringIO()):
    found = EmergingHotspotAnalysis.emerging_hotspot_analysis(
        table, "place", "step", "n", nsim=simulations)
took = time.process_time() - begun
print(json.dumps([version("pyehsa"), took]))
"""


def best(counts: np.ndarray, grid: Grid) -> float:
    emerging_hot_spots(counts, grid)  # imports
    took = []
    for _ in range(5):
        begun = time.process_time()
        emerging_hot_spots(counts, grid)
        took.append(time.process_time() - begun)
    return min(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--side", type=int, default=10)
    parser.add_argument("--steps", type=int, default=12)
    parser.add_argument("--simulations", type=int, default=49)
    chosen = parser.parse_args()
    space: dict[str, object] = {}
    exec(DRAW, space)
    counts = space["draw"](chosen.side, chosen.steps)  # type: ignore[operator]
    mine = best(counts, Grid("square", 100.0, 0, 0, chosen.side, chosen.side))
    print(f"{chosen.side**2} cells, {chosen.steps} steps")
    print(f"samsyn: {mine:.4f} CPU s")
    city = np.random.default_rng(1).poisson(0.8, (120, 21_750))
    print(
        f"samsyn, 21750 cells and 120 steps: {best(city, Grid('square', 1.0, 0, 0, 150, 145)):.2f}"
    )
    sizes = [str(v) for v in (chosen.side, chosen.steps, chosen.simulations)]
    ran = subprocess.run(
        [chosen.peer, "-c", PEER, *sizes], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        print(f"pyehsa is not installed for {chosen.peer}: give its Python with --peer.")
        return
    version, seconds = json.loads(ran.stdout.splitlines()[-1])
    print(f"pyehsa {version}, {chosen.simulations} simulations: {seconds:.2f} CPU s")
    print(f"ratio: {seconds / mine:.0f}")


if __name__ == "__main__":
    main()
