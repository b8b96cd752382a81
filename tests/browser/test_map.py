"""Mira moves about in a picture's map with a mouse, a keyboard, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open

WATCH = """window.stopped = [];
    addEventListener('securitypolicyviolation', e => stopped.push(e.violatedDirective));"""


def the_citys_map(page: Page) -> Page:
    """The map of the city's published picture, from its own page."""
    page.add_init_script(WATCH)
    page.goto("/lagesbild/")
    page.get_by_role("link", name=re.compile("^Lägesbild för Stockholm")).first.click()
    page.get_by_role("link", name="Karta att röra sig i").click()
    return page


def stopped(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.stopped")
    return found


def width_of_a_place(page: Page) -> float:
    box = page.locator(".map__moving path[role=link]").first.bounding_box()
    assert box
    return box["width"]


def test_the_map_moves_and_zooms_and_a_place_leads_further_down(look: Open) -> None:
    page = the_citys_map(look())
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    frame = page.locator(".map__moving")
    expect(frame.locator("path[role=link]")).to_have_count(11)
    before = width_of_a_place(page)
    page.get_by_role("button", name="Zooma in").click()
    page.wait_for_timeout(600)  # the zoom glides
    assert width_of_a_place(page) > 1.5 * before
    page.get_by_role("button", name="Zooma ut").click()
    page.wait_for_timeout(600)
    pane = frame.locator(".leaflet-map-pane")
    stood = pane.get_attribute("style")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    assert pane.get_attribute("style") != stood
    page.locator(".map__moving path[aria-label^='Farsta']").click()
    expect(page).to_have_url(re.compile("plats=farsta"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Karta: Farsta")
    expect(page.locator(".map__moving path[role=link]").first).to_be_attached()
    assert stopped(page) == [] and told == []


def test_by_keyboard_alone_down_to_a_square(look: Open) -> None:
    page = the_citys_map(look())
    page.get_by_role("link", name="Täta rutor", exact=True).press("Enter")
    mark = page.locator(".map__moving path[role=link]").first
    mark.focus()
    assert mark.get_attribute("aria-label")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("plats=.*visa=rutor"))
    expect(page.get_by_role("navigation", name="Plats på kartan")).to_contain_text("Stockholm")
    assert stopped(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_without_a_script_the_drawing_and_the_table_lead_down(look: Open, width: int) -> None:
    page = look(java_script_enabled=False, width=width)
    page.goto("/lagesbild/")
    page.get_by_role("link", name=re.compile("^Lägesbild för Stockholm")).first.click()
    page.get_by_role("link", name="Karta att röra sig i").click()
    page.locator(".map svg a[aria-label^='Farsta'] path").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karta: Farsta")
    page.get_by_role("row", name=re.compile("Hökarängen")).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Karta: Hökarängen")
    expect(page.get_by_role("heading", name="Talen bakom: Hökarängen")).to_be_visible()


def test_on_paper_the_drawing_is_back(look: Open) -> None:
    page = the_citys_map(look())
    expect(page.locator(".map__moving")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".map__moving")).to_be_hidden()
    expect(page.locator(".map__drawn > svg")).to_be_visible()
