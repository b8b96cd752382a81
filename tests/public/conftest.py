"""Lillstad with one of everything, as the permission matrix has it."""

import pytest

from tests.lillstad import Lillstad
from tests.permissions.town import matrix_town


@pytest.fixture
def town(db: None) -> Lillstad:
    return matrix_town()
