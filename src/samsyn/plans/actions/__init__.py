"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .building import build_on_analysis
from .carrying import carry_over
from .chain import describe_problem, explain_area, name_cause, remove
from .deciding import close, decide
from .drafting import draft
from .measures import add_measure, change_measure, hand_over, set_status

reading("plans.read", on="plans.Plan", title="Läsa beslutad plan")
reading("plans.read_draft", on="plans.Plan", title="Läsa utkast till plan")
reading("plans.read", on="plans.Measure", title="Läsa åtgärd i beslutad plan")
reading("plans.read_draft", on="plans.Measure", title="Läsa åtgärd i utkast till plan")

__all__ = [
    "add_measure",
    "build_on_analysis",
    "carry_over",
    "change_measure",
    "close",
    "decide",
    "describe_problem",
    "draft",
    "explain_area",
    "hand_over",
    "name_cause",
    "remove",
    "set_status",
]
