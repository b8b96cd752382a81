"""Where files lie: what was uploaded until it is taken in, and the rows of each batch.

The folder is outside everything that is served. Names are our own and random or numbered; no
absolute path is kept in the database, so the folder can be moved.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Set
from dataclasses import dataclass
from math import inf
from pathlib import Path

from .limits import LIMITS, BadFile, Limits


@dataclass(frozen=True)
class Store:
    """Under `root`: `uploads/<random>` (0600, gone when taken in), `rows/<batch>.parquet`, and
    `rows/<batch>.<mark>.judged` for rows that wait for somebody's yes."""

    root: Path

    def receive(self, chunks: Iterable[bytes], limits: Limits = LIMITS) -> tuple[str, str]:
        """Keep an upload; gives its name and SHA-256. Raises `BadFile` when it is too large."""
        name, digest, size = secrets.token_hex(16), hashlib.sha256(), 0
        path = self.upload(name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(path, "xb", opener=_private) as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > limits.file:
                        raise BadFile(f"Filen är större än {limits.file >> 20} MiB. Dela den.")
                    digest.update(chunk)
                    file.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return name, digest.hexdigest()

    def upload(self, name: str) -> Path:
        if not name.isalnum():
            raise ValueError(f"no name of an upload: {name!r}")
        return self.root / "uploads" / name

    def discard(self, name: str) -> None:
        if name:
            self.upload(name).unlink(missing_ok=True)

    def rows(self, batch: int) -> Path:
        """The rows of a batch. They count only while the batch is live in the database."""
        return self.root / "rows" / f"{batch:08}.parquet"

    def judged(self, batch: int, mark: str) -> Path:
        """Rows whose verdicts have been told; `mark` is what they were judged against."""
        return self.rows(batch).with_suffix(f".{mark[:16]}.judged")

    def draft(self, batch: int) -> Path:
        """Where rows are written before they are whole."""
        path = self.rows(batch).with_suffix(f".{secrets.token_hex(4)}.part")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    def keep(self, whole: Path, place: Path) -> None:
        """Put whole rows in their place, safe against a power cut before the database says so."""
        with whole.open("rb") as file:
            os.fsync(file.fileno())
        whole.replace(place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def digest(self, batch: int) -> str:
        """SHA-256 of the rows of a batch; empty when there are none."""
        path = self.rows(batch)
        if not path.exists():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def sweep(self, batch: int, but: Path | None = None) -> None:
        """Remove what lies beside a batch's rows: drafts and their folders, rows not agreed to."""
        for left in self.rows(batch).parent.glob(f"{batch:08}.*.*"):
            if left != but:
                _remove(left)

    def tidy(self, uploads: Set[str], batches: Set[int], before: float) -> int:
        """Remove files that belong to no upload and no batch of these, unless written since
        `before` (seconds since 1970): an upload is on disk before the database knows of it."""
        stray = [path for path in self.root.glob("uploads/*") if path.name not in uploads]
        stray += [
            path
            for path in self.root.glob("rows/*")
            if not (path.name[:8].isdigit() and int(path.name[:8]) in batches)
        ]
        old = [path for path in stray if _written(path) < before]
        for path in old:
            _remove(path)
        return len(old)

    def remove_rows(self, batch: int) -> None:
        self.rows(batch).unlink(missing_ok=True)
        self.sweep(batch)


def _written(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:  # somebody else was quicker
        return inf


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
