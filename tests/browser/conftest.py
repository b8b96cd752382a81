"""A served demo and a real Chromium. The tests ask for pages by role, width and colours."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ROOT = Path(__file__).parents[2]
PATIENCE = 300  # seconds for the demo to be filled on a slow machine
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(2 * PATIENCE))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Samsyn that serves the demo. Workers of a run share the filled demo."""
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the pages are the same on every database: looked at on SQLite")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    port = free_port()
    log = (base / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.serve", str(port), str(base / "own")],
        cwd=ROOT,
        env=os.environ | {"DEMO_DIR": str(shared / "demo")},
        stdout=log,
        stderr=log,
    )
    address = f"http://localhost:{port}"
    try:
        wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended; see server.log"
        try:
            with urllib.request.urlopen(f"{address}/om/", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"no answer from {address} in {PATIENCE} s; see server.log")


# One browser per module: Playwright's loop must not run while tests of the database do.
@pytest.fixture(scope="module")
def chromium(server: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


Open = Callable[..., Page]


@pytest.fixture
def look(chromium: Browser, server: str) -> Iterator[Open]:
    """`look(role, width=360, …)` gives a page, signed in by one click on the demo's page."""
    contexts = []

    def open_page(role: str = "", *, width: int = 1280, **options: Any) -> Page:
        size = {"width": width, "height": 900}
        context = chromium.new_context(base_url=server, viewport=size, locale="sv-SE", **options)
        contexts.append(context)
        page = context.new_page()
        if role:
            become(page, role)
        return page

    yield open_page
    for context in contexts:
        context.close()


def become(page: Page, role: str) -> None:
    """Click the card of a role on the demo's page."""
    page.goto("/demo/")
    card = page.locator(".card").filter(has=page.get_by_role("heading", name=role))
    card.get_by_role("button").click()
    page.wait_for_load_state()
