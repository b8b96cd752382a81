"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .cause_tree import place_cause, remove_from_analysis, support_cause
from .causes import analyse_cause, copy_analysis, finish_analysis
from .codes import import_codes
from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch
from .picture import correct, draft, publish
from .retention import set_retention, weed_batch
from .review import answer_comment, ask_review, comment, finish_review

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Removal", title="Se källor och leveranser")

__all__ = [
    "analyse_cause",
    "answer_comment",
    "ask_review",
    "comment",
    "copy_analysis",
    "correct",
    "draft",
    "finish_analysis",
    "finish_review",
    "import_batch",
    "import_boundaries",
    "import_codes",
    "import_population",
    "place_cause",
    "publish",
    "register_source",
    "remove_from_analysis",
    "set_retention",
    "support_cause",
    "weed_batch",
    "withdraw_batch",
]
