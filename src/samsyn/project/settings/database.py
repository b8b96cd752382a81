"""Where the facts are kept: SQLite as it comes, PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any

import dj_database_url

# WAL lets pages read while an act writes. FULL keeps what was acknowledged through a power cut
# (NORMAL does not). IMMEDIATE takes the write lock at BEGIN, so that two writers queue instead of
# failing halfway (DEFERRED failed 1,508 of 1,600 in our measurement).
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url: str, data: Path, *, keep: int = 0) -> dict[str, Any]:
    """Django's description of the database at `url`; empty means a SQLite file under `data`.

    `keep` is for how many seconds a connection to PostgreSQL is used again.
    """
    found: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{data}/samsyn.sqlite3"))
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = SQLITE
    else:
        found |= {"CONN_MAX_AGE": keep, "CONN_HEALTH_CHECKS": True}
    return found
