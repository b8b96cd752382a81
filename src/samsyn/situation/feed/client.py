"""One question to the feed: who we are, what we have already, and no more than we can carry."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from .polite import LONGEST_WAIT, Memory, TooSoon, note, remembered, wait

MOST_BYTES = 8 << 20
CONNECT, READ, WHOLE = 5.0, 20.0, 60.0
ASKED_FOR_QUIET = (429, 503)
QUIET = 3_600.0


class FeedError(Exception):
    """The feed did not give an answer we can use. The message is Swedish."""


@dataclass(frozen=True)
class Answer:
    """What the feed gave, and what it said to know it again by."""

    body: bytes
    etag: str
    modified: str


@dataclass(frozen=True)
class Client:
    """Asks `url` as `user_agent` (a name and a way to reach us; the police require it), with its
    memory in the file `memory`."""

    url: str
    user_agent: str
    memory: Path
    clock: Callable[[], float] = time.time

    def fetch(self) -> Answer | None:
        """The feed's answer, or None when nothing has changed since the one that was `keep`t.

        Raises `TooSoon` without asking, and `FeedError`. Redirects are not followed.
        """
        if not self.user_agent.strip():
            raise FeedError("Ange vem som frågar (SAMSYN_FEED_USER_AGENT): flödet kräver det.")
        with remembered(self.memory) as memory:
            now = self.clock()
            if seconds := wait(memory, now):
                raise TooSoon(seconds)
            memory.calls.append(now)
            note(self.memory, memory, now)  # before the call: it counts even if we die in it
            try:
                return self._ask(memory)
            except requests.RequestException as error:
                raise FeedError(f"Flödet svarar inte ({type(error).__name__}).") from error

    def keep(self, answer: Answer) -> None:
        """Remember an answer that has been taken in, so that it is not given again."""
        with remembered(self.memory) as memory:
            memory.etag, memory.modified = answer.etag, answer.modified
            note(self.memory, memory, self.clock())

    def _ask(self, memory: Memory) -> Answer | None:
        headers = {"User-Agent": self.user_agent, "Accept": "application/json"}
        if memory.etag:
            headers["If-None-Match"] = memory.etag
        if memory.modified:
            headers["If-Modified-Since"] = memory.modified
        with requests.get(
            self.url, headers=headers, timeout=(CONNECT, READ), stream=True, allow_redirects=False
        ) as answer:
            if answer.status_code == 304:
                return None
            if answer.status_code in ASKED_FOR_QUIET:
                self._be_quiet(memory, answer.headers.get("Retry-After", ""))
            if answer.status_code != 200:
                raise FeedError(f"Flödet svarade med {answer.status_code}.")
            etag, modified = (answer.headers.get(n, "") for n in ("ETag", "Last-Modified"))
            return Answer(_body(answer), etag, modified)

    def _be_quiet(self, memory: Memory, after: str) -> None:
        """For as long as the other side says, an hour when it does not, a day at most."""
        now = self.clock()
        seconds = float(after) if after.isdigit() else QUIET
        memory.quiet_until = now + min(seconds, LONGEST_WAIT)
        note(self.memory, memory, now)


def _body(answer: requests.Response) -> bytes:
    """The whole answer, unpacked, within our limits of size and time."""
    body, begun = bytearray(), time.monotonic()
    for chunk in answer.iter_content(1 << 16):
        body += chunk
        if len(body) > MOST_BYTES:
            raise FeedError(f"Flödet svarade med mer än {MOST_BYTES >> 20} MiB.")
        if time.monotonic() - begun > WHOLE:
            raise FeedError("Flödet svarar för långsamt.")
    return bytes(body)
