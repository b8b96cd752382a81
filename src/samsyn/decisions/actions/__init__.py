"""What can be done with cases, consultations, meetings and decisions: the room's acts."""

from samsyn.organisation.acts import reading

from .cases import close_case, open_case, open_diary, register_document

READS_CASES = "Läsa organets ärenden och handlingar"
reading("decisions.read_case", on="organisation.Body", title=READS_CASES)
reading("decisions.read_case", on="decisions.Case", title=READS_CASES)
reading("decisions.read_case", on="decisions.Document", title=READS_CASES)
reading("decisions.read_consultation", on="decisions.Consultation", title="Läsa remisser")
READS_ANSWERS = "Läsa remissvar"
reading("decisions.read_answer", on="decisions.Answer", title=READS_ANSWERS)
reading("decisions.read_answer", on="decisions.Demand", title=READS_ANSWERS)

__all__ = [
    "close_case",
    "open_case",
    "open_diary",
    "register_document",
]
