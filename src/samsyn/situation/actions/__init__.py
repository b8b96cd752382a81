"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .codes import import_codes
from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch
from .picture import correct, draft, publish
from .review import answer_comment, ask_review, comment, finish_review

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")

__all__ = [
    "answer_comment",
    "ask_review",
    "comment",
    "correct",
    "draft",
    "finish_review",
    "import_batch",
    "import_boundaries",
    "import_codes",
    "import_population",
    "publish",
    "register_source",
    "withdraw_batch",
]
