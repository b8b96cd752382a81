"""The charter: an agreement as one document that can be checked, compared and carried out."""

from .duedates import due_dates
from .expanding import expand
from .models import Charter
from .planning import Plan, apply, plan
from .reading import CharterError, Problem, parse, read, to_yaml
from .specs import AreaSpec, DutySpec, EndedSpec, Structure
from .world import World

__all__ = [
    "AreaSpec",
    "Charter",
    "CharterError",
    "DutySpec",
    "EndedSpec",
    "Plan",
    "Problem",
    "Structure",
    "World",
    "apply",
    "due_dates",
    "expand",
    "parse",
    "plan",
    "read",
    "to_yaml",
]
