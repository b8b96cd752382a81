"""How much a file may ask of us, and what we say when it asks for more."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


class BadFile(ValueError):
    """A file cannot be taken in. The message is Swedish and says what to do."""


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds. OWASP ASVS 5, 5.2: checked before and while unpacking."""

    file: int = 200 * MIB
    unpacked: int = 300 * MIB
    ratio: int = 100
    entries: int = 1_000
    rows: int = 2_000_000
    columns: int = 200
    line: int = MIB  # characters of a line of text
    cell: int = 32_768
    kept: int = 200  # characters of a cell that go on to be judged
    memory: int = 1_024 * MIB
    cpu: int = 45
    wall: int = 180  # a busy machine is no fault of the file; `cpu` is what it may ask for
    written: int = 500 * MIB


LIMITS = Limits()
