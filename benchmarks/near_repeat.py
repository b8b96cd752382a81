"""Near repeats: Samsyn's Knox table against pointpats, on the same events in the same run.

    python benchmarks/near_repeat.py [--peer PYTHON] [--events 10000] [--permutations 99]

`--peer` is the Python of an environment that has pointpats (2.5 or later). CPU seconds are told,
of one process each, with the import of the library left out.
"""

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from samsyn.analysis.near_repeat import near_repeat

METRES, DAYS, SIDE = 200.0, 14.0, 10_000.0
PEER = """
import json, sys, time
import numpy as np
import pointpats
from pointpats.spacetime import Knox
n, permutations = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(1)
where, when = rng.random((n, 2)) * %s, rng.integers(0, 365, n)
begun = time.process_time()
found = Knox(where, when.reshape(-1, 1), delta=%s, tau=%s, permutations=permutations)
print(json.dumps([pointpats.__version__, time.process_time() - begun, int(found.statistic_)]))
"""


def events(n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.random((n, 2)) * SIDE, rng.integers(0, 365, n)


def ours(n: int, permutations: int) -> tuple[float, int]:
    """CPU seconds and close pairs; the limits are a hair above, for pointpats counts them in."""
    where, when = events(n)
    limits = {"space_limits": (METRES + 1e-9,), "time_limits": (DAYS + 1e-9,)}
    near_repeat(where[:10], when[:10], **limits)  # imports
    begun = time.process_time()
    found = near_repeat(where, when, **limits, permutations=permutations)
    return time.process_time() - begun, int(found.observed[0, 0])


def theirs(python: str, n: int, permutations: int) -> tuple[str, float, int] | None:
    code = PEER % (SIDE, METRES, DAYS)
    command = [python, "-W", "ignore", "-c", code, str(n), str(permutations)]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        print(f"pointpats is not installed for {python}: give its Python with --peer.")
        return None
    version, seconds, pairs = json.loads(ran.stdout.splitlines()[-1])
    return version, seconds, pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--permutations", type=int, default=99)
    chosen = parser.parse_args()
    n, dealt = chosen.events, chosen.permutations
    exact, pairs = ours(n, 0)
    shuffled, _ = ours(n, dealt)
    print(f"{n} events, {METRES:g} m, {DAYS:g} days: {pairs} close pairs")
    print(f"samsyn, exact mean and variance    {exact:8.3f} CPU s")
    print(f"samsyn, {dealt} shuffles               {shuffled:8.3f} CPU s")
    if peer := theirs(chosen.peer, n, dealt):
        version, seconds, same = peer
        print(
            f"pointpats {version}, {dealt} shuffles      {seconds:8.3f} CPU s, {same} close pairs"
        )
        print(f"ratio {seconds / exact:.0f} (exact), {seconds / shuffled:.0f} (shuffles)")
        if same != pairs:
            sys.exit("the two do not count the same pairs")


if __name__ == "__main__":
    main()
