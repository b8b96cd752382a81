"""Kernel density: Samsyn against scikit-learn's KernelDensity, on the same points and cells.

    python benchmarks/density.py [--peer PYTHON] [--points 100000]

`--peer` is the Python of an environment that has scikit-learn. CPU seconds are told, the best of
three for Samsyn, one for scikit-learn.
"""

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from samsyn.analysis.density import density
from samsyn.analysis.grid import Grid

COLUMNS, ROWS, CELL, BANDWIDTH = 150, 145, 100.0, 300.0
DRAW = """
import numpy as np
def draw(many):
    rng = np.random.default_rng(1)
    crowds = rng.uniform(0, [15_000, 14_500], (40, 2))[rng.integers(0, 40, many)]
    anywhere = rng.uniform(0, [15_000, 14_500], (many, 2))
    alone = rng.random((many, 1)) < 0.3
    return np.where(alone, anywhere, crowds + rng.normal(0, 800, (many, 2)))
"""
PEER = f"""
import json, sys, time
import sklearn
from sklearn.neighbors import KernelDensity
{DRAW}
at = draw(int(sys.argv[1]))
x, y = np.meshgrid((np.arange({COLUMNS}) + .5) * {CELL}, (np.arange({ROWS}) + .5) * {CELL})
begun = time.process_time()
tree = KernelDensity(bandwidth={BANDWIDTH}, rtol=1e-4).fit(at)
found = np.exp(tree.score_samples(np.column_stack([x.ravel(), y.ravel()])))
took = time.process_time() - begun
print(json.dumps([sklearn.__version__, took, (found * len(at) * 1e6).tolist()]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--points", type=int, default=100_000)
    chosen = parser.parse_args()
    space: dict[str, object] = {}
    exec(DRAW, space)
    at = space["draw"](chosen.points)  # type: ignore[operator]
    grid = Grid("square", CELL, 0, 0, COLUMNS, ROWS)
    density(at[:, 0], at[:, 1], grid, BANDWIDTH)  # imports
    took = {}
    for kernel in ("gaussian", "quartic"):
        runs = []
        for _ in range(3):
            begun = time.process_time()
            found = density(at[:, 0], at[:, 1], grid, BANDWIDTH, kernel=kernel)
            runs.append(time.process_time() - begun)
        took[kernel] = min(runs), found
    print(f"{chosen.points} points, {len(grid)} cells, bandwidth {BANDWIDTH:g} m")
    print(f"samsyn gaussian: {took['gaussian'][0]:.4f} CPU s, quartic: {took['quartic'][0]:.4f}")
    ran = subprocess.run(
        [chosen.peer, "-c", PEER, str(chosen.points)], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        print(f"scikit-learn is not installed for {chosen.peer}: give its Python with --peer.")
        return
    version, seconds, wanted = json.loads(ran.stdout.splitlines()[-1])
    error = np.abs(took["gaussian"][1] - wanted).max() / max(wanted)
    print(f"scikit-learn {version} KernelDensity, rtol 1e-4: {seconds:.2f} CPU s")
    print(f"ratio: {seconds / took['gaussian'][0]:.0f}")
    print(f"largest difference: {error:.2%} of the top")


if __name__ == "__main__":
    main()
