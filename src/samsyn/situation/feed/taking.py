"""The feed's answer taken in as a batch of its source, in the name of whoever set it on."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Person
from samsyn.situation import tasks
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.models import Batch, Source

from .client import Client, FeedError
from .polite import TooSoon

FILE = "handelser.json"
EVERY = timedelta(minutes=10)


def client() -> Client:
    """The client of this installation, with its memory beside the rows."""
    return Client(
        settings.SAMSYN_FEED_URL,
        settings.SAMSYN_FEED_USER_AGENT,
        settings.SAMSYN_DATA_DIR / "feed" / "memory.json",
    )


def is_on() -> bool:
    """Whether the worker asks by itself; a person may ask by the command line all the same."""
    return bool(settings.SAMSYN_FEED_SOURCE and settings.SAMSYN_FEED_AS)


def ask(actor: Actor, source: Source, asked: Client | None = None) -> Batch | None:
    """Ask once and take in what is new; None when nothing is.

    Raises `TooSoon`, `FeedError`, and what `tasks.import_file` raises.
    """
    asked = asked or client()
    answer = asked.fetch()
    if answer is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        path.write_bytes(answer.body)
        batch = tasks.import_file(actor, source, path)
    asked.keep(answer)
    return batch


def ask_if_on() -> str:
    """For the worker: one question when the feed is on and may be asked; what came of it."""
    if not is_on():
        return "off"
    person = Person.objects.filter(email__iexact=settings.SAMSYN_FEED_AS, is_active=True).first()
    source = Source.objects.filter(key=settings.SAMSYN_FEED_SOURCE).first()
    if person is None or source is None:
        return "SAMSYN_FEED_AS eller SAMSYN_FEED_SOURCE finns inte."
    try:
        batch = ask(Actor(person, timezone.now()), source)
    except (TooSoon, FeedError, BadFile, Refused) as error:
        return str(error)
    return "unchanged" if batch is None else f"{batch.taken} nya"


@task()
def ask_feed() -> str:
    """Ask, and come again: the worker's own round."""
    try:
        return ask_if_on()
    finally:
        schedule()


def schedule() -> bool:
    """See to it that the feed is asked again in a while, if it is on; gives whether it was put.

    For whoever starts workers, too: a round that was killed is begun anew, and never doubled.
    """
    waiting = DBTaskResult.objects.filter(
        task_path=ask_feed.module_path, status=TaskResultStatus.READY
    )
    if not is_on() or waiting.exists():
        return False
    ask_feed.using(run_after=timezone.now() + EVERY).enqueue()
    return True
