"""Fill the demo in DEMO_DIR and serve it: `python -m tests.browser.serve PORT`.

`samsyn serve` also fills a demo that is missing, but answers meanwhile; here tests wait for the
whole, and several workers may start at once: one fills, the others wait.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from samsyn.project.serve.home import here

SAMSYN = [sys.executable, "-m", "samsyn"]


def until_whole() -> None:
    while not here().is_whole:
        subprocess.run([*SAMSYN, "demo"], check=False)  # ends at once if another fills it
        time.sleep(1)


if __name__ == "__main__":
    until_whole()
    os.execv(sys.executable, [*SAMSYN, "serve", "--port", sys.argv[1]])
