"""Workers that are killed, on a database of their own, for test_killed_worker.

Each point at which a worker touches the database or moves a file is a point to die at. For every
chosen point a source gets a delivery, a worker (forked, with SIGKILL waiting for it there) leads it
from the queue by way of the verdicts to the yes and on, and another worker finds what was left.
Prints one line of JSON a point: what was there when it was over.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks import TaskResultStatus  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from samsyn.organisation.access import Actor  # noqa: E402
from samsyn.organisation.models import Body, Entry  # noqa: E402
from samsyn.situation import tasks  # noqa: E402
from samsyn.situation.actions import intake as actions  # noqa: E402
from samsyn.situation.actions import register_source  # noqa: E402
from samsyn.situation.models import Batch, IncidentCount, Source  # noqa: E402
from tests import lillstad  # noqa: E402
from tests.lillstad import Lillstad  # noqa: E402

from .files import EXTRACT  # noqa: E402

FILES = ((Path, "replace"), (Path, "unlink"), (os, "fsync"))


class Points:
    """Counts what happens, and dies at one of them: just before it, or just after."""

    def __init__(self, last: int) -> None:
        self.passed, self.last = 0, last

    def pass_one(self) -> None:
        self.passed += 1
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def both(*args: Any, **more: Any) -> Any:
            self.pass_one()
            found = function(*args, **more)
            self.pass_one()
            return found

        return both

    def statement(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if not sql.lstrip().upper().startswith("SELECT"):
            self.pass_one()
        return execute(sql, *more)

    @contextmanager
    def counted(self) -> Iterator[None]:
        BaseDatabaseWrapper.commit = self.around(BaseDatabaseWrapper.commit)
        for where, name in FILES:
            setattr(where, name, self.around(getattr(where, name)))
        with connection.execute_wrapper(self.statement):
            yield


def worker() -> None:
    """A real worker, until the queue is empty."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def lead(pk: int, points: Points) -> None:
    """From the queue to the end: judged, said yes to, taken in."""
    with points.counted():
        worker()
        batch = Batch.objects.select_related("by").get(pk=pk)
        tasks.agree(batch, Actor(batch.by, timezone.now()))
        worker()


def find(pk: int) -> dict[str, Any]:
    """What the next worker finds and does, a minute later; nobody helps it but by saying yes."""
    tasks.tend(timezone.now() + tasks.SILENCE)
    worker()
    batch = Batch.objects.select_related("by").get(pk=pk)
    if batch.status == Batch.Status.JUDGED:
        tasks.agree(batch, Actor(batch.by, timezone.now()))
        worker()
    tasks.tend(timezone.now() + 2 * tasks.STRAY)
    batch.refresh_from_db()
    left = DBTaskResult.objects.exclude(
        status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED]
    )
    return {
        "status": batch.status,
        "counts": sum(IncidentCount.objects.filter(batch=pk).values_list("n", flat=True)),
        "rejects": batch.rejects.count(),
        "entries": Entry.objects.filter(
            act="situation.import", subject=f"situation.source:{batch.source_id}"
        ).count(),
        "tasks left": left.count(),
        "files": sorted(p.name for p in actions.store().root.glob(f"*/{pk:08}*")),
        "upload": actions.store().upload(batch.upload).exists(),
    }


def forked(work: Callable[[], Any]) -> tuple[int, Any]:
    """Do something in a process of its own: how it ended, and what it told."""
    connections.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        os.write(writes, json.dumps(work()).encode())
        connections.close_all()
        os._exit(0)
    os.close(writes)
    told = b"".join(iter(lambda: os.read(reads, 1 << 16), b""))
    os.close(reads)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(told or b"null")


def delivered(town: Lillstad, name: str, data: bytes) -> int:
    karin = town.actor("karin")
    body = Body.objects.get(key="polisen")
    source = Source.objects.filter(name=name).first() or register_source(
        karin, town.place("lillstad"), name=name, body=body
    )
    batch = tasks.receive(karin, source, "uttag.csv", [data])
    Batch.objects.filter(pk=batch.pk).update(received_at=timezone.now())
    tasks.confirm(batch, EXTRACT, Actor(karin.person, timezone.now()))
    return batch.pk


def main(path: str, most: int) -> None:
    data = Path(path).read_bytes()
    call_command("migrate", verbosity=0)
    town = lillstad.found(("situation.register_source", "situation.import"))

    def unharmed() -> int:
        points = Points(0)
        lead(pk, points)
        return points.passed

    pk = delivered(town, "hel", data)
    _, all_points = forked(unharmed)
    step = max(1, -(-all_points // most))
    for point in range(1, all_points + 1, step):
        pk = delivered(town, f"nr {point}", data)
        ended, _ = forked(partial(lead, pk, Points(point)))
        _, found = forked(partial(find, pk))
        print(json.dumps({"point": point, "of": all_points, "killed": ended} | found), flush=True)
    pk = delivered(town, "hel", data)
    _, found = forked(partial(find, pk))
    print(json.dumps({"again": found["counts"], "status": found["status"]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
