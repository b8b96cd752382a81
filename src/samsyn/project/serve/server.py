"""`samsyn serve`: the web server and the job worker, begun and ended together.

In the demo the first start answers at once with a waiting page while another process fills the
demo. In production everything is checked before the first request is taken.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from io import StringIO
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from threading import Thread
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication

from samsyn.project.cli import load_django

from . import fill as filling
from .home import Progress, here
from .waiting import Application, UntilWhole

FORK = get_context("fork")  # children share what is loaded: a quick start and little memory
GRACE = 15  # seconds a process has to finish what it is doing
TEND_EVERY = 20  # seconds
WORKER_NICE = 2


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
    """Gunicorn without its command line, its files and its control socket."""

    def __init__(self, application: Application, bind: str, workers: int) -> None:
        self.application = application
        self.options = {
            "bind": bind,
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": GRACE,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "samsyn",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return self.application


class House:
    """The processes that belong together: when one ends, or a signal comes, all do."""

    def __init__(self) -> None:
        self.processes: list[ForkProcess] = []
        self.ending = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True

    def start(self, target: Any, *arguments: Any) -> ForkProcess:
        process = FORK.Process(target=_child, args=(target, *arguments))
        process.start()
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """Ask all to end, and end those that do not listen."""
        for process in self.processes:
            if process.is_alive():
                process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self.processes:
            process.join(max(0, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()


def _child(target: Any, *arguments: Any) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us all; the parent decides
    sys.exit(target(*arguments) or 0)


def serve(host: str, port: str, workers: int) -> int:
    """Serve until a signal comes. Exit code 1 when it cannot start or a process fell."""
    trouble = _cannot_listen(host, port)
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    demo = (os.environ.get("SAMSYN_MODE") or "demo") == "demo"
    waits = demo and not os.environ.get("DATABASE_URL") and not here().is_whole
    if waits:
        here().tell(Progress())  # what an earlier, broken attempt told is forgotten
    elif not _is_sound():
        return 1
    house = House()
    application = UntilWhole(here(), _load) if waits else _load()
    web = house.start(Web(application, f"{host}:{port}", workers).run)
    print(f"Samsyn svarar på http://{_shown(host)}:{port}/ (avsluta med Ctrl+C)", flush=True)
    try:
        return _watch(house, web, waits)
    finally:
        house.stop()


def _watch(house: House, web: ForkProcess, waits: bool) -> int:
    """Stay until told to end (0) or until web server or worker has fallen (1)."""
    needed = [web]
    filler = house.start(filling.fill) if waits else None
    while not house.ending:
        is_filled = filler is None or (not filler.is_alive() and here().is_whole)
        if is_filled and len(needed) == 1:
            needed.append(house.start(_work))
        if not all(process.is_alive() for process in needed):
            print("En av Samsyns processer slutade oväntat; alla avslutas.", file=sys.stderr)
            return 1
        time.sleep(0.2)
    return 0


def _load() -> Application:
    load_django()
    from samsyn.project.wsgi import application

    return application


def _is_sound() -> bool:
    """Run all checks, those of the database too. Faults are printed and the server stays down."""
    load_django()
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import connections

    from samsyn.project.static import collect

    try:
        deploy = not settings.DEMO_MODE
        call_command("check", databases=["default"], deploy=deploy, stdout=StringIO())
        collect()
    except CommandError as error:
        print(error, file=sys.stderr)
        return False
    finally:
        connections.close_all()  # no open connection may be inherited by the children
    return True


def _work() -> None:
    """Run the job worker of django-tasks until it is told to end. Pages go before it."""
    load_django()
    from django.core.management import call_command

    from samsyn.situation.feed import taking

    os.nice(WORKER_NICE)
    taking.schedule()  # the police's feed, where a city has set it on
    Thread(target=_look_after, daemon=True).start()
    call_command("db_worker", queue_name="*", interval=1, reload=False, verbosity=0)


def _look_after() -> None:
    """Start again, now and then, what a killed worker left halfway; once a day dispose of what
    has grown old. Twice at a time does no harm."""
    from django.db import connection
    from django.utils import timezone

    from samsyn.situation.field.disposal import dispose
    from samsyn.situation.tasks import tend

    disposed = None
    while True:
        now = timezone.now()
        try:
            tend(now)
            if disposed != now.date():
                dispose(now)
                disposed = now.date()
        except Exception:  # the next round may do better
            logging.getLogger(__name__).exception("looking after files and old rows failed")
        finally:
            connection.close()
        time.sleep(TEND_EVERY)


def _cannot_listen(host: str, port: str) -> str:
    """Why the address cannot be used, in Swedish, or nothing."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT måste vara ett tal mellan 1 och 65535, inte {port!r}."
    try:
        with socket.create_server((host, int(port))):
            return ""
    except PermissionError:
        return f"Port {port} kräver särskilda rättigheter. Välj en över 1023: make run PORT=8001"
    except OSError as error:
        if error.errno == 98:
            return f"Port {port} är upptagen. Välj en annan: make run PORT={int(port) + 1}"
        return f"Det går inte att lyssna på {host}:{port}: {error.strerror}"


def _shown(host: str) -> str:
    return "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host
