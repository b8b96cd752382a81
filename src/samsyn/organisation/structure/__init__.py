"""Groups, seats and mandates as data: what a charter asks for and what stands in the database."""

from .specs import GroupSpec, MandateSpec, SeatSpec

__all__ = ["GroupSpec", "MandateSpec", "SeatSpec"]
