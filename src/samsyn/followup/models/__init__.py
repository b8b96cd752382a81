"""The room's facts: results, reports, the year's summary, feedback to boards."""

from .feedback import Feedback, Question
from .reports import Report, ReportStep
from .results import Result
from .summaries import Summary

__all__ = ["Feedback", "Question", "Report", "ReportStep", "Result", "Summary"]
