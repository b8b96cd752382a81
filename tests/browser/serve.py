"""Fill the demo in DEMO_DIR and serve a copy of it: `python -m tests.browser.serve PORT HOME`.

`samsyn serve` also fills a demo that is missing, but answers meanwhile; here tests wait for the
whole, and several workers may start at once: one fills, the others wait, and each serves a copy
of its own in HOME, so that none changes what another looks at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from samsyn.project.serve.home import here

SAMSYN = [sys.executable, "-m", "samsyn"]


def until_whole() -> None:
    while not here().is_whole:
        subprocess.run([*SAMSYN, "demo"], check=False)  # ends at once if another fills it
        time.sleep(1)


if __name__ == "__main__":
    until_whole()
    shutil.copytree(here().whole, Path(sys.argv[2]) / "whole")
    os.environ["DEMO_DIR"] = sys.argv[2]
    os.execv(sys.executable, [*SAMSYN, "serve", "--port", sys.argv[1]])
