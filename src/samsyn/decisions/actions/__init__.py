"""What can be done with cases, consultations, meetings and decisions: the room's acts."""

from samsyn.organisation.acts import reading

from .answers import correct_answer, draft_answer, note_demand, submit_answer, treat_demand
from .cases import close_case, open_case, open_diary, register_document
from .consultations import extend_deadline, receive_referral, remind, send_consultation
from .deciding import decide, put_on_record
from .delegations import (
    anchor,
    decide_by_delegation,
    delegate,
    end_delegation,
    refer_to_board,
)
from .meetings import (
    add_item,
    approve_minutes,
    end_meeting,
    move_meeting,
    open_meeting,
    plan_meeting,
    propose,
)

READS_CASES = "Läsa organets ärenden och handlingar"
reading("decisions.read_case", on="organisation.Body", title=READS_CASES)
reading("decisions.read_case", on="decisions.Case", title=READS_CASES)
reading("decisions.read_case", on="decisions.Document", title=READS_CASES)
reading("decisions.read_consultation", on="decisions.Consultation", title="Läsa remisser")
READS_ANSWERS = "Läsa remissvar"
reading("decisions.read_answer", on="decisions.Answer", title=READS_ANSWERS)
reading("decisions.read_answer", on="decisions.Demand", title=READS_ANSWERS)

__all__ = [
    "add_item",
    "anchor",
    "approve_minutes",
    "close_case",
    "correct_answer",
    "decide",
    "decide_by_delegation",
    "delegate",
    "draft_answer",
    "end_delegation",
    "end_meeting",
    "extend_deadline",
    "move_meeting",
    "note_demand",
    "open_case",
    "open_diary",
    "open_meeting",
    "plan_meeting",
    "propose",
    "put_on_record",
    "receive_referral",
    "refer_to_board",
    "register_document",
    "remind",
    "send_consultation",
    "submit_answer",
    "treat_demand",
]
