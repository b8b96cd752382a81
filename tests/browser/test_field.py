"""Frans has a telephone and cold thumbs; Tove leads the weekly meeting without a mouse."""

from __future__ import annotations

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page, expect

from .conftest import Open
from .test_every_page import serious
from .test_journeys import tab_to

FIELD_WORKER = "Fältarbetare i Farsta"
COORDINATOR = "Trygghetssamordnare i Farsta"


def a_photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "gray").save(out, "PNG")
    return out.getvalue()


def opened(page: Page) -> Page:
    """The form with all its parts shown."""
    page.goto("/falt/rapportera/")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page


def test_three_presses_report_the_common_case(look: Open) -> None:
    page = look(FIELD_WORKER, width=360, has_touch=True)
    presses = (
        page.get_by_role("link", name="Rapportera en iakttagelse"),
        page.get_by_text("Klotter", exact=True),
        page.get_by_role("button", name="Skicka", exact=True),
    )
    for press in presses:
        expect(press).to_be_in_viewport(timeout=10_000) if press is presses[2] else None
        press.tap()
    expect(page.get_by_text("Tack! Iakttagelsen är mottagen.")).to_be_visible()
    expect(page.locator(".list li").first).to_contain_text("Klotter")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_map_is_pointed_at_and_the_neighbourhood_follows(look: Open, javascript: bool) -> None:
    page = look(FIELD_WORKER, width=360, java_script_enabled=javascript)
    page.goto("/falt/rapportera/")
    page.get_by_label("Nedskräpning").check()
    page.get_by_text("Peka på kartan").click()
    marks = page.locator(".tap svg text", has_text="Hökarängen")
    name = marks.first.bounding_box()
    field = page.locator(".tap input").bounding_box()
    assert name and field
    at = {"x": name["x"] - field["x"] + 10, "y": name["y"] - field["y"] + 5}
    page.locator(".tap input").click(position=at)
    chosen = page.get_by_label("Stadsdel").locator("option:checked")
    expect(chosen).to_have_text("Hökarängen")
    expect(page.locator(".tap circle")).to_have_count(1)
    expect(page.get_by_label("Nedskräpning")).to_be_checked()
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.locator(".list li").first).to_contain_text("Nedskräpning, Hökarängen")


def test_without_a_net_it_waits_in_the_telephone_and_goes_when_the_net_is_back(look: Open) -> None:
    page = look(FIELD_WORKER, width=360)
    page.goto("/falt/rapportera/")
    page.context.set_offline(True)
    page.get_by_label("Mörk plats").check()
    page.get_by_label("Med egna ord").fill("Hela gången är mörk i dag.")
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_text("1 iakttagelse väntar i telefonen")).to_be_visible()
    expect(page.get_by_label("Med egna ord")).to_have_value("")
    page.context.set_offline(False)
    expect(page.get_by_text("iakttagelse väntar")).to_have_count(0)
    page.goto("/falt/")
    page.locator(".list a", has_text="Mörk plats").first.click()
    expect(page.get_by_text("Hela gången är mörk i dag.")).to_be_visible()
    assert page.evaluate("localStorage.getItem('samsyn-iakttagelser')") == "{}"


def test_the_form_opens_without_a_net_and_keeps_two_reports_with_a_photo(look: Open) -> None:
    page = look(FIELD_WORKER, width=360)
    page.goto("/falt/rapportera/")
    empty = "caches.open('samsyn-falt-1').then(kept => kept.match('/falt/rapportera/utan-nat/'))"
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # it has kept what it keeps
    kept = page.evaluate(f"{empty}.then(answer => answer.text())")
    assert "Frans" not in kept and "Farsta" not in kept and "csrf" not in kept
    page.context.set_offline(True)
    page.goto("/falt/rapportera/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rapportera utan nät")
    assert serious(page) == []
    page.get_by_label("Klotter").check()
    page.get_by_label("Stadsdel").select_option(label="Sköndal")
    page.get_by_label("Foto").set_input_files(
        {"name": "mur.png", "mimeType": "image/png", "buffer": a_photo()}
    )
    page.goto("/falt/rapportera/")  # the page was closed: all is there, the photo too
    expect(page.get_by_label("Klotter")).to_be_checked()
    assert page.evaluate("document.querySelector('[type=file]').files[0].name") == "mur.png"
    page.get_by_role("button", name="Spara och en till").click()
    expect(page.get_by_text("1 iakttagelse väntar")).to_be_visible()
    expect(page.get_by_label("Stadsdel").locator("option:checked")).to_have_text("Sköndal")
    page.get_by_label("Nedskräpning").check()
    page.get_by_role("button", name="Spara och skicka sedan").click()
    expect(page.get_by_text("2 iakttagelser väntar")).to_be_visible()
    page.context.set_offline(False)  # the page notices, and opens the form that sends what waits
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Rapportera en iakttagelse", timeout=30_000)
    expect(page.get_by_text("väntar i telefonen")).to_have_count(0)
    page.goto("/falt/")
    page.locator(".list a", has_text="Klotter, Sköndal").first.click()
    expect(page.locator(".photo")).to_be_visible()


SOMEBODY_ELSES = """() => {
    const all = JSON.parse(localStorage.getItem("samsyn-iakttagelser"));
    for (const one of Object.values(all)) one.who = "någon annan";
    localStorage.setItem("samsyn-iakttagelser", JSON.stringify(all));
}"""


def test_signing_out_asks_about_what_is_unsent_and_leaves_nothing(look: Open) -> None:
    page = look(FIELD_WORKER, width=360)
    page.goto("/falt/rapportera/")
    page.context.set_offline(True)
    page.get_by_label("Annat").check()
    page.get_by_role("button", name="Skicka", exact=True).click()
    expect(page.get_by_text("1 iakttagelse väntar")).to_be_visible()
    page.evaluate(SOMEBODY_ELSES)  # the telephone is shared: hers is asked about as well
    page.context.set_offline(False)
    page.goto("/falt/rapportera/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("http://*/")
    assert "inte skickat" in asked[0]
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("caches.keys().then(k => k.length)") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0


def test_what_is_written_survives_a_closed_page_and_is_nobody_elses(look: Open) -> None:
    page = look(FIELD_WORKER, width=360)
    page.goto("/falt/rapportera/")
    page.get_by_label("Annat").check()
    page.get_by_label("Med egna ord").fill("Grinden är borta.")
    page.goto("/")
    page.goto("/falt/rapportera/")
    expect(page.get_by_label("Med egna ord")).to_have_value("Grinden är borta.")
    expect(page.get_by_label("Annat")).to_be_checked()
    page.goto("/")
    page.get_by_role("button", name="Logga ut").click()
    page.goto("/demo/")
    card = page.locator(".card").filter(has=page.get_by_role("heading", name=COORDINATOR))
    card.get_by_role("button").click()
    page.goto("/falt/rapportera/")
    expect(page.get_by_label("Med egna ord")).to_have_value("")


def test_ones_own_position_is_asked_for_by_a_press_alone(look: Open) -> None:
    page = look(
        FIELD_WORKER,
        width=360,
        geolocation={"latitude": 59.2430, "longitude": 18.0930},
        permissions=["geolocation"],
    )
    page.goto("/falt/rapportera/")
    page.get_by_role("button", name="Använd min position").click()
    expect(page.get_by_text("Positionen är hämtad")).to_be_visible()
    assert re.match(r"59\.\d+,18\.\d+", page.locator("[name=position]").input_value())


def test_by_the_keyboard_alone_a_report_is_sent(look: Open) -> None:
    page = look(FIELD_WORKER, width=360)
    page.goto("/falt/rapportera/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "category":
            break
    page.keyboard.press("Space")
    expect(page.get_by_label("Skadegörelse")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Klotter")).to_be_checked()
    tab_to(page, "Skicka")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tack! Iakttagelsen är mottagen.")).to_be_visible()


def test_enter_in_a_line_sends_and_does_not_point_at_the_map(look: Open) -> None:
    page = look(FIELD_WORKER, width=360, java_script_enabled=False)
    page.goto("/falt/rapportera/")
    page.get_by_label("Klotter").check()
    page.get_by_label("Adress eller plats").press("Enter")
    expect(page.get_by_text("Tack! Iakttagelsen är mottagen.")).to_be_visible()


def test_the_meeting_is_led_by_the_keyboard_alone(look: Open) -> None:
    page = look(COORDINATOR)
    page.goto("/veckorundor/")
    tab_to(page, "Lokal arbetsgrupp, Farsta")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Förra veckan")).to_be_visible()
    tab_to(page, "Prioritera en plats")
    page.keyboard.press("Enter")
    page.get_by_label("Plats", exact=True).focus()
    page.keyboard.type("Skogsvägen")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Terrängskotrar varje helg.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Skogsvägen")).to_be_visible()
    tab_to(page, "Gjord")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Uppgiften är nu: gjord.")).to_be_visible()
    tab_to(page, "Avsluta veckan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/avsluta/")
    tab_to(page, "Avsluta veckan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Veckan är avslutad.")).to_be_visible()
    expect(page.get_by_role("heading", name="Kvar från tidigare veckor")).to_be_visible()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_whole_form_is_sound_for_a_screen_reader_and_fits_a_telephone(
    look: Open, colours: str
) -> None:
    page = opened(look(FIELD_WORKER, width=360, color_scheme=colours))
    page.get_by_role("button", name="Skicka", exact=True).click()  # nothing chosen: told what
    expect(page.get_by_role("alert")).to_contain_text("Välj vad det gäller.")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
