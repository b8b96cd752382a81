"""Anna asks for a review of Norra's draft; Björn comments from his seat, Anna answers."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.project.desk.awaits import errands
from samsyn.situation.actions import (
    answer_comment,
    ask_review,
    comment,
    draft,
    finish_review,
    publish,
)
from samsyn.situation.models import Batch, Comment, Picture, Review
from tests.lillstad import Lillstad

from .conftest import SINCE, UNTIL, WORDS, browser

SAID = "Skriv också att bussarna är fulla av äldre då."


@pytest.fixture
def picture(town: Lillstad, two_years: Batch) -> Picture:
    return draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)


def asked(town: Lillstad, picture: Picture) -> list[Review]:
    seats = [town.seat("lokal-styrgrupp/norra", "lpo-chef")]
    return ask_review(town.actor("anna"), picture, seats=seats, due=date(2024, 3, 20))


def titles(town: Lillstad, who: str) -> list[str]:
    return [errand.title for errand in errands(town.actor(who))]


def test_who_is_asked_finds_it_on_the_desk_until_it_is_done(
    town: Lillstad, picture: Picture
) -> None:
    asked(town, picture)
    assert f"Granska: {picture}" in titles(town, "bjorn")
    assert f"Granska: {picture}" not in titles(town, "anna")
    finish_review(town.actor("bjorn"), picture, note="Bra.")
    assert f"Granska: {picture}" not in titles(town, "bjorn")
    (review,) = picture.reviews.all()
    assert (review.done_on, review.note) == (town.today, "Bra.")
    with pytest.raises(Refused, match="Ingen av dina platser"):
        finish_review(town.actor("bjorn"), picture)


def test_a_comment_stops_publication_until_it_is_answered(town: Lillstad, picture: Picture) -> None:
    said = comment(town.actor("bjorn"), picture, section="analysis", text=SAID)
    assert "LPO-chef" in said.by and "Björn" not in said.by
    assert f"Besvara synpunkter: {picture}" in titles(town, "anna")
    with pytest.raises(Refused, match="synpunkt från granskningen"):
        publish(town.actor("anna"), picture)
    answer_comment(town.actor("anna"), said, answer="Det står nu i analysen.")
    with pytest.raises(Refused, match="redan besvarad"):
        answer_comment(town.actor("anna"), said, answer="Det står nu i analysen.")
    assert publish(town.actor("anna"), picture).is_published
    with pytest.raises(Refused, match="publicerad"):
        comment(town.actor("bjorn"), picture, text=SAID)


def test_only_those_who_reach_the_picture_review_it(town: Lillstad, picture: Picture) -> None:
    south = town.seat("lokal-styrgrupp/sodra", "chef")
    with pytest.raises(Refused, match="kan inte granska"):
        ask_review(town.actor("anna"), picture, seats=[south])
    empty = town.seat("lokal-styrgrupp/norra", "skola")
    with pytest.raises(Refused, match="tom eller saknar mandat"):
        ask_review(town.actor("anna"), picture, seats=[empty])
    with pytest.raises(Refused, match="Välj minst en plats"):
        ask_review(town.actor("anna"), picture, seats=[])
    for act in (comment, finish_review):
        with pytest.raises(Forbidden):
            act(town.actor("cecilia"), picture, **({"text": SAID} if act is comment else {}))  # type: ignore[operator]


def test_to_ask_again_moves_the_day_and_asks_no_second_time(
    town: Lillstad, picture: Picture
) -> None:
    (first,) = asked(town, picture)
    seat = town.seat("lokal-styrgrupp/norra", "lpo-chef")
    (again,) = ask_review(town.actor("anna"), picture, seats=[seat], due=date(2024, 4, 1))
    assert (again.pk, again.due) == (first.pk, date(2024, 4, 1))
    with pytest.raises(Refused, match="inte har passerat"):
        ask_review(town.actor("anna"), picture, seats=[seat], due=date(2024, 3, 1))


def test_the_review_on_the_pages(town: Lillstad, picture: Picture) -> None:
    anna, bjorn = browser(town, "anna"), browser(town, "bjorn")
    where = f"/lagesbild/{picture.pk}/granskning/"
    asking = anna.get(f"{where}be-om/").content.decode()
    assert "Lokal styrgrupp, Norra" in asking and "Södra" not in asking
    assert "Välj en grupp" in anna.post(f"{where}be-om/", {"due": ""}).content.decode()
    group = town.group("lokal-styrgrupp/norra").pk
    assert anna.post(f"{where}be-om/", {"groups": [group]})["Location"] == where
    assert picture.reviews.count() == 2, "Anna and Björn sit; the school's seat is empty"
    assert "På granskning" in bjorn.get(picture.get_absolute_url()).content.decode()
    assert "Skriv vad du vill säga" in bjorn.post(where, {"section": "mapping"}).content.decode()
    bjorn.post(where, {"section": "analysis", "text": SAID})
    said = Comment.objects.get()
    seen = anna.get(where).content.decode()
    assert SAID in seen and "Analys" in seen and "Björn Falk" not in seen.partition("<main")[2]
    anna.post(f"/lagesbild/synpunkter/{said.pk}/svara/", {"answer": "Det står nu i analysen."})
    bjorn.post(f"{where}klar/", {"note": ""})
    assert picture.reviews.get(done_on__isnull=False).seat.key == "lpo-chef"
    before = anna.get(f"/lagesbild/{picture.pk}/publicera/").content.decode()
    assert "Har ännu inte granskat" in before
    anna.post(f"/lagesbild/{picture.pk}/publicera/")
    assert SAID in bjorn.get(where).content.decode()


def test_what_reviewers_said_never_leaves_the_house(town: Lillstad, picture: Picture) -> None:
    said = comment(town.actor("bjorn"), picture, text=SAID)
    answer_comment(town.actor("anna"), said, answer="Det står nu i analysen.")
    publish(town.actor("anna"), picture)
    for who in (None, "cecilia"):
        reader = browser(town, who)
        assert SAID not in reader.get(picture.get_absolute_url()).content.decode()
        assert reader.get(f"/lagesbild/{picture.pk}/granskning/").status_code in (302, 404)
        assert SAID not in reader.get(f"/lagesbild/{picture.pk}.json").content.decode()
