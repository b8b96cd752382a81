"""Kim uses a screen reader, Lo a telephone: every page that a role can reach is sound for both.

The pages are found by following links, at most a few per address of the URL table, so that a new
page is looked at without anybody writing its name here.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Page

from .conftest import Open

LOOKS = [  # who, in which colours
    ("", "light"),
    ("Trygghetssamordnare i Farsta", "light"),
    ("Central samordnare", "dark"),
    ("Nämndsekreterare", "light"),
    ("Stadsdelsdirektör i Farsta", "dark"),
    ("Kontoansvarig", "light"),
]
EACH = 1  # pages per address of the URL table
LOOKED_AT: set[tuple[str, ...]] = set()  # address, colours and makings that axe has met
MADE_OF = """[...new Set([...document.querySelectorAll('body *')].map(e => [e.tagName,
    ...['class', 'type', 'role', 'hidden', 'disabled', 'aria-current', 'aria-invalid']
        .map(name => e.getAttribute(name))].join('|')))].sort().join()"""
OVERFLOWING = """[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll'))
    .slice(0, 3).map(e => e.outerHTML.slice(0, 90))"""


def links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "a[href]",  # those of a drawing have their address one step further in
        "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
        ".filter(h => h.startsWith(location.origin))",
    )
    return [urlparse(href).path for href in found]


def name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def is_page(page: Page, path: str) -> bool:
    """Go there; False for a file to download. A link that leads nowhere is a fault."""
    is_file = "." in path.rsplit("/", 1)[-1]
    answer = page.request.get(path) if is_file else page.goto(path)
    assert answer, f"a link leads to {path}: no answer"
    assert answer.ok, f"a link leads to {path}: {answer.status}"
    return "text/html" in answer.headers.get("content-type", "")


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]


def faults(page: Page, name: str, colours: str) -> list[str]:
    """What is wrong with the page as it stands, at both widths.

    Axe meets an address again where a role sees it made of other parts than another role did.
    """
    look = name, colours, page.evaluate(MADE_OF)
    wrong = [] if look in LOOKED_AT else serious(page)
    LOOKED_AT.add(look)
    if (count := page.locator("h1").count()) != 1:
        wrong.append(f"{count} h1")
    page.set_viewport_size({"width": 360, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wrong.append(f"wider than 360 px: {page.evaluate(OVERFLOWING)}")
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


@pytest.mark.parametrize(("role", "colours"), LOOKS, ids=lambda word: word or "anybody")
def test_every_page_a_role_reaches_is_sound(look: Open, role: str, colours: str) -> None:
    page = look(role, color_scheme=colours)
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            said.append(f"{page.url}: {message.text}")

    page.on("console", listen)
    queue, seen, counted = ["/"], {"/"}, Counter[str]()
    wrong: dict[str, list[str]] = {}
    while queue:
        path = queue.pop(0)
        name = name_of(path)
        if not name or counted[name] >= EACH or not is_page(page, path):
            continue
        counted[name] += 1
        if found := faults(page, name, colours):
            wrong[path] = found
        new = [link for link in links(page) if link not in seen]
        seen |= set(new)
        queue += new
    assert wrong == {}
    assert said == []
    assert len(counted) > 12, counted
