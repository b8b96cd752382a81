"""`samsyn agreement …`: check, compare and export charters. Needs no database."""

import argparse
import json
import sys
from pathlib import Path

from samsyn.agreements import packs
from samsyn.agreements.charter import (
    Charter,
    CharterError,
    Problem,
    World,
    expand,
    plan,
    read,
    to_yaml,
)
from samsyn.agreements.charter.exporting import as_json
from samsyn.agreements.charter.telling import tell


def register(sub: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `agreement` and what it can do to the command line."""
    parser = sub.add_parser("agreement", help="check, compare and export agreements")
    does = parser.add_subparsers(dest="does", required=True, metavar="COMMAND")
    known = f"a YAML file, or one of {', '.join(packs.versions())}"

    check = does.add_parser("check", help="check a charter and tell every fault")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=_check, django=False)

    compare = does.add_parser("plan", help="tell what bringing NEW into force after OLD would do")
    compare.add_argument("old", metavar="OLD|none", help=known)
    compare.add_argument("new", metavar="NEW", help=known)
    compare.add_argument("--json", action="store_true", help="print JSON instead of text")
    compare.set_defaults(run=_plan, django=False)

    schema = does.add_parser("schema", help="print the JSON Schema of a charter")
    schema.set_defaults(run=_schema, django=False)

    export = does.add_parser("export", help="print a charter that comes with Samsyn as YAML")
    export.add_argument("version", metavar="VERSION", help=known)
    export.set_defaults(run=_export, django=False)


def _check(args: argparse.Namespace) -> int:
    try:
        charter = read(args.file)
    except CharterError as error:
        return _refuse(error)
    statements = list(charter.statements())
    assumed = sum(statement.assumed for statement in statements)
    print(
        f"{charter.key} är giltig: {len(charter.areas)} områden, {len(charter.groups)} gruppslag, "
        f"{len(charter.duties)} skyldigheter; {assumed} av {len(statements)} uppgifter antas."
    )
    return 0


def _plan(args: argparse.Namespace) -> int:
    world = World.of_kinds()
    chosen = [args.new] if args.old == "none" else [args.old, args.new]
    try:
        charters = [_named(name) for name in chosen]
        *before, new = [expand(charter, world) for charter in charters]
        change = plan(before[0] if before else None, new)
    except CharterError as error:
        return _refuse(error)
    if args.json:
        print(json.dumps(as_json(change), ensure_ascii=False, indent=2))
        return 0
    print(f"Plan: {change.before or 'ingenting'} → {change.after}")
    names = {group.key: group.name for side in (*before, new) for group in side.groups}
    names |= {
        f"{c.key}#{area.key}": f"{area.name} ({c.version})" for c in charters for area in c.areas
    }
    for section in tell(change, names):
        print(f"\n{section.heading} ({section.count})")
        print("\n".join(f"  {line}" for line in section.lines))
    if not change:
        print("Ingenting ändras.")
    return 0


def _schema(_: argparse.Namespace) -> int:
    print(json.dumps(Charter.model_json_schema(by_alias=True), ensure_ascii=False, indent=2))
    return 0


def _export(args: argparse.Namespace) -> int:
    try:
        print(to_yaml(_named(args.version)), end="")
    except CharterError as error:
        return _refuse(error)
    return 0


def _named(name: str) -> Charter:
    """A pack by its version, or a file. Raises CharterError."""
    if name in packs.versions():
        return packs.charter(name)
    file = Path(name)
    if not file.exists():
        message = f"varken en fil eller en känd version ({', '.join(packs.versions())})"
        raise CharterError([Problem(name, 1, "", message)])
    return read(file)


def _refuse(error: CharterError) -> int:
    print(error, file=sys.stderr)
    print(f"{len(error.problems)} fel.", file=sys.stderr)
    return 1
