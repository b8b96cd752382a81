"""`samsyn serve`, `demo`, `found`, `manage` and `analyse`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

Subparsers = argparse._SubParsersAction


def register(sub: Subparsers[argparse.ArgumentParser]) -> None:
    """Add this room's subcommands to the command line."""
    serve = sub.add_parser("serve", help="start the server and its job worker together")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serve.add_argument("--port", default="8000", help="port to listen on (%(default)s)")
    serve.add_argument("--workers", type=int, default=2, help="web processes (%(default)s)")
    serve.set_defaults(run=run_serve, django=False)

    demo = sub.add_parser("demo", help="fill the demo: a city with a history (in DEMO_DIR)")
    demo.add_argument("--again", action="store_true", help="replace a demo that is there already")
    demo.set_defaults(run=run_demo, django=False)

    found = sub.add_parser("found", help="a city's first day: places, bodies, the law (FILE)")
    found.add_argument("file", metavar="FILE", help="YAML, see docs/founding.md")
    found.set_defaults(run=run_found, django=True)

    manage = sub.add_parser("manage", help="Django's own commands: migrate, check, …")
    manage.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    manage.set_defaults(run=run_manage, django=True)

    analyse = sub.add_parser(
        "analyse", help="statistics of places and times, from a file", add_help=False
    )
    analyse.add_argument("rest", nargs=argparse.REMAINDER, metavar="…")
    analyse.set_defaults(run=run_analyse, django=False)


def run_serve(chosen: argparse.Namespace) -> int:
    from samsyn.project.serve.server import serve

    return serve(chosen.host, chosen.port, chosen.workers)


def run_demo(chosen: argparse.Namespace) -> int:
    from samsyn.project.serve.fill import fill

    code = fill(again=chosen.again)
    if code == 0:
        print("Starta med: samsyn serve")
    return code


def run_found(chosen: argparse.Namespace) -> int:
    from django.utils import timezone

    from samsyn.organisation.acts import Refused
    from samsyn.project.founding import found, read

    try:
        founding = read(Path(chosen.file))
        found(founding, timezone.now())
    except Refused as refused:
        print("\n".join(refused.reasons), file=sys.stderr)
        return 1
    print(f"Grundad. {founding.coordinator.name} och {founding.keeper.name} väljer nu lösenord.")
    return 0


def run_manage(chosen: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samsyn manage", *chosen.rest])
    return 0


def run_analyse(chosen: argparse.Namespace) -> int:
    from samsyn.analysis.cli import main

    return main(chosen.rest[1:] if chosen.rest[:1] == ["--"] else chosen.rest)
