"""What an agreement is in the database. One file per part; import from here."""

from .areas import PriorityArea
from .duties import Duty
from .local import AreaStance, LocalAgreement, LocalArea, LocalParty
from .versions import Adoption, Agreement, Extension, Version

__all__ = [
    "Adoption",
    "Agreement",
    "AreaStance",
    "Duty",
    "Extension",
    "LocalAgreement",
    "LocalArea",
    "LocalParty",
    "PriorityArea",
    "Version",
]
