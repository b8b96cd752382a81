"""What can be done with agreements. Importing this registers the room's acts."""

from samsyn.organisation.acts import reading

from .adopting import adopt
from .asking import consult, put_forward
from .forming import prepare
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
    "put_forward",
    "realign",
    "sign_local",
]
