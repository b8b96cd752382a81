"""Fills the demo in a side directory and puts it in place when it is whole."""

from __future__ import annotations

import os
import sys
import traceback

from .home import AlreadyFilling, Home, Progress, here


def fill(*, again: bool = False) -> int:
    """Fill the demo unless it is there. Exit code 0 when it stands, 1 when it does not."""
    home = here()
    if home.is_whole and not again:
        print(f"Demon finns redan i {home.root}. Fyll den på nytt med: samsyn demo --again")
        return 0
    try:
        with home.lock():
            return _fill(home)
    except AlreadyFilling:
        print(f"Demon i {home.root} fylls redan av en annan process.", file=sys.stderr)
        return 1


def _fill(home: Home) -> int:
    home.start_over()
    home.tell(Progress())
    # The settings are read after this, so that database and rows land in the side directory.
    os.environ |= {
        "SAMSYN_MODE": "demo",
        "SAMSYN_DATA_DIR": str(home.building),
        "DATABASE_URL": "",
    }
    try:
        _build(home)
    except Exception as error:
        traceback.print_exc()
        home.tell(Progress(home.progress().percent, f"{type(error).__name__}: {error}", True))
        print("Demon blev inte hel. Felet står ovan.", file=sys.stderr)
        return 1
    home.finish()
    print(f"Demon är klar i {home.root}.")
    return 0


def _build(home: Home) -> None:
    from samsyn.project.cli import load_django

    load_django()
    from django.core.management import call_command
    from django.db import connections

    from samsyn.project.demo import build
    from samsyn.project.static import collect

    def progress(percent: float, sentence: str) -> None:
        home.tell(Progress(percent, sentence))
        print(f"{percent:3.0f} %  {sentence}", flush=True)

    progress(1, "Skapar databasen.")
    call_command("migrate", verbosity=0)
    collect()
    build(home.building, progress)
    connections.close_all()  # SQLite folds its log into the file as the last one leaves
