"""Two at once: what somebody else does before the first one's act has been committed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> Exception | None:
    """Do `first`; before it is committed let somebody else begin `second`. What stopped that one.

    For PostgreSQL: SQLite has one writer, who has come and gone before the next begins.
    """
    stopped: list[Exception] = []

    def other() -> None:
        try:
            second()
        except Exception as error:
            stopped.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(timeout=1)
    thread.join(timeout=20)
    return stopped[0] if stopped else None
