"""Every change the room can make, one act each, and what may be read."""

from samsyn.organisation.acts import reading

from .geography import import_boundaries, import_population
from .intake import import_batch, register_source, withdraw_batch

reading("situation.read_batches", on="situation.Source", title="Se källor och leveranser")
reading("situation.read_batches", on="situation.Batch", title="Se källor och leveranser")

__all__ = [
    "import_batch",
    "import_boundaries",
    "import_population",
    "register_source",
    "withdraw_batch",
]
