"""What can be done in follow-up. Importing this registers the room's acts."""

from samsyn.organisation.acts import reading

from .feeding_back import answer_question, ask, give_feedback
from .measuring import record_result
from .reporting import accept_report, ask_back, submit_report, write_report
from .summarising import amend, compile_summary, freeze

reading("followup.read_report", on="followup.Report", title="Läsa lämnade rapporter")
reading("followup.read_summary", on="followup.Summary", title="Läsa årlig sammanställning")
reading("followup.read_feedback", on="followup.Feedback", title="Läsa återkoppling")

__all__ = [
    "accept_report",
    "amend",
    "answer_question",
    "ask",
    "ask_back",
    "compile_summary",
    "freeze",
    "give_feedback",
    "record_result",
    "submit_report",
    "write_report",
]
