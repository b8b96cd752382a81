"""Real files beside the project, which not every machine has."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "data"


def shared(path: str) -> Path:
    """A file of `../shared/data`; the test is skipped where it is absent."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"../shared/data/{path} is not on this machine")
    return file
