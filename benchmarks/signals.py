"""Signals: Samsyn's Farrington methods and EARS against R surveillance, on the same series.

    python benchmarks/signals.py [--rscript Rscript] [--series 1000]

`--rscript` is a command that runs an R script and has the package surveillance (1.20 or later).
CPU seconds are told, imports and reading left out, and how many thresholds differ.
"""

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from samsyn.analysis.ears import ears
from samsyn.analysis.farrington import flexible, original

WEEKS, EARS_WEEKS = 312, 52
FLEXIBLE = """farringtonFlexible(sts, control = list(range = at, noPeriods = 10, b = 4, w = 3,
  weightsThreshold = 2.58, pastWeeksNotIncluded = 26, pThresholdTrend = 1, trend = TRUE,
  thresholdMethod = "%s", alpha = 0.05, glmWarnings = FALSE))"""
CASES = {
    "farrington-flexible, nb-plugin": (
        FLEXIBLE % "nbPlugin",
        1,
        lambda y, at: flexible(y, at).upper,
    ),
    "farrington-flexible, delta": (
        FLEXIBLE % "delta",
        1,
        lambda y, at: flexible(y, at, threshold="delta").upper,
    ),
    "farrington-flexible, muan": (
        FLEXIBLE % "muan",
        1,
        lambda y, at: flexible(y, at, threshold="muan").upper,
    ),
    "farrington": (
        "farrington(sts, control = list(range = at, b = 4, w = 3, alpha = 0.05))",
        1,
        lambda y, at: original(y, at).upper,
    ),
    "ears-c1, 52 weeks": (
        'earsC(sts, control = list(range = at, method = "C1", alpha = 0.001))',
        EARS_WEEKS,
        lambda y, at: ears(y, at).upper,
    ),
}
SCRIPT = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv("counts.csv", header = FALSE))
sts <- new("sts", observed = counts, start = c(2018, 1), freq = 52)
at <- (nrow(counts) - %d + 1):nrow(counts)
begun <- proc.time()
suppressWarnings(invisible(capture.output(found <- %s)))
cat(sum((proc.time() - begun)[1:2]), as.character(packageVersion("surveillance")), "\\n")
write.table(upperbound(found), "upper.csv", sep = ",", row.names = FALSE, col.names = FALSE)
"""


def made(series: int) -> np.ndarray:
    """Weekly counts with seasons, trends, overdispersion and a few peaks (series × weeks)."""
    rng = np.random.default_rng(1)
    t = np.arange(WEEKS)
    level, swing, turn, slope = (
        rng.uniform(low, high, (series, 1))
        for low, high in ((-1, 3), (0, 0.6), (0, 1), (-0.4, 0.4))
    )
    mean = np.exp(level + swing * np.cos(2 * np.pi * (t / 52 + turn)) + slope * t / WEEKS)
    more = 1e-3 + rng.exponential(0.7, (series, 1))
    counts = rng.negative_binomial(mean / more, 1 / (1 + more))
    peaks = rng.integers(0, WEEKS, (series, 4))
    np.put_along_axis(counts, peaks, np.take_along_axis(counts, peaks, 1) * 3 + 3, 1)
    return counts


def theirs(rscript: str, counts: np.ndarray, call: str, last: int) -> tuple[str, np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(Path(folder, "counts.csv"), counts.T, fmt="%d", delimiter=",")
        Path(folder, "run.R").write_text(SCRIPT % (last, call), encoding="utf-8")
        ran = subprocess.run(
            [rscript, "run.R"], cwd=folder, capture_output=True, text=True, check=True
        )
        upper = np.genfromtxt(
            Path(folder, "upper.csv"), delimiter=",", missing_values="NA", filling_values=np.nan
        )
    return ran.stdout.splitlines()[-1], np.atleast_2d(upper.reshape(last, -1)).T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rscript", default="Rscript")
    parser.add_argument("--series", type=int, default=1_000)
    chosen = parser.parse_args()
    counts = made(chosen.series)
    for name, (call, last, method) in CASES.items():
        at = np.arange(WEEKS - last, WEEKS)
        method(counts[:2], at)  # imports
        begun = time.process_time()
        upper = method(counts, at)
        seconds = time.process_time() - begun
        print(f"{name:32} {chosen.series} series: samsyn {seconds:7.4f} CPU s", end="")
        try:
            told, peer = theirs(chosen.rscript, counts, call, last)
        except (OSError, subprocess.CalledProcessError):
            print("; R with surveillance is not installed: give its command with --rscript.")
            continue
        theirs_seconds, version = told.split()
        same = np.isclose(upper, peer, rtol=1e-9, atol=1e-9, equal_nan=True)
        print(
            f", R surveillance {version} {float(theirs_seconds):7.2f} CPU s, ratio"
            f" {float(theirs_seconds) / seconds:.0f}; {int((~same).sum())} thresholds differ"
        )


if __name__ == "__main__":
    main()
