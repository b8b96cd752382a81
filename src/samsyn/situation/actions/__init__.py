"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .cause_tree import place_cause, remove_from_analysis, support_cause
from .causes import analyse_cause, copy_analysis, finish_analysis
from .codes import import_codes
from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch
from .picture import correct, draft, publish

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")

__all__ = [
    "analyse_cause",
    "copy_analysis",
    "correct",
    "draft",
    "finish_analysis",
    "import_batch",
    "import_boundaries",
    "import_codes",
    "import_population",
    "place_cause",
    "publish",
    "register_source",
    "remove_from_analysis",
    "support_cause",
    "withdraw_batch",
]
