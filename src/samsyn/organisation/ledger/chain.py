"""Writing an entry, and how its digest is computed."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from samsyn.organisation.models import Entry, EntryDetail, Group, StreamHead


@dataclass(frozen=True)
class Fact:
    """What an entry says in the open: when, what, who, from which seat, why, about what."""

    at: datetime
    act: str
    person: UUID | None
    seat: str
    ground: str
    subject: str

    def as_json(self) -> dict[str, str]:
        moment = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        person = str(self.person) if self.person else ""
        return {
            "at": moment,
            "act": self.act,
            "person": person,
            "seat": self.seat,
            "ground": self.ground,
            "subject": self.subject,
        }


def canonical(value: Any) -> str:
    """One spelling of a JSON value: sorted keys, no blanks, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder
    )


def _keyed(text: str) -> str:
    key = settings.SAMSYN_LEDGER_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def leaf_of(salt: str, payload: Any) -> str:
    return _keyed(salt + canonical(payload))


def digest_of(stream: str, seq: int, previous: str, fact: Fact, leaf: str) -> str:
    return _keyed(canonical([stream, seq, previous, fact.as_json(), leaf]))


def append(stream: str, fact: Fact, payload: dict[str, Any], group: Group | None = None) -> Entry:
    """Write the next entry of a stream. Must run in the transaction of the act it records."""
    StreamHead.objects.get_or_create(stream=stream)
    head = StreamHead.objects.select_for_update().get(stream=stream)
    stored = json.loads(canonical(payload))  # what the database gives back is what is hashed
    salt = secrets.token_hex(16)
    leaf = leaf_of(salt, stored)
    seq = head.seq + 1
    # the first entry points at its own stream's name, so that "previous" is unique in the stream
    previous = head.digest or "—"
    entry = Entry.objects.create(
        stream=stream,
        seq=seq,
        at=fact.at,
        act=fact.act,
        person=fact.person,
        seat=fact.seat,
        ground=fact.ground,
        subject=fact.subject,
        leaf=leaf,
        previous=previous,
        digest=digest_of(stream, seq, previous, fact, leaf),
        group=group,
    )
    EntryDetail.objects.create(entry=entry, salt=salt, payload=stored)
    StreamHead.objects.filter(stream=stream).update(seq=seq, digest=entry.digest)
    return entry
