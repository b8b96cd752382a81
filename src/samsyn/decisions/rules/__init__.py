"""What the room's rules say is missing or wrong, as Swedish sentences. Plain Python."""

from .answering import PartState, answer_missing, referral_state, treatment_faults

__all__ = [
    "PartState",
    "answer_missing",
    "referral_state",
    "treatment_faults",
]
