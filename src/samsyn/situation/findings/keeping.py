"""Findings beside their picture: waiting, fresh or outdated; and frozen with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from samsyn.situation.models import Findings, Picture
from samsyn.situation.picture.making import hidden_before
from samsyn.situation.picture.reading import Reading

from .gathering import Gathering
from .published import published
from .shown import Shown

Json = dict[str, Any]
SILENCE = timedelta(minutes=10)
"""A worker that has said nothing for so long is dead: the findings may be asked for again."""


@dataclass(frozen=True)
class State:
    """What a draft's page tells of its findings: `none`, `waiting`, `failed`, `outdated`, `fresh`.

    `content` are the latest ones computed, if any, also while new ones are waited for.
    """

    status: str
    content: Json | None = None
    done_at: datetime | None = None

    @property
    def can_ask(self) -> bool:
        return self.status != "waiting"


def state(picture: Picture, reading: Reading, at: datetime) -> State:
    """How it stands with a draft's findings."""
    row = Findings.objects.filter(picture=picture).first()
    if row is None:
        return State("none")
    told = (row.content, row.done_at)
    if row.status in (Findings.Status.WAITING, Findings.Status.RUNNING):
        return State("waiting" if row.asked_at > at - SILENCE else "failed", *told)
    if row.status == Findings.Status.FAILED:
        return State("failed", *told)
    fresh = row.basis == Gathering(reading).basis
    return State("fresh" if fresh else "outdated", *told)


def with_findings(picture: Picture, content: Json, reading: Reading) -> Json:
    """The protected content of a picture with its protected findings, if they are fresh.

    Outdated findings rest on other rows than the numbers do, and stay behind.
    """
    row = Findings.objects.filter(picture=picture, status=Findings.Status.DONE).first()
    if row is None or row.content is None or row.basis != Gathering(reading).basis:
        return content
    homes = {str(pk): key for pk, key in reading.part_of.items()}
    secret = hidden_before(picture)
    period = reading.period.key
    shown = Shown(content, reading.kinds, picture.threshold, homes, secret, period)
    return content | {"findings": published(row.content, shown)}
