"""Cases, consultations, meetings and decisions."""

from .cases import Case, CaseEvent, Diary, Document
from .consultations import Answer, AnswerPart, Consultation, Demand, Referral, ReferralEvent
from .delegations import Anchoring, Delegation
from .meetings import Decision, Item, Meeting, Participant, Proposal, Statement, Vote

__all__ = [
    "Anchoring",
    "Answer",
    "AnswerPart",
    "Case",
    "CaseEvent",
    "Consultation",
    "Decision",
    "Delegation",
    "Demand",
    "Diary",
    "Document",
    "Item",
    "Meeting",
    "Participant",
    "Proposal",
    "Referral",
    "ReferralEvent",
    "Statement",
    "Vote",
]
