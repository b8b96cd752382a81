"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .causes import AnalysedCause, CauseAnalysis, ChainStep, Evidence
from .findings import Findings
from .geography import Boundary, CrimeCode, Population
from .pictures import Frozen, Picture
from .retention import Removal, RetentionRule
from .reviews import Comment, Review
from .sources import Source

__all__ = [
    "AnalysedCause",
    "Batch",
    "Boundary",
    "CauseAnalysis",
    "ChainStep",
    "Comment",
    "CrimeCode",
    "Evidence",
    "Findings",
    "Frozen",
    "IncidentCount",
    "Picture",
    "Population",
    "RejectedRow",
    "Removal",
    "RetentionRule",
    "Review",
    "Source",
]
