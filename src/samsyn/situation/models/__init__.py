"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .geography import Boundary, CrimeCode, Population
from .pictures import Frozen, Picture
from .reviews import Comment, Review
from .sources import Source

__all__ = [
    "Batch",
    "Boundary",
    "Comment",
    "CrimeCode",
    "Frozen",
    "IncidentCount",
    "Picture",
    "Population",
    "RejectedRow",
    "Review",
    "Source",
]
