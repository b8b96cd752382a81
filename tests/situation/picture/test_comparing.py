"""What a correction changes, word by word and number by number; what is new since last time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.situation.actions import correct, draft, publish
from samsyn.situation.models import Batch, Picture
from samsyn.situation.picture.comparing import comparable, corrected, previous, since_last, texts
from samsyn.situation.picture.worddiff import pieces
from tests.lillstad import Lillstad

from .conftest import UNTIL, WORDS, Deliver, browser

prose = st.text(alphabet="ab .\nå", max_size=60)
FIRST_HALF = {"since": date(2023, 1, 1), "until": date(2023, 7, 1)}
SECOND_HALF = {"since": date(2023, 7, 1), "until": UNTIL}


def out(town: Lillstad, **asked: Any) -> Picture:
    picture = draft(town.actor("anna"), town.place("norra"), **{**WORDS, **asked})
    return publish(town.actor("anna"), picture)


@given(prose, prose)
def test_the_pieces_hold_both_texts_whole(old: str, new: str) -> None:
    found = pieces(old, new)
    before = " ".join(p.text for p in found if p.kind != "new")
    after = " ".join(p.text for p in found if p.kind != "gone")
    assert (before.split(), after.split()) == (old.split(), new.split())


@given(prose)
def test_a_text_is_not_changed_by_being_itself(text: str) -> None:
    assert {p.kind for p in pieces(text, text)} <= {"same"}


def test_only_the_changed_words_are_marked() -> None:
    found = pieces("Rånen är få vid torget.", "Rånen är fler vid torget.")
    assert [(p.kind, p.text) for p in found] == [
        ("same", "Rånen är"), ("gone", " få"), ("new", " fler"), ("same", " vid torget."),
    ]  # fmt: skip


def test_a_correction_shows_what_it_changes_to_everybody(
    town: Lillstad, two_years: Batch, deliver: Deliver
) -> None:
    old = out(town, **SECOND_HALF)
    deliver(("norra", "1209", "2023-08", 40))
    new = correct(town.actor("anna"), old, why="Augusti saknade en leverans om klotter.")
    words = {"analysis": WORDS["analysis"].replace("få vuxna", "nästan inga vuxna")}
    new = draft(town.actor("anna"), town.place("norra"), picture=new, **SECOND_HALF, **words)
    new = publish(town.actor("anna"), new)
    assert old.content is not None and new.content is not None
    told = {
        number.name: (number.before, number.now) for number in corrected(old.content, new.content)
    }
    assert any("2023-08" in name for name in told) and not any("2023-09" in name for name in told)
    page = browser(town, None).get(f"/lagesbild/{new.pk}/rattelse/").content.decode()
    plain = " ".join(page.replace("\n", " ").split())
    assert '<del><span class="visually-hidden">[Borttaget:</span> få' in plain
    assert "[Tillagt:</span> nästan inga" in plain
    assert "Annan information:" not in plain, "what is the same is not listed"
    assert (
        f"/lagesbild/{new.pk}/rattelse/"
        in browser(town, None).get(new.get_absolute_url()).content.decode()
    )
    listed = browser(town, None).get("/lagesbild/platser/norra/").content.decode()
    assert listed.count("Rättad") == 1 and old.get_absolute_url() in listed


def test_a_picture_that_corrects_nothing_has_no_such_page(town: Lillstad, two_years: Batch) -> None:
    picture = out(town, **SECOND_HALF)
    assert browser(town, None).get(f"/lagesbild/{picture.pk}/rattelse/").status_code == 404


def test_last_time_is_the_latest_of_the_same_place_and_kind(
    town: Lillstad, two_years: Batch
) -> None:
    first = out(town, **FIRST_HALF)
    assert previous(first) is None
    fixed = publish(
        town.actor("anna"), correct(town.actor("anna"), first, why="Ett ord var fel i analysen.")
    )
    second = out(town, **SECOND_HALF, analysis="Det är lugnare vid Torget när vuxna är där.")
    assert previous(second) == fixed, "what has been corrected is no longer compared with"
    assert previous(fixed) is None, "a correction does not follow upon what it corrects"
    page = browser(town, None).get(f"/lagesbild/{second.pk}/sedan-sist/").content.decode()
    assert fixed.title in page and "Analys: ändrat" in page and "andra årstider" not in page
    assert second.content is not None and fixed.content is not None
    states = {text.heading: text.state for text in texts(fixed, second, second.content)}
    assert (states["Analys"], states["Kartläggning"]) == ("ändrat", "oförändrat")
    told = {number.name: number for number in since_last(fixed.content, second.content)}
    assert told["Otrygga platser"].change


def test_periods_that_cannot_be_compared_are_not(town: Lillstad, two_years: Batch) -> None:
    half, most = out(town, **FIRST_HALF), out(town, since=date(2023, 2, 1), until=UNTIL)
    assert half.content is not None and most.content is not None
    assert "olika långa" in comparable(half.content, most.content)
    assert not any(number.change for number in since_last(half.content, most.content))


def test_what_either_hides_is_told_as_hidden(town: Lillstad, two_years: Batch) -> None:
    def content(n: int | None) -> dict[str, Any]:
        area = {"key": "a", "name": "A", "n": n}
        return {"areas": [area], "period": {"since": "2023-01-01", "until": "2023-04-01"}}

    later = content(9) | {"period": {"since": "2023-04-01", "until": "2023-07-01"}}
    (number,) = since_last(content(None), later)
    assert (number.before, number.now, number.change) == ("skyddat", "9", "–")


@pytest.mark.parametrize("who", [None, "cecilia"])
def test_the_pages_of_a_draft_are_its_readers_alone(
    town: Lillstad, two_years: Batch, who: str | None
) -> None:
    out(town, **FIRST_HALF)
    picture = draft(town.actor("anna"), town.place("norra"), **SECOND_HALF, **WORDS)
    address = f"/lagesbild/{picture.pk}/sedan-sist/"
    assert browser(town, "anna").get(address).status_code == 200
    assert browser(town, who).get(address).status_code in (302, 404)
