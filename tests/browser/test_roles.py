"""One journey for each of the demo's nine roles: from what awaits them to what they came for."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .conftest import Open


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_anybody_follows_one_demand_from_the_start_page_to_its_result(look: Open) -> None:
    page = look(width=360)
    page.goto("/")
    page.get_by_role("link", name="Följ kravet hela vägen").click()
    heading(page, "Lokala arbetsgrupper")
    expect(page.locator(".steps")).to_contain_text("stockholm/2023 § 3.5")
    page.get_by_role("link", name=re.compile("Lås och portar")).click()
    expect(page.locator("main")).to_contain_text("Alla portar har nya lås")


def test_the_coordinator_treats_a_demand_from_a_board(look: Open) -> None:
    page = look("Central samordnare")
    page.goto("/oppet/krav/")
    page.get_by_role("link", name=re.compile("samma dag")).click()
    page.get_by_role("link", name="Farsta stadsdelsnämnd").first.click()
    page.get_by_role("link", name=re.compile("Hantera")).first.click()
    page.get_by_label("Tas in delvis").check()
    page.get_by_label("Skäl").fill("Gruppen kan träda samman inom ett dygn.")
    page.get_by_label("Klausul").fill("stockholm/2026 § 3.5")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("inom ett dygn")


def test_the_secretary_plans_a_meeting_and_finds_it_in_the_list(look: Open) -> None:
    page = look("Nämndsekreterare")
    page.goto("/sammantraden/")
    planning = page.locator("section", has=page.get_by_role("heading", name="Planera"))
    planning.get_by_role("link", name="Kommunstyrelsen").click()
    page.get_by_label("Dag").fill("2030-05-06")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("6 maj 2030")


def test_the_safety_coordinator_says_how_a_measure_goes(look: Open) -> None:
    page = look("Trygghetssamordnare i Farsta")
    page.goto("/planer/")
    page.get_by_role("link", name=re.compile("Farsta 20")).first.click()
    page.get_by_role("link", name=re.compile("Samverkanshelger")).first.click()
    page.get_by_role("link", name=re.compile("status", re.IGNORECASE)).first.click()
    page.get_by_label("Vilar").check()
    page.get_by_label(re.compile("Anteckning|Kommentar|Varför|Ord")).first.fill("Vi väntar in vår.")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("Vi väntar in vår.")


def test_the_liaison_officer_reads_the_picture_behind_the_plan(look: Open) -> None:
    page = look("Kommunpolis i Farsta-Vantör", width=360)
    page.goto("/planer/")
    page.get_by_role("link", name=re.compile("Farsta 20")).first.click()
    page.get_by_role("link", name=re.compile("Lägesbild")).last.click()
    heading(page, "Lägesbild")


def test_the_police_chief_sees_who_waits_for_whom(look: Open) -> None:
    page = look("Chef för lokalpolisområde Farsta-Vantör")
    page.goto("/uppfoljning/kedjan/")
    expect(page.locator("svg").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("Skärholmen")


def test_the_director_answers_the_boards_question(look: Open) -> None:
    page = look("Stadsdelsdirektör i Farsta")
    page.get_by_role("link", name=re.compile("^Svara:")).first.click()
    page.get_by_role("textbox").last.fill("Den följs upp i samma rapport som de andra grupperna.")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text("samma rapport")


def test_the_principal_sees_the_year_ahead(look: Open) -> None:
    page = look("Rektor")
    page.goto("/aret/")
    expect(page.locator("svg").first).to_be_visible()
    expect(page.locator("table").first).to_be_attached()


def test_the_politician_reads_last_years_summary(look: Open) -> None:
    page = look("Förtroendevald")
    page.goto("/uppfoljning/")
    page.get_by_role("link", name=re.compile("ammanställning")).last.click()
    expect(page.locator("main")).to_contain_text("Rån mot unga kräver")
