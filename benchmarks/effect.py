"""Effects: Samsyn's Poisson difference-in-differences against statsmodels with dummies.

    python benchmarks/effect.py [--peer PYTHON] [--areas 400] [--months 60]

`--peer` is the Python of an environment that has statsmodels (0.14 or later), and pyfixest if that
is to be compared too. CPU seconds are told, imports left out.
"""

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from samsyn.analysis.effect import difference_in_differences

PEER = """
import json, sys, time, warnings
import numpy as np
warnings.filterwarnings("ignore")
data = json.load(sys.stdin)
y = np.array(data["counts"], float)
areas, months = y.shape
there = np.outer(data["treated"], data["after"]).ravel().astype(float)
area = np.repeat(np.arange(areas), months)
month = np.tile(np.arange(months), areas)
found = {}
try:
    import statsmodels
    import statsmodels.api as sm
    begun = time.process_time()
    x = np.column_stack([there, area[:, None] == np.arange(areas),
                         month[:, None] == np.arange(1, months)]).astype(float)
    fit = sm.GLM(y.ravel(), x, family=sm.families.Poisson()).fit(
        tol=1e-12, cov_type="cluster", cov_kwds={"groups": area})
    spent = time.process_time() - begun
    found["statsmodels " + statsmodels.__version__] = [spent, fit.params[0], fit.bse[0]]
except ImportError:
    pass
try:
    import pandas as pd
    import pyfixest as pf
    rows = pd.DataFrame({"y": y.ravel(), "d": there, "a": area, "t": month})
    begun = time.process_time()
    fit = pf.fepois("y ~ d | a + t", rows, vcov={"CRV1": "a"}, iwls_tol=1e-12)
    spent = time.process_time() - begun
    told = float(fit.coef().iloc[0]), float(fit.se().iloc[0])
    found["pyfixest " + pf.__version__] = [spent, *told]
except ImportError:
    pass
print(json.dumps(found))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", default=sys.executable)
    parser.add_argument("--areas", type=int, default=400)
    parser.add_argument("--months", type=int, default=60)
    chosen = parser.parse_args()
    rng = np.random.default_rng(1)
    treated = np.arange(chosen.areas) < chosen.areas // 8
    after = np.arange(chosen.months) >= chosen.months // 2
    mean = rng.gamma(2, 3, (chosen.areas, 1)) * np.exp(-0.3 * np.outer(treated, after))
    counts = rng.poisson(mean * rng.gamma(5, 0.2, mean.shape))
    difference_in_differences(counts[:: chosen.areas // 8], treated[:: chosen.areas // 8], after)
    begun = time.process_time()
    found = difference_in_differences(counts, treated, after)
    ours = time.process_time() - begun
    print(f"{chosen.areas} areas x {chosen.months} months: samsyn {ours:.4f} CPU s")
    given = {"counts": counts.tolist(), "treated": treated.tolist(), "after": after.tolist()}
    ran = subprocess.run(
        [chosen.peer, "-c", PEER],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    answers = json.loads(ran.stdout.splitlines()[-1]) if ran.returncode == 0 else {}
    if not answers:
        print(f"statsmodels is not installed for {chosen.peer}: give its Python with --peer.")
    for name, (seconds, estimate, se) in answers.items():
        error = found.se_nested if name.startswith("pyfixest") else found.se
        print(
            f"{name}: {seconds:.3f} CPU s, ratio {seconds / ours:.0f}; estimates differ by"
            f" {abs(estimate - found.estimate):.1e}, errors by {abs(se - error):.1e}"
        )


if __name__ == "__main__":
    main()
