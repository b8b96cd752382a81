"""Draw the pictures of `docs/tour.md` anew: `python scripts/tour.py [ADDRESS]`.

Walks the tour in a Samsyn that serves a demo just filled (`make run`), by default at
http://localhost:8000: a file is handed in, a quarter is written, reviewed and published. What it
does stays in that demo, so each run wants a new one. Pictures are held under 200 KiB.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images" / "tour"
MOST = 200 * 1024  # bytes
SIZE = {"width": 1080, "height": 720}
COORDINATOR, POLICE, PLACE = "Bli Saga", "Bli Karim", "Farsta"
SAID = "Det märks mest på vardagskvällar kring centrum, enligt skolorna och fältarbetarna."
WHY = "Uppgifterna väntas i höst och tas med i nästa lägesbild."
HEADERS = "ID;BROTTSKOD;LATITUDE;LONGITUDE;BROTTSDATUMTID_START;BROTTSDATUMTID_SLUT"


def shot(page: Page, name: str) -> None:
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target)
    weight = target.stat().st_size
    if weight > MOST:
        raise SystemExit(f"{target.name} weighs {weight} bytes, more than {MOST}")
    print(f"{target.name}: {weight // 1024} KiB")


def become(page: Page, button: str) -> None:
    page.goto("/demo/")
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def hand_in(page: Page) -> None:
    """A fresh extract: three rows of last month are enough to show the columns."""
    page.goto("/kallor/")
    page.locator("main a[href^='/kallor/']:not([href$='/ny/'])").first.click()
    page.locator("main a[href$='/las-in/']").click()
    month = f"{date.today():%Y-%m}"
    rows = [f"TUR{n};1209;59,2430;18,0930;{month}-01 1{n}:00;{month}-01 1{n}:30" for n in range(3)]
    file = "\r\n".join([HEADERS, *rows]).encode("cp1252")
    page.locator("input[type=file]").set_input_files(
        {"name": "uttag.csv", "mimeType": "text/csv", "buffer": file}
    )
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    shot(page, "1-columns")


def begin(page: Page) -> str:
    """The form proposes the last whole quarter."""
    page.goto("/lagesbild/ny/")
    page.get_by_label("Plats").select_option(label=PLACE)
    shot(page, "2-new")
    page.get_by_role("button", name="Spara utkast").click()
    page.wait_for_load_state()
    shot(page, "3-checklist")
    return re.sub(r"https?://[^/]+", "", page.url)


def write(page: Page, picture: str) -> None:
    """Every section in turn: some words, or why there are none."""
    page.locator(f"a[href^='{picture}avsnitt/']").first.click()
    while "/avsnitt/" in page.url:
        absent = page.locator("#id_absent")
        if absent.count() and "women" not in page.url and "unga" not in page.url:
            absent.fill(WHY)
        else:
            page.locator("#id_text").fill(SAID)
        if "unga" in page.url:
            shot(page, "4-section")
        following = page.get_by_role("button", name="Spara och gå till nästa")
        (following if following.count() else page.get_by_role("button", name="Spara")).click()
        page.wait_for_load_state()


def review(page: Page, picture: str) -> None:
    """The police are asked, comment, and are answered."""
    page.goto(f"{picture}granskning/be-om/")
    page.get_by_label(f"Lokal beredningsgrupp, {PLACE}").check()
    page.get_by_role("button", name="Be om granskning").click()
    become(page, POLICE)
    page.goto(f"{picture}granskning/")
    page.get_by_label("Avsnitt").select_option(label="Kvinnor och flickor")
    page.get_by_label("Synpunkt").fill("Säg också något om gångtunneln vid stationen.")
    page.get_by_role("button", name="Lämna synpunkten").click()
    become(page, COORDINATOR)
    page.goto(f"{picture}granskning/")
    shot(page, "5-review")
    page.get_by_role("link", name="Besvara").click()
    page.get_by_label("Svar").fill("Det står nu i avsnittet.")
    page.get_by_role("button", name="Besvara").click()


def publish(page: Page, picture: str) -> None:
    page.goto(f"{picture}publicera/")
    page.get_by_role("button", name="Publicera").click()
    page.wait_for_load_state()
    page.goto(picture)
    shot(page, "6-published")


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=address, viewport=SIZE, locale="sv-SE")
        become(page, COORDINATOR)
        hand_in(page)
        picture = begin(page)
        write(page, picture)
        review(page, picture)
        publish(page, picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
