"""An installation where nothing has happened yet: its pages say so. No test here has a town."""

from __future__ import annotations

from django.test import Client


def test_a_passer_by_is_told_in_seven_sentences(db: None, client: Client) -> None:
    page = client.get("/").content.decode()
    steps = page[page.index('<ol class="steps">') : page.index("</ol>", page.index("steps"))]
    assert steps.count("<li>") == 7
    assert "Ingen lägesbild är publicerad ännu." in page


def test_an_unmerged_town_without_districts_still_has_a_page(db: None, client: Client) -> None:
    assert "Inga stadsdelsområden" in client.get("/platser/").content.decode()


def test_where_nothing_is_followed_up_the_page_says_so(db: None, client: Client) -> None:
    shown = client.get("/uppfoljning/").content.decode()
    assert "Inget år är sammanställt ännu" in shown
    assert "Ingen stad är registrerad ännu" in shown
    shown = client.get("/uppfoljning/aterkoppling/").content.decode()
    assert "Ingen överenskommelse i kraft" in shown
