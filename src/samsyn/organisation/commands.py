"""`samsyn verify ledger`."""

from __future__ import annotations

import argparse


def register(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = sub.add_parser("verify", help="check that what is stored is whole")
    what = verify.add_subparsers(dest="what", required=True)
    ledger = what.add_parser("ledger", help="walk the hash chain and name the first broken entry")
    ledger.set_defaults(run=verify_ledger, django=True)


def verify_ledger(_: argparse.Namespace) -> int:
    """Exit 0 when the ledger is whole, 1 with the first broken entry of each stream otherwise."""
    from samsyn.organisation import ledger
    from samsyn.organisation.models import Entry

    broken = ledger.verify()
    for each in broken:
        print(f"Bruten: {each}")
    if not broken:
        print(f"Liggaren är hel: {Entry.objects.count()} poster.")
    return 1 if broken else 0
