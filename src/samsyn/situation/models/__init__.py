"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .causes import AnalysedCause, CauseAnalysis, ChainStep, Evidence
from .geography import Boundary, CrimeCode, Population
from .pictures import Frozen, Picture
from .sources import Source

__all__ = [
    "AnalysedCause",
    "Batch",
    "Boundary",
    "CauseAnalysis",
    "ChainStep",
    "CrimeCode",
    "Evidence",
    "Frozen",
    "IncidentCount",
    "Picture",
    "Population",
    "RejectedRow",
    "Source",
]
