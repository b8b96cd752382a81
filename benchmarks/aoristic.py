"""Aoristic weeks: Samsyn against a plain Python loop over every hour of every interval.

    python benchmarks/aoristic.py [--intervals 1000000]

The loop runs on a part of the intervals and is scaled; both sums are compared on that part.
"""

import argparse
import time

import numpy as np

from samsyn.analysis.aoristic import WEEK, aoristic

PART = 20_000


def made(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Starts over five years and lengths as of thefts: half under ten hours, some for days."""
    rng = np.random.default_rng(1)
    start = np.datetime64("2019-01-01", "s") + rng.integers(0, 5 * 365 * 86_400, n)
    hours = np.minimum(rng.lognormal(np.log(10), 1.4, n), WEEK)
    return start, start + (3600 * hours).astype(int)


def loop(start: list[int], end: list[int]) -> list[float]:
    """Seconds after a Monday at midnight."""
    hours = [0.0] * WEEK
    for s, e in zip(start, end, strict=True):
        hour, length = s // 3600, e - s
        if not length:
            hours[hour % WEEK] += 1
            continue
        while 3600 * hour < e:
            inside = min(e, 3600 * (hour + 1)) - max(s, 3600 * hour)
            hours[hour % WEEK] += inside / length
            hour += 1
    return hours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--intervals", type=int, default=1_000_000)
    n = parser.parse_args().intervals
    start, end = made(n)
    aoristic(start[:9], end[:9])  # imports
    begun = time.process_time()
    aoristic(start, end)
    ours = time.process_time() - begun
    part = min(n, PART)
    monday = np.datetime64("1970-01-05", "s")
    plain = [(times[:part] - monday).astype(int).tolist() for times in (start, end)]
    begun = time.process_time()
    slow = loop(*plain)
    theirs = (time.process_time() - begun) * n / part
    apart = np.abs(aoristic(start[:part], end[:part]).hours - slow).max()
    print(f"{n} intervals: samsyn {ours:.3f} CPU s, plain Python {theirs:.1f} CPU s (from {part})")
    print(f"ratio {theirs / ours:.0f}; largest difference in an hour {apart:.1e}")


if __name__ == "__main__":
    main()
