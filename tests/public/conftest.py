"""Lillstad with one of everything, as the permission matrix has it."""

import pytest

from tests.lillstad import Founding
from tests.permissions.town import matrix_town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return matrix_town
