"""The command `samsyn`. Each room brings its own subcommands in `commands.py`.

Django is loaded only for the subcommands that need it: help and the charter tools answer at once.
Exit codes: 0 done, 1 refused or faulty input, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

from samsyn import __version__

ROOMS = ("project", "situation", "agreements", "organisation")


def parser() -> argparse.ArgumentParser:
    """The whole command line, as the rooms describe it."""
    top = argparse.ArgumentParser(
        prog="samsyn", description="Carries the cooperation between a city and the police."
    )
    top.add_argument("--version", action="version", version=f"samsyn {__version__}")
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for room in ROOMS:
        name = f"samsyn.{room}.commands"
        if find_spec(name):
            import_module(name).register(sub)
    return top


def load_django() -> None:
    """Make the models usable. Safe to call twice."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.project.settings")
    import django

    django.setup()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    chosen = parser().parse_args(_parted(sys.argv[1:] if arguments is None else arguments))
    try:
        if chosen.django:
            load_django()
        code: int = chosen.run(chosen)
    except KeyboardInterrupt:
        print("Avbrutet.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parted(arguments: Sequence[str]) -> list[str]:
    """`analyse -- …`: argparse loses an option that comes first among those to be handed on."""
    first, rest = list(arguments[:1]), list(arguments[1:])
    return [*first, "--", *rest] if first == ["analyse"] else [*first, *rest]
