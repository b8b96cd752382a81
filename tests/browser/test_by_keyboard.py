"""Saga has no mouse: a file is taken in, a picture written and published, a cause analysed.

Each journey is walked with JavaScript and without; axe looks where the crawl of every page does
not come: forms that said no, and pages in the middle of something.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open
from .test_every_page import serious
from .test_journeys import tab_to

COORDINATOR = "Central samordnare"
NEXT = "Spara och gå till nästa"
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


def press(page: Page, label: str, *, stays: bool = False) -> None:
    """Tab to the control, see that its focus shows, and press it; it leads on unless it `stays`."""
    tab_to(page, label, 150)
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", f"{label!r} shows no focus on {page.url}"
    if stays:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def opened(look: Open, *, javascript: bool) -> Page:
    page = look(COORDINATOR, java_script_enabled=javascript)
    page.set_default_timeout(15_000)
    return page


def write(page: Page, label: str, words: str) -> None:
    """Tab to the field with the label and type."""
    wanted = page.get_by_label(label).first
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("field => field === document.activeElement"):
            page.keyboard.type(words)
            return
    pytest.fail(f"no field {label!r} within 150 presses of Tab on {page.url}")


def sound(page: Page) -> None:
    """What axe finds; it is a script itself and cannot look where there are none."""
    if not page.evaluate("matchMedia('(scripting: none)').matches"):
        assert serious(page) == [], page.url


def told_no(page: Page) -> None:
    """A form that said no: what is wrong has the focus, and is read."""
    sound(page)
    alert = page.get_by_role("alert").first
    assert alert.evaluate("found => found === document.activeElement"), page.url


@both
def test_a_file_is_taken_in_another_cancelled_and_a_third_nearly_weeded(
    look: Open, javascript: bool
) -> None:
    page = opened(look, javascript=javascript)
    page.goto("/kallor/")
    press(page, "Felanmälningar (påhittade)")
    press(page, "Läs in en fil")
    hand_in(page, f"K{javascript}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vilken kolumn är vad?")
    sound(page)
    press(page, "Bedöm raderna")
    expect(page.get_by_text("Väntar på ditt ja")).to_be_visible(timeout=60_000)
    sound(page)
    tab_to(page, "Hämta alla 1 som CSV", 150)
    press(page, "Ta in 5 rader")
    expect(page.get_by_text("Inläst", exact=True)).to_be_visible(timeout=60_000)
    sound(page)
    press(page, "Felanmälningar (påhittade)")
    press(page, "Läs in en fil")
    hand_in(page, f"L{javascript}")
    press(page, "Avbryt leveransen")
    expect(page.get_by_text("Leveransen är avbruten.")).to_be_visible()
    page.goto("/kallor/")
    press(page, "Vad som ska bort")
    press(page, "Gallra handelser")
    sound(page)
    tab_to(page, "Gallra leveransen")
    press(page, "Avbryt")
    expect(page.get_by_text("Inläst", exact=True)).to_be_visible()


def hand_in(page: Page, number: str) -> None:
    """Five faults that can be taken in and one that cannot."""
    day = date.today() - timedelta(days=2)
    rows = [f"{number}-{n};Klotter;{day};Farsta" for n in range(5)] + [f"{number}-9;;;Farsta"]
    text = "\n".join(["Ärendenummer;Felkategori;Inkom;Stadsdel", *rows, ""])
    file = {"name": "fel.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("[type=file]").set_input_files(file)
    press(page, "Visa de första raderna")


@both
def test_a_picture_is_written_reviewed_published_and_compared(look: Open, javascript: bool) -> None:
    page = opened(look, javascript=javascript)
    page.goto("/lagesbild/")
    press(page, "Skriv en ny lägesbild")
    press(page, "Spara utkast")  # no place chosen
    told_no(page)
    choose(page, "Plats", "Bromma")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")  # from the first kind to the last
    expect(page.get_by_label("Kort läge")).to_be_checked()
    write(page, "Rubrik", f"Brommas kvartal {javascript}")
    press(page, "Spara utkast")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Brommas kvartal")
    press(page, "Skriv delen »Kartläggning«")
    for words, button in zip(
        ("Inbrotten", "Skolorna", "Husen"), (NEXT, NEXT, "Spara"), strict=True
    ):
        write(page, "Texten", f"{words} har setts fler gånger än förra kvartalet.")
        press(page, button)
    expect(page.get_by_text("Inget saknas").or_(page.get_by_text("kan publiceras"))).to_be_visible()
    press(page, "Be om granskning")
    sound(page)
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    press(page, "Be om granskning")
    sound(page)
    press(page, "Brommas kvartal")
    expect(page.get_by_text("På granskning").first).to_be_visible()
    press(page, "Publicera")
    sound(page)
    press(page, "Publicera")
    expect(page.get_by_text("Lägesbilden är publicerad.")).to_be_visible()
    page.goto("/lagesbild/")
    press(page, "Årlig lägesbild för Farsta")
    press(page, "Vad som har ändrats sedan")
    sound(page)


def choose(page: Page, label: str, option: str) -> None:
    """Tab to a list and type the first letters of what is wanted."""
    write(page, label, option)
    expect(page.get_by_label(label).first.locator("option:checked")).to_have_text(option)


@both
def test_a_cause_is_put_in_the_tree_with_what_it_rests_on(look: Open, javascript: bool) -> None:
    page = opened(look, javascript=javascript)
    page.goto("/lagesbild/")
    press(page, "Lägesbild för Hässelby-Vällingby")
    press(page, "Gör en orsaksanalys")
    press(page, "Spara")
    told_no(page)
    write(page, "Problem", f"Klotter vid spåren {javascript}")
    press(page, "Spara")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Klotter vid spåren")
    for words in ("Muren är mörk", "Ingen ser platsen"):
        press(page, "Lägg in en orsak")
        write(page, "Orsak", words)
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        press(page, "Spara")
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    press(page, "Flytta upp Ingen ser platsen")
    expect(page.locator(".causes h4").first).to_contain_text("Ingen ser platsen")
    press(page, "Ange underlag för Ingen ser platsen", stays=True)
    press(page, "Erfarenhet")
    press(page, "Spara")
    told_no(page)
    write(page, "Vad det säger om orsaken", "Fältet går förbi en gång i veckan.")
    press(page, "Spara")
    expect(page.locator(".evidence").first).to_contain_text("Fältet går förbi")
    sound(page)
    page.emulate_media(media="print")
    assert page.locator(".tools").first.is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
