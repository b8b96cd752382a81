"""Draw the pictures of the README anew: `python scripts/screenshots.py [ADDRESS]`.

Needs a Samsyn that serves the demo (`make run`) at ADDRESS, by default http://localhost:8000, and
Chromium. Each picture is held under 300 KiB, so that the repository stays light.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
MOST = 300 * 1024  # bytes
SIZE = {"width": 1280, "height": 860}


def start(page: Page) -> None:
    page.goto("/")


def picture(page: Page) -> None:
    """The latest published picture of a district."""
    page.goto("/")
    page.locator(".cards a").nth(1).click()


def groups(page: Page) -> None:
    page.goto("/grupper/")


def desk(page: Page) -> None:
    """What awaits the coordinator."""
    page.goto("/demo/")
    page.get_by_role("button", name="Bli Saga").click()
    page.wait_for_load_state()


SHOTS = {"start": start, "lagesbild": picture, "grupper": groups, "skrivbord": desk}


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(base_url=address, viewport=SIZE, locale="sv-SE")
        for name, go in SHOTS.items():
            go(page)
            target = IMAGES / f"{name}.png"
            page.screenshot(path=target)
            weight = target.stat().st_size
            if weight > MOST:
                raise SystemExit(f"{target.name} weighs {weight} bytes, more than {MOST}")
            print(f"{target.name}: {weight // 1024} KiB")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
