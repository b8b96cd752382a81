"""What can be done: acts, the right to them, and the ledger entry that each leaves."""

from samsyn.organisation.refusal import Forbidden, Refused

from .doing import Authority, Doing, act, require_act
from .registry import ACTS, ActSpec, all_acts, names, reading, title_of

__all__ = [
    "ACTS",
    "ActSpec",
    "Authority",
    "Doing",
    "Forbidden",
    "Refused",
    "act",
    "all_acts",
    "names",
    "reading",
    "require_act",
    "title_of",
]
