"""Where the demo lies, and how far it has come. Plain files, so that no database is needed.

`whole/` is the finished demo, `building/` the one being filled; the latter is renamed to the former
when it is done, so that half a demo is never seen. `progress.json` is what the waiting page shows.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]


class AlreadyFilling(Exception):
    """Another process is filling the same demo."""


@dataclass(frozen=True)
class Progress:
    """How far the filling has come: 0–100, a Swedish sentence, and whether it stopped short."""

    percent: float = 0
    sentence: str = "Förbereder."
    failed: bool = False


@dataclass(frozen=True)
class Home:
    """The demo's directory (DEMO_DIR)."""

    root: Path

    @property
    def whole(self) -> Path:
        return self.root / "whole"

    @property
    def building(self) -> Path:
        return self.root / "building"

    @property
    def is_whole(self) -> bool:
        """Whether there is a finished demo made from the database shape that this code has."""
        made_from = self.whole / "made-from"
        return made_from.is_file() and made_from.read_text() == shape()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the demo alone. Raises AlreadyFilling when somebody else does."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyFilling from error
            yield

    def start_over(self) -> None:
        """An empty `building/`, whatever a broken attempt left there."""
        shutil.rmtree(self.building, ignore_errors=True)
        self.building.mkdir(parents=True)

    def finish(self) -> None:
        """Put the filled demo in place of the old one, in one step each way."""
        (self.building / "made-from").write_text(shape())
        old = self.root / "old"
        shutil.rmtree(old, ignore_errors=True)
        if self.whole.exists():
            self.whole.rename(old)
        self.building.rename(self.whole)
        shutil.rmtree(old, ignore_errors=True)
        (self.root / "progress.json").unlink(missing_ok=True)

    def tell(self, progress: Progress) -> None:
        """Write down how far the filling has come; a reader never sees half a file."""
        self.root.mkdir(parents=True, exist_ok=True)
        fresh = self.root / "progress.new"
        fresh.write_text(json.dumps(asdict(progress)))
        fresh.replace(self.root / "progress.json")

    def progress(self) -> Progress:
        """What was last told, or the beginning."""
        try:
            return Progress(**json.loads((self.root / "progress.json").read_text()))
        except FileNotFoundError:
            return Progress()


def here() -> Home:
    """The demo's home as the environment has it; the same default as in the settings."""
    return Home(Path(os.environ.get("DEMO_DIR") or ".demo").resolve())


@cache
def shape() -> str:
    """A digest of all migrations: a demo made from another shape is filled anew."""
    digest = hashlib.sha256()
    for migration in sorted(PACKAGE.glob("*/migrations/*.py")):
        digest.update(migration.read_bytes())
    return digest.hexdigest()
