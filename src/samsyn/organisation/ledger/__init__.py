"""The ledger: hash-chained entries per stream, refused UPDATE and DELETE by the database itself.

The chain is keyed with a secret outside the database (`SAMSYN_LEDGER_KEY`), so that whoever can
write in the database cannot recompute it. After reliability goal G3; see docs/decisions.
"""

from .chain import Fact, append
from .verify import Break, verify

__all__ = ["Break", "Fact", "append", "verify"]
