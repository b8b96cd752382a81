"""Stockholm with a history: what `samsyn demo` fills an empty installation with."""

from collections.abc import Callable
from pathlib import Path


def build(directory: Path, progress: Callable[[float, str], None]) -> None:
    """Fill an empty, migrated installation; see `filling.fill`."""
    from .filling import fill  # needs Django, which the rest of the package does not

    fill(directory, progress)
