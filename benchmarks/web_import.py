"""A file of incidents handed in through the web: time, what other pages take meanwhile, memory.

Run: python benchmarks/web_import.py [rows] [--demo DIR]

Starts the real server with its worker on a demo of its own (or a copy of DEMO_DIR as DIR), signs in
as the city's coordinator, uploads a CSV in the police extract's form, confirms the columns, waits
for the verdicts, says yes, and waits until the rows count. Others meanwhile look at pages. Limits
at 1,000,000 rows: 60 s in all, and every other page within 300 ms.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from statistics import median

import requests

sys.path.insert(0, str(Path(__file__).parent))
from import_incidents import write_extract

from samsyn.situation.intake.presets import PRESETS

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SOURCE = "/kallor/polisens-uttag/"
PAGES = ("/", "/lagesbild/", "/grupper/", SOURCE, "/kallor/")
STEP = re.compile(r'<label for="framsteg">(.*?)</label>.*?value="(\d+)"', re.S)


class Browser:
    """Somebody signed in, who follows redirects and sends forms with their token."""

    def __init__(self, root: str) -> None:
        self.root, self.session = root, requests.Session()

    def get(self, address: str, **headers: str) -> requests.Response:
        answer = self.session.get(self.root + address, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer

    def post(
        self, address: str, form: str, data: dict[str, str], file: Path | None = None
    ) -> requests.Response:
        token = TOKEN.search(self.get(form).text)
        assert token, f"no form at {form}"
        sent = {"csrfmiddlewaretoken": token[1], **data}
        with (file or Path(os.devnull)).open("rb") as handle:
            files = {"file": handle} if file else None
            answer = self.session.post(
                self.root + address, data=sent, files=files, timeout=120,
                headers={"Referer": self.root + form},
            )  # fmt: skip
        answer.raise_for_status()
        return answer

    def sign_in(self) -> None:
        found = re.search(r'action="(/demo/[^"]+)"', self.get("/demo/").text)
        assert found, "no invented person to become"
        self.post(found[1], "/demo/", {})


class Others:
    """People who look at pages, one after the other, until told to stop."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.taken, self.stopped = browser, dict[str, list[float]](), False
        self.thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self.stopped:
            for page in PAGES:
                begun = time.perf_counter()
                self.browser.get(page)
                self.taken.setdefault(page, []).append((time.perf_counter() - begun) * 1000)
                time.sleep(0.1)


class Memory:
    """The most that a process and all its children held at once, shared pages counted once."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most, self.stopped = pid, 0.0, False
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self.stopped:
            self.most = max(self.most, sum(map(_held, _family(self.pid))))
            time.sleep(0.25)


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _held(pid: int) -> float:
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
        return int(found[1]) / 1024 if found else 0
    return 0


@contextmanager
def server(home: Path) -> Iterator[tuple[str, int]]:
    """The real server with its worker, on a port of its own; its address and process id."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-m", "samsyn", "serve", "--port", str(port)],
        env={**os.environ, "DEMO_DIR": str(home)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    root = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with suppress(requests.ConnectionError):
                if requests.get(root + "/demo/", timeout=5).status_code == 200:
                    break
            time.sleep(0.5)
        yield root, running.pid
    finally:
        running.terminate()
        running.wait(30)


def wait(browser: Browser, batch: str, steps: list[tuple[str, int]]) -> None:
    """As htmx does: ask for the progress until the page is to be loaded anew."""
    while True:
        answer = browser.get(batch, **{"HX-Request": "true"})
        if told := STEP.search(answer.text):
            steps.append((told[1], int(told[2])))
        if answer.headers.get("HX-Refresh"):
            return
        time.sleep(0.5)


def hand_in(browser: Browser, path: Path) -> tuple[dict[str, float], list[tuple[str, int]], str]:
    """From the upload to the rows that count: seconds per step, what was told, the last page."""
    at, steps = {"begun": time.perf_counter()}, list[tuple[str, int]]()
    columns = browser.post(SOURCE + "las-in/", SOURCE + "las-in/", {}, path)
    address = columns.url.removeprefix(browser.root)
    at["uploaded, first rows shown"] = time.perf_counter()
    mapping = PRESETS["police_extract"].mapping.model_dump(mode="json", exclude={"earliest"})
    batch = browser.post(address, address, mapping).url.removeprefix(browser.root)
    wait(browser, batch, steps)
    at["judged"] = time.perf_counter()
    page = browser.get(batch).text
    if "ta-in/" not in page:
        raise SystemExit(re.findall(r'<div class="notice.*?</div>', page, re.S))
    browser.post(batch + "ta-in/", batch, {})
    wait(browser, batch, steps)
    at["taken in"] = time.perf_counter()
    return at, steps, browser.get(batch).text


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ask.add_argument("rows", nargs="?", type=int, default=1_000_000)
    ask.add_argument("--demo", type=Path, help="a filled DEMO_DIR to work on a copy of")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, path = Path(folder) / "demo", Path(folder) / "uttag.csv"
        start = datetime.now().replace(year=datetime.now().year - 3, day=1)
        write_extract(path, asked.rows, start=start, years=2)  # within what the demo's source keeps
        if asked.demo:
            shutil.copytree(asked.demo, home)
        else:
            words = [sys.executable, "-m", "samsyn", "demo"]
            subprocess.run(words, env={**os.environ, "DEMO_DIR": str(home)}, check=True)
        with server(home) as (root, pid):
            browser, other = Browser(root), Browser(root)
            browser.sign_in(), other.sign_in()
            calm = Others(other)
            calm.thread.start()
            time.sleep(5)
            calm.stopped = True
            calm.thread.join()
            memory, others = Memory(pid), Others(other)
            memory.thread.start(), others.thread.start()
            at, steps, page = hand_in(browser, path)
            memory.stopped = others.stopped = True
            others.thread.join()
    return report(
        rows=asked.rows, at=at, steps=steps, page=page, calm=calm, others=others, memory=memory
    )


def report(
    rows: int, at: dict[str, float], steps: list[tuple[str, int]], page: str, *,
    calm: Others, others: Others, memory: Memory,
) -> int:  # fmt: skip
    begun = at.pop("begun")
    taken = re.search(r"<dt>tagna</dt>\s*<dd>\s*([\d\s]+?)\s*</dd>", page)
    print(f"{rows:,} rows, taken {taken[1] if taken else '?'}; load {os.getloadavg()[0]:.1f}")
    for what, when in at.items():
        print(f"  {what}: {when - begun:.1f} s")
    print(f"progress: {len(set(steps))} different messages; memory at most {memory.most:.0f} MiB")
    every = sorted(ms for each in others.taken.values() for ms in each)
    for name, one in (("before", calm), ("meanwhile", others)):
        told = sorted(ms for each in one.taken.values() for ms in each)
        print(f"{name}: {len(told)} pages, median {median(told):.0f} ms, slowest {told[-1]:.0f} ms,"
              f" within 300 ms {sum(ms < 300 for ms in told) / len(told):.1%}")  # fmt: skip
    for where, taken_ms in others.taken.items():
        print(f"  {where}: median {median(taken_ms):.0f} ms, slowest {max(taken_ms):.0f} ms")
    whole = at["taken in"] - begun
    return 0 if whole < 60 and median(every) < 300 else 1


if __name__ == "__main__":
    sys.exit(main())
