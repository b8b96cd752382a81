"""When the feed may be asked again. Kept in a file, so that restarts and workers share one memory.

The police ask for at least 10 seconds between calls, at most 60 in an hour and 1,440 in a day
(polisen.se, regler för API:et). A call is written down before it is made: one that is killed
halfway counts. Without Django.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

SHORTEST = 10.0
LIMITS = ((3_600.0, 60), (86_400.0, 1_440))
LONGEST_WAIT = 86_400.0


class TooSoon(Exception):
    """The feed may not be asked yet. `seconds` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Flödet får frågas igen om {max(1, round(seconds))} sekunder.")
        self.seconds = seconds


@dataclass
class Memory:
    """Seconds since 1970 of the last day's calls, what the last answer said of itself, and until
    when the other side asked for quiet."""

    calls: list[float] = field(default_factory=list)
    etag: str = ""
    modified: str = ""
    quiet_until: float = 0.0


def wait(memory: Memory, now: float) -> float:
    """How many seconds must pass before the next call, to the microsecond; 0 when none."""
    waits = [memory.quiet_until - now]
    # a clock that was set back does not open the gate, nor close it for good
    calls = sorted(min(call, now) for call in memory.calls)
    if calls:
        waits.append(calls[-1] + SHORTEST - now)
    for span, most in LIMITS:
        if len(calls) >= most:
            waits.append(calls[-most] + span - now)
    return round(min(max(0.0, *waits), LONGEST_WAIT), 6)


@contextmanager
def remembered(path: Path) -> Iterator[Memory]:
    """The memory in a file, held by one process at a time; `note` writes it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _read(path)


def note(path: Path, memory: Memory, now: float) -> None:
    """Write the memory down, whole or not at all. Calls older than a day are forgotten."""
    memory.calls = [call for call in memory.calls if now - call < LIMITS[-1][0]]
    draft = path.with_suffix(".part")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(memory), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _read(path: Path) -> Memory:
    try:
        return Memory(**json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return Memory()
