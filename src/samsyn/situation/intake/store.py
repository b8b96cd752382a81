"""Where files lie: what was uploaded until it is judged, and the rows of each batch.

The folder is outside everything that is served. Names are our own and random or numbered; no
absolute path is kept in the database, so the folder can be moved.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .limits import LIMITS, BadFile, Limits


@dataclass(frozen=True)
class Store:
    """`uploads/<random>` (0600, gone when judged) and `rows/<batch>.parquet` under `root`."""

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

    def draft(self, batch: int) -> Path:
        """Where rows are written before they are whole; renamed by `keep`."""
        path = self.rows(batch).with_suffix(f".{secrets.token_hex(4)}.part")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    def keep(self, draft: Path, batch: int) -> None:
        """Put whole rows in their place, safe against a power cut before the database says so."""
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(self.rows(batch))

    def digest(self, batch: int) -> str:
        """SHA-256 of the rows of a batch; empty when there are none."""
        path = self.rows(batch)
        if not path.exists():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def sweep(self, batch: int) -> None:
        """Remove drafts, and folders beside them, that a killed worker left behind."""
        for left in self.rows(batch).parent.glob(f"{batch:08}.*.part*"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def remove_rows(self, batch: int) -> None:
        self.rows(batch).unlink(missing_ok=True)
        self.sweep(batch)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
