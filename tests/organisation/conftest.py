from __future__ import annotations

import pytest

from tests import lillstad


@pytest.fixture
def town(db: None) -> lillstad.Lillstad:
    return lillstad.found()
