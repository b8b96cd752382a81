"""Who may: actors, the one query, and the policy that every view declares."""

from samsyn.organisation.models.scope import Reach, Scoped

from .actor import STOCKHOLM, Actor
from .policy import Policy, needs, policy_of, public, seated, signed_in
from .request import Request

__all__ = [
    "STOCKHOLM",
    "Actor",
    "Policy",
    "Reach",
    "Request",
    "Scoped",
    "needs",
    "policy_of",
    "public",
    "seated",
    "signed_in",
]
