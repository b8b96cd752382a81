"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .geography import Boundary, CrimeCode, Population
from .sources import Source

__all__ = [
    "Batch",
    "Boundary",
    "CrimeCode",
    "IncidentCount",
    "Population",
    "RejectedRow",
    "Source",
]
