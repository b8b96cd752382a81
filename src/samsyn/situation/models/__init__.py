"""What the situation is made of. One file per part; import from here."""

from .batches import Batch, IncidentCount, RejectedRow
from .causes import AnalysedCause, CauseAnalysis, ChainStep, Evidence
from .counts import PictureCounts
from .findings import Findings
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
from .retention import Removal, RetentionRule
from .reviews import Comment, Review
from .rounds import Hotspot, Round, Task
from .sources import Source
from .surveys import Survey, SurveyResult, SurveyRound
from .weeks import WeekPicture

__all__ = [
    "AnalysedCause",
    "Audience",
    "Batch",
    "Boundary",
    "CauseAnalysis",
    "ChainStep",
    "Comment",
    "CrimeCode",
    "Evidence",
    "Findings",
    "Frozen",
    "Hotspot",
    "IncidentCount",
    "Observation",
    "ObservationCount",
    "ObservationDisposal",
    "ObservationPhoto",
    "ObservationTerms",
    "Picture",
    "PictureCounts",
    "Population",
    "RejectedRow",
    "Removal",
    "RetentionRule",
    "Review",
    "Round",
    "Severity",
    "Source",
    "Survey",
    "SurveyResult",
    "SurveyRound",
    "Task",
    "WeekPicture",
]
