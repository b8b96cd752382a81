"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .cause_tree import place_cause, remove_from_analysis, support_cause
from .causes import analyse_cause, copy_analysis, finish_analysis
from .codes import import_codes
from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch
from .observing import AlreadySent, observe, remove_observation, set_terms, share_observation
from .picture import correct, draft, publish
from .retention import set_retention, weed_batch
from .review import answer_comment, ask_review, comment, finish_review
from .rounds import close_round, do_task, give_task, open_round, prioritise, unprioritise
from .surveys import mark_round
from .weeks import make_week_picture

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Removal", title="Se källor och leveranser")

__all__ = [
    "AlreadySent",
    "analyse_cause",
    "answer_comment",
    "ask_review",
    "close_round",
    "comment",
    "copy_analysis",
    "correct",
    "do_task",
    "draft",
    "finish_analysis",
    "finish_review",
    "give_task",
    "import_batch",
    "import_boundaries",
    "import_codes",
    "import_population",
    "make_week_picture",
    "mark_round",
    "observe",
    "open_round",
    "place_cause",
    "prioritise",
    "publish",
    "register_source",
    "remove_from_analysis",
    "remove_observation",
    "set_retention",
    "set_terms",
    "share_observation",
    "support_cause",
    "unprioritise",
    "weed_batch",
    "withdraw_batch",
]
