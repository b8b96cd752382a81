"""What a plan is in the database. One file per part; import from here."""

from .chain import Cause, Problem
from .measures import Measure, StatusChange
from .plans import Explanation, Plan

__all__ = ["Cause", "Explanation", "Measure", "Plan", "Problem", "StatusChange"]
