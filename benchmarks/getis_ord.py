"""Gi* with a p from shuffles: Samsyn's exact law against esda's 999 permutations, in the same run.

    python benchmarks/getis_ord.py [--peer PYTHON] [--columns 150] [--rows 145]

`--peer` is the Python of an environment that has esda and libpysal. CPU seconds are told; esda's
second call counts, when its kernels are compiled; the best of five for both.
"""

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from samsyn.analysis.gi_star import gi_star
from samsyn.analysis.grid import Grid
from samsyn.analysis.permutation import tails

PERMUTATIONS = 999
DRAW = """
import numpy as np
def draw(columns, rows):
    rng = np.random.default_rng(1)
    return rng.poisson(rng.gamma(0.5, 2.0, columns * rows)).astype(float)
"""
PEER = f"""
import json, sys, time, warnings
warnings.simplefilter("ignore")
import esda, libpysal
{DRAW}
columns, rows, runs = (int(a) for a in sys.argv[1:])
x = draw(columns, rows)
begun = time.process_time()
near = libpysal.weights.fill_diagonal(libpysal.weights.lat2W(rows, columns, rook=False), 1.0)
weights = time.process_time() - begun
took = []
for _ in range(runs + 1):
    begun = time.process_time()
    found = esda.G_Local(x, near, transform="B", star=True, permutations={PERMUTATIONS}, seed=1,
                         n_jobs=1)
    took.append(time.process_time() - begun)
print(json.dumps([esda.__version__, weights, took[0], min(took[1:]), found.Zs.tolist(),
                  found.p_sim.tolist()]))
"""


def timed(runs: int, columns: int, rows: int) -> tuple[float, np.ndarray, np.ndarray]:
    """CPU seconds of z and p, the scores, and p on one side as esda takes it."""
    space: dict[str, object] = {}
    exec(DRAW, space)
    x = space["draw"](columns, rows)  # type: ignore[operator]
    grid = Grid("square", 100.0, 0, 0, columns, rows)
    gi_star(x, grid, permutation=True)  # imports
    took = []
    for _ in range(runs):
        begun = time.process_time()
        found = gi_star(x, grid, permutation=True)
        took.append(time.process_time() - begun)
    at_least = tails(x, grid, own=True)[0]
    # esda counts sums equal to the one seen on the upper side only
    return min(took), found.z, np.minimum(at_least, 1 - at_least)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--columns", type=int, default=150)
    parser.add_argument("--rows", type=int, default=145)
    chosen = parser.parse_args()
    mine, z, p = timed(20, chosen.columns, chosen.rows)
    print(f"{chosen.columns * chosen.rows} cells")
    print(f"samsyn, z with exact p and q: {mine:.4f} CPU s")
    sizes = [str(chosen.columns), str(chosen.rows), "5"]
    ran = subprocess.run(
        [chosen.peer, "-c", PEER, *sizes], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        print(f"esda is not installed for {chosen.peer}: give its Python with --peer.")
        return
    version, weights, first, warm, scores, simulated = json.loads(ran.stdout.splitlines()[-1])
    print(f"esda {version}, {PERMUTATIONS} permutations: {warm:.3f} CPU s when compiled")
    print(f"    ({first:.1f} the first time, {weights:.2f} for the weights)")
    print(f"ratio: {warm / mine:.0f}")
    print(f"largest difference of z: {np.abs(z - scores).max():.1e}")
    print(f"mean difference of p: {np.abs(p - simulated).mean():.4f} (its simulation noise)")


if __name__ == "__main__":
    main()
