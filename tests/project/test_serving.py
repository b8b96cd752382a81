"""`samsyn serve`: the first start fills the demo while it answers, and all ends together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from samsyn.project.serve.home import AlreadyFilling, Home, Progress
from samsyn.project.serve.waiting import UntilWhole, page

ROOT = Path(__file__).parents[2]
# The real demo takes half a minute; this one has a single person and can be told to fail.
SMALL_DEMO = """
import sys, time
from samsyn.project import demo
def build(directory, progress):
    from samsyn.organisation.models import Person
    progress(40, "Bygger Lillstad <snart>.")
    time.sleep({pause})
    {then}
    Person.objects.create(email="a@demo.invalid", name="Ada", is_demo=True)
demo.build = build
from samsyn.project.cli import main
sys.exit(main(sys.argv[1:]))
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SAMSYN_MODE")}
    return {**clean, "DEMO_DIR": str(home)}


def samsyn(home: Path, *arguments: str, pause: float = 0, then: str = "pass") -> list[str]:
    return [sys.executable, "-c", SMALL_DEMO.format(pause=pause, then=then), *arguments]


@contextmanager
def served(home: Path, port: int, **demo: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        samsyn(home, "serve", "--port", str(port), **demo),
        env=environment(home),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(30)


def ask(port: int, path: str = "/logga-in/") -> tuple[int, str]:
    """Status and text, or (0, "") while nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def until(port: int, status: int, seconds: float = 30) -> str:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found, text = ask(port)
        if found == status:
            return text
        time.sleep(0.1)
    raise AssertionError(f"no {status} within {seconds} s")


def children(process: subprocess.Popen[str]) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in found.stdout.split()]


def pair(process: subprocess.Popen[str]) -> list[int]:
    """Web server and job worker, once nothing else runs any more."""
    deadline = time.monotonic() + 30
    while len(children(process)) != 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    found = children(process)
    assert len(found) == 2
    return found


@pytest.mark.slow
def test_the_first_start_waits_visibly_and_the_second_is_quick(tmp_path: Path):
    port = free_port()
    with served(tmp_path, port, pause=2) as process:
        waiting = until(port, 503)
        assert 'http-equiv="refresh"' in waiting
        assert "Hoppa till innehållet" in until(port, 200)
        both = pair(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in both)
    assert not (tmp_path / "building").exists()

    began = time.monotonic()
    with served(tmp_path, port, then="raise SystemExit('filled twice')"):
        until(port, 200)
        assert time.monotonic() - began < 10  # 5 s on an idle machine; the suite shares it


@pytest.mark.slow
def test_when_the_worker_falls_the_server_does_not_stand_alone(tmp_path: Path):
    port = free_port()
    subprocess.run(samsyn(tmp_path, "demo"), env=environment(tmp_path), cwd=ROOT, check=True)
    with served(tmp_path, port) as process:
        until(port, 200)
        os.kill(pair(process)[-1], signal.SIGKILL)
        assert process.wait(30) == 1
    assert ask(port) == (0, "")


@pytest.mark.slow
def test_a_demo_that_fails_leaves_no_half_and_says_so(tmp_path: Path):
    port = free_port()
    with served(tmp_path, port, then="raise ValueError('ingen sådan nämnd')"):
        deadline = time.monotonic() + 30
        text = ""
        while "avbröts" not in text and time.monotonic() < deadline:
            text = ask(port)[1]
            time.sleep(0.1)
    assert "Uppbyggnaden avbröts" in text
    assert "ingen sådan nämnd" in text
    assert "http-equiv" not in text
    assert not (tmp_path / "whole").exists()
    done = subprocess.run(
        samsyn(tmp_path, "demo"), env=environment(tmp_path), cwd=ROOT, check=False
    )
    assert done.returncode == 0
    assert Home(tmp_path).is_whole


def test_a_taken_port_is_told_in_swedish(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            samsyn(tmp_path, "serve", "--port", port),
            env=environment(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} är upptagen" in done.stderr


@pytest.mark.parametrize("port", ["nittio", "0", "70000"])
def test_a_port_that_is_none_is_told_in_swedish(port: str):
    from samsyn.project.serve.server import serve

    assert serve("127.0.0.1", port, 1) == 1


def test_only_one_fills_at_a_time(tmp_path: Path):
    home = Home(tmp_path)
    with home.lock(), pytest.raises(AlreadyFilling), Home(tmp_path).lock():
        pass
    with home.lock():
        pass


def test_a_new_demo_takes_the_place_of_the_old_when_it_is_done(tmp_path: Path):
    home = Home(tmp_path)
    for text in ("old", "new"):
        home.start_over()
        (home.building / "samsyn.sqlite3").write_text(text)
        if text == "new":
            assert (home.whole / "samsyn.sqlite3").read_text() == "old"
        home.finish()
        assert (home.whole / "samsyn.sqlite3").read_text() == text
    assert home.is_whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["whole"]


def test_a_demo_of_another_shape_counts_as_none(tmp_path: Path):
    home = Home(tmp_path)
    home.start_over()
    home.finish()
    (home.whole / "made-from").write_text("an older shape")
    assert not home.is_whole


def test_the_waiting_page_escapes_what_it_is_told(tmp_path: Path):
    home = Home(tmp_path)
    home.tell(Progress(41.6, "Bygger <Lillstad>."))
    shown = page(home.progress())
    assert "Bygger &lt;Lillstad&gt;." in shown
    assert 'value="42"' in shown


def test_the_real_pages_take_over_once(tmp_path: Path):
    home, loads = Home(tmp_path), []

    def load() -> Any:
        loads.append(1)
        return lambda environ, start: [b"real"]

    application = UntilWhole(home, load)
    told: list[str] = []

    def get() -> bytes:
        environ = {"PATH_INFO": "/"}
        return b"".join(application(environ, lambda status, headers: told.append(status)))

    assert b"Samsyn byggs upp" in get()
    home.start_over()
    home.finish()
    assert (get(), get()) == (b"real", b"real")
    assert told == ["503 Service Unavailable"]
    assert loads == [1]
