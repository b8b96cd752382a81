"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .geography import Boundary, CrimeCode, Population
from .observations import (
    Audience,
    Observation,
    ObservationCount,
    ObservationDisposal,
    ObservationPhoto,
    ObservationTerms,
    Severity,
)
from .pictures import Frozen, Picture
from .rounds import Hotspot, Round, Task
from .sources import Source

__all__ = [
    "Audience",
    "Batch",
    "Boundary",
    "CrimeCode",
    "Frozen",
    "Hotspot",
    "IncidentCount",
    "Observation",
    "ObservationCount",
    "ObservationDisposal",
    "ObservationPhoto",
    "ObservationTerms",
    "Picture",
    "Population",
    "RejectedRow",
    "Round",
    "Severity",
    "Source",
    "Task",
]
