"""Where failed sign-ins are counted."""

from datetime import datetime
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections


class KeepingCache(DatabaseCache):
    """Django's cache in the database, but only what has expired is ever thrown away.

    Django's own makes room when it is full: a crowd of guesses at made-up accounts would then
    make the count of a real one forgotten. `MAX_ENTRIES` says from when to look for what expired.
    """

    def _cull(self, db: str, cursor: Any, now: datetime, num: int) -> None:
        ops = connections[db].ops
        table = ops.quote_name(self._table)  # type: ignore[attr-defined]  # the stubs lack it
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s", [ops.adapt_datetimefield_value(now)]
        )
