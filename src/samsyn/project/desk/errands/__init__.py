"""What awaits a person: one module a room, each giving its errands."""

from .errand import SOON, Errand
from .seats import my_tenures

__all__ = ["SOON", "Errand", "my_tenures"]
