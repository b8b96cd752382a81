"""A worker of its own, on a database of its own, for test_killed_worker: `prepare`, `work`, `look`.

`work` tells what it finds, reads the batch and, told a moment, is killed there with SIGKILL.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

django.setup()

from datetime import timedelta  # noqa: E402

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402
from django.utils import timezone  # noqa: E402

from samsyn.organisation.access import Actor  # noqa: E402
from samsyn.organisation.acts import doing  # noqa: E402
from samsyn.organisation.models import Body  # noqa: E402
from samsyn.situation import tasks  # noqa: E402
from samsyn.situation.actions import intake as actions  # noqa: E402
from samsyn.situation.actions import register_source  # noqa: E402
from samsyn.situation.models import Batch, IncidentCount, RejectedRow  # noqa: E402
from tests import lillstad  # noqa: E402

from .files import EXTRACT  # noqa: E402


def prepare(path: str) -> None:
    call_command("migrate", verbosity=0)
    town = lillstad.found(("situation.register_source", "situation.import"))
    karin = town.actor("karin")
    source = register_source(
        karin, town.place("lillstad"), name="Uttag", body=Body.objects.get(key="polisen")
    )
    batch = tasks.receive(karin, source, "uttag.csv", [Path(path).read_bytes()])
    tasks.confirm(batch, EXTRACT, Actor(karin.person, timezone.now()))


def half_then(die: Callable[..., None]) -> Callable[..., None]:
    """The counts are written, the rejected rows are not."""
    insert = actions._insert

    def insert_counts(model: type[Model], *columns: str, **rows: Any) -> None:
        insert(model, *columns, **rows) if model is IncidentCount else die()

    return insert_counts


def work(moment: str) -> None:
    def die(*_: Any, **__: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    look()
    batch = Batch.objects.get()
    if batch.status == Batch.Status.RUNNING:
        assert tasks.resume(timezone.now() + tasks.SILENCE + timedelta(seconds=1)) == 1
    if moment == "judging":
        setattr(tasks, "judge", die)  # noqa: B010
    elif moment == "writing":
        setattr(actions, "_insert", half_then(die))  # noqa: B010
    elif moment == "committing":
        setattr(doing, "ledger", SimpleNamespace(append=die, Fact=dict))  # noqa: B010
    tasks.read_batch.func(batch.pk)


def look(_: str = "") -> None:
    batch, rows = Batch.objects.get(), actions.store().rows(1)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        [(sound,)] = cursor.fetchall()
    json.dump(
        {
            "status": batch.status,
            "counts": sum(IncidentCount.objects.values_list("n", flat=True)),
            "rejects": RejectedRow.objects.count(),
            "live": sorted(actions.live(batch.source)),
            "drafts": len(list(rows.parent.glob("*.part*"))),
            "sound": sound,
        },
        sys.stdout,
    )
    sys.stdout.flush()


if __name__ == "__main__":
    {"prepare": prepare, "work": work, "look": look}[sys.argv[1]](sys.argv[2])
