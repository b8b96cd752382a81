"""Journeys of the demo's people: with the keyboard only, without JavaScript, on a small screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open

COORDINATOR = "Central samordnare"
TODAY = re.compile("väntar på dig")


def focused(page: Page) -> str:
    text: str = page.evaluate("document.activeElement.textContent.trim()")
    return text


def tab_to(page: Page, label: str, most: int = 80) -> None:
    """Press Tab until the control whose text begins so has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if focused(page).startswith(label):
            return
    pytest.fail(f"no {label!r} within {most} presses of Tab on {page.url}")


def test_the_first_tab_leads_past_the_menu_to_the_content(look: Open) -> None:
    page = look()
    page.goto("/grupper/")
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_focus_can_always_be_seen(look: Open) -> None:
    page = look()
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", focused(page)


def test_with_the_keyboard_only_one_becomes_the_coordinator_and_finds_a_vacant_seat(
    look: Open,
) -> None:
    page = look()
    page.goto("/")
    tab_to(page, "Prova som någon i samverkan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/demo/")
    tab_to(page, "Bli Saga")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hej Saga")
    tab_to(page, "Tillsätt:")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tillsätt platsen")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_seat_cannot_be_filled_without_a_decision_and_the_form_leads_to_the_field(
    look: Open, javascript: bool
) -> None:
    page = look(COORDINATOR, java_script_enabled=javascript)
    page.get_by_role("link", name="Tillsätt:").first.click()
    page.get_by_label("Person").select_option(index=1)
    page.locator("form.form").evaluate("form => form.noValidate = true") if javascript else None
    page.get_by_label("Beslut").fill("   ")
    page.get_by_role("button", name="Tillsätt").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Beslut")
    summary.get_by_role("link", name="Beslut").click()
    expect(page.get_by_label("Beslut")).to_be_focused()


def test_without_javascript_the_colours_are_chosen_by_a_form(look: Open) -> None:
    page = look(java_script_enabled=False)
    page.goto("/grupper/")
    page.get_by_role("link", name="Utseende").first.click()
    page.get_by_label("Mörkt").check()
    page.get_by_role("button", name="Spara").click()
    expect(page).to_have_url(re.compile("/grupper/$"))
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_with_javascript_the_switch_works_at_once_and_is_remembered(look: Open) -> None:
    page = look(color_scheme="light")
    page.goto("/grupper/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Mörkt läge").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    expect(page.get_by_role("button", name="Ljust läge")).to_be_visible()


def test_on_a_telephone_who_held_the_seat_on_a_day_is_answered(look: Open) -> None:
    page = look("Trygghetssamordnare i Farsta", width=360)
    page.get_by_role("link", name="Trygghetssamordnare", exact=True).first.click()
    page.get_by_label("Dag").fill("1999-01-01")
    page.get_by_role("button", name="Visa dagen").click()
    expect(page.get_by_text("Den 1 januari 1999: ingen.")).to_be_visible()


def test_the_keeper_of_accounts_sees_accounts_and_no_draft(look: Open) -> None:
    page = look("Kontoansvarig")
    page.get_by_role("link", name="Konton", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Konton")
    page.goto("/")
    expect(page.get_by_text("Du sköter konton.")).to_be_visible()
    expect(page.get_by_text("Tillsätt:")).to_have_count(0)
