"""Groups, seats and mandates as data: what a charter asks for and what stands in the database.

`standing` and `realise` live in `structure.standing`, so that the specs need no Django.
"""

from .specs import GroupSpec, MandateSpec, SeatSpec

__all__ = ["GroupSpec", "MandateSpec", "SeatSpec"]
