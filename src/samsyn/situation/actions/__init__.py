"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .codes import import_codes
from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch
from .observing import AlreadySent, observe, remove_observation, set_terms, share_observation
from .picture import correct, draft, publish
from .rounds import close_round, do_task, give_task, open_round, prioritise, unprioritise

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")

__all__ = [
    "AlreadySent",
    "close_round",
    "correct",
    "do_task",
    "draft",
    "give_task",
    "import_batch",
    "import_boundaries",
    "import_codes",
    "import_population",
    "observe",
    "open_round",
    "prioritise",
    "publish",
    "register_source",
    "remove_observation",
    "set_terms",
    "share_observation",
    "unprioritise",
    "withdraw_batch",
]
