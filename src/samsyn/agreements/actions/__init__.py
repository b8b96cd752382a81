"""What can be done with agreements. Importing this registers the room's acts."""

from samsyn.organisation.acts import reading

from .forming import adopt, consult, prepare
from .local import draft_local, sign_local
from .standing import bring_into_force, extend, realign

READS = "Läsa utkast till överenskommelser"
reading("agreements.read_draft", on="agreements.Version", title=READS)
reading("agreements.read_draft", on="agreements.LocalAgreement", title=READS)

__all__ = [
    "adopt",
    "bring_into_force",
    "consult",
    "draft_local",
    "extend",
    "prepare",
    "realign",
    "sign_local",
]
