"""Anna and Karin write Norra's picture at once; neither overwrites the other without knowing it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from samsyn.situation.actions import draft
from samsyn.situation.models import Batch, Picture
from samsyn.situation.picture.saving import SavedSince, parsed, tokens
from tests.lillstad import Lillstad

from .conftest import UNTIL, WORDS, browser

QUARTER = {"since": date(2023, 10, 1), "until": UNTIL, "kind": "quarter"}
ANNAS, KARINS = "Tunneln undviks om kvällen.", "Torget undviks på natten."


@pytest.fixture
def picture(town: Lillstad, two_years: Batch) -> Picture:
    return draft(town.actor("anna"), town.place("norra"), **QUARTER, **WORDS)  # type: ignore[arg-type]


def opened(client: Client, address: str) -> str:
    """What the form knows of the words that stood in it."""
    found = re.search(r'name="was" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def test_the_later_is_told_who_saved_and_chooses(town: Lillstad, picture: Picture) -> None:
    address = f"/lagesbild/{picture.pk}/avsnitt/women/"
    anna, karin = browser(town, "anna"), browser(town, "karin")
    was, same = opened(anna, address), opened(karin, address)
    assert anna.post(address, {"text": ANNAS, "was": was}).status_code == 302
    refused = karin.post(address, {"text": KARINS, "was": same})
    page = refused.content.decode()
    assert refused.status_code == 200 and "Anna Lind har sparat avsnittet" in page
    assert ANNAS in page and KARINS in page
    picture.refresh_from_db()
    assert picture.sections["women"]["text"] == ANNAS
    seen = re.search(r'name="was" value="([^"]+)"', page)
    assert seen is not None  # having seen both, Karin saves hers
    assert karin.post(address, {"text": KARINS, "was": seen[1]}).status_code == 302
    picture.refresh_from_db()
    assert picture.sections["women"]["text"] == KARINS


def test_one_who_has_two_windows_is_told_so(town: Lillstad, picture: Picture) -> None:
    address = f"/lagesbild/{picture.pk}/avsnitt/analysis/"
    anna = browser(town, "anna")
    was = opened(anna, address)
    anna.post(address, {"text": ANNAS, "was": was})
    page = anna.post(address, {"text": KARINS, "was": was}).content.decode()
    assert "Du har sparat avsnittet" in page


def test_other_sections_and_the_same_words_are_no_clash(town: Lillstad, picture: Picture) -> None:
    anna, karin = browser(town, "anna"), browser(town, "karin")
    women, men = (f"/lagesbild/{picture.pk}/avsnitt/{key}/" for key in ("women", "men"))
    was = {address: opened(karin, address) for address in (women, men)}
    anna.post(women, {"text": ANNAS, "was": opened(anna, women)})
    assert karin.post(men, {"text": KARINS, "was": was[men]}).status_code == 302
    assert karin.post(women, {"text": f" {ANNAS}\r\n", "was": was[women]}).status_code == 302


def test_in_the_whole_form_what_one_left_alone_stays_as_the_other_wrote_it(
    town: Lillstad, picture: Picture
) -> None:
    was = parsed(tokens(picture, ["mapping", "analysis"]))
    actor, place = town.actor("karin"), town.place("norra")
    draft(town.actor("anna"), place, picture=picture, **QUARTER, mapping=ANNAS)  # type: ignore[arg-type]
    told = {"mapping": WORDS["mapping"], "analysis": KARINS}
    kept = draft(actor, place, picture=picture, was=was, **QUARTER, **told)  # type: ignore[arg-type]
    assert (kept.mapping, kept.analysis) == (ANNAS, KARINS)
    with pytest.raises(SavedSince):
        draft(actor, place, picture=picture, was=was, **QUARTER, mapping=KARINS)  # type: ignore[arg-type]


def test_the_whole_form_shows_each_text_that_both_have_written(
    town: Lillstad, picture: Picture
) -> None:
    address = f"/lagesbild/{picture.pk}/andra/"
    karin = browser(town, "karin")
    said = {"first": "2023-10", "last": "2023-12", "kind": "quarter", "title": picture.title}
    said |= WORDS | {"mapping": KARINS, "was": opened(karin, address)}
    draft(town.actor("anna"), town.place("norra"), picture=picture, **QUARTER, mapping=ANNAS)  # type: ignore[arg-type]
    page = karin.post(address, said).content.decode()
    assert "Anna Lind har sparat »Kartläggning«" in page and ANNAS in page
    assert "»Analys«" not in page
