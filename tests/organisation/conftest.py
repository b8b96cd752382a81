from __future__ import annotations

import pytest

from tests import lillstad
from tests.lillstad import Founding


@pytest.fixture(scope="session")
def founding() -> Founding:
    return lillstad.found
