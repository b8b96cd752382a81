"""What a round says against the ones before, and where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from samsyn.analysis.survey import share
from samsyn.situation.actions import mark_round
from samsyn.situation.models import Source
from samsyn.situation.surveys.estimates import change, estimate, verdict
from samsyn.situation.surveys.reading import Course, Results
from tests.lillstad import Lillstad
from tests.situation.intake.test_intake_pages import browser

from .conftest import AVOIDS, LATE, NEW_WAY, ROUNDS, Deliver, asked


@dataclass
class Told:
    share: float
    n: int
    design_effect: float = 1.0
    population: int | None = None


def test_the_interval_is_the_librarys() -> None:
    found = share(0.35, 400, population=5000, design_effect=1.4)
    told = estimate(Told(0.35, 400, 1.4, 5000))
    assert told == {
        "n": 400,
        "share": 35,
        "low": round(100 * float(found.low)),
        "high": round(100 * float(found.high)),
    }


def test_a_heavier_design_makes_less_sure() -> None:
    assert change(Told(0.25, 400), Told(0.34, 400)).way == "up"
    assert change(Told(0.25, 400, 3), Told(0.34, 400, 3)).way == "unsure"


def test_more_trust_is_good_and_more_unsafety_bad() -> None:
    found = change(Told(0.2, 900), Told(0.3, 900))
    assert verdict(found, more_is_worse=True) == ("bad", "ökat")
    assert verdict(found, more_is_worse=False) == ("good", "ökat")
    assert verdict(change(Told(0.2, 90), Told(0.2, 90)), more_is_worse=True)[0] == "plain"


def norra(source: Source, town: Lillstad) -> Course:
    return Results(source.survey).course(town.place("norra"), "unsafe_late")


def test_a_round_is_compared_with_the_one_before(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    deliver(ROUNDS)
    course = norra(source, town)
    then, why = course.before(2023)
    found = course.change(2023)
    assert then is not None
    assert (then.year, why) == (2020, "")
    assert found is not None
    assert (round(found.points), found.way) == (9, "up")
    assert course.before(2017) == (None, "")


@pytest.mark.parametrize("how", ["in the table", "by Karin"])
def test_nothing_is_compared_over_a_break(
    deliver: Deliver, town: Lillstad, source: Source, how: str
) -> None:
    if how == "by Karin":
        deliver(ROUNDS)
        mark_round(town.actor("karin"), source, year=2020, broken=NEW_WAY)
    else:
        at_2020 = asked("Norra", 2020, LATE, "26", broken=NEW_WAY)
        deliver([at_2020 if row[:2] == ("Norra", "2020") else row for row in ROUNDS])
    course = norra(source, town)
    assert course.change(2020) is None
    assert course.before(2020) == (
        None, f"Omgången 2020 kan inte jämföras med den före: {NEW_WAY}."
    )  # fmt: skip
    assert course.change(2023) is not None  # the two after the break are alike


def test_a_round_in_between_that_broke_stands_in_the_way(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    """Norra was not asked in the round that broke: 2017 and 2023 lie on each side of it."""
    deliver([row for row in ROUNDS if row[:2] != ("Norra", "2020")])
    mark_round(town.actor("karin"), source, year=2020, broken=NEW_WAY)
    assert norra(source, town).change(2023) is None
    mark_round(town.actor("karin"), source, year=2020, broken="")
    assert norra(source, town).change(2023) is not None


def test_the_pages_show_shares_with_intervals_breaks_and_nothing_of_few(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    anna = browser(town, "anna")
    assert "Ingen omgång är inläst än." in anna.get("/trygghetsmatningar/").content.decode()
    few = [asked("Norra", 2023, AVOIDS, "77", n, of=of)
           for of, n in (("Alla", 100), ("Kvinnor", 80), ("Män", 20))]  # fmt: skip
    deliver([*ROUNDS, *few])
    karin = browser(town, "karin")
    karin.post(f"/trygghetsmatningar/{source.key}/omgang/2023/", {"broken": NEW_WAY})
    table = anna.get(source.survey.get_absolute_url()).content.decode()
    assert "35 % (30–40)" in table
    assert NEW_WAY in table
    men = anna.get(f"{source.survey.get_absolute_url()}?grupp=men").content.decode()
    assert "skyddat" in men
    assert "77 %" not in men
    through = anna.get(f"/trygghetsmatningar/{source.key}/norra/unsafe_late/").content.decode()
    assert f"2023: {NEW_WAY}" in through
    assert "jämförs inte" in through
    assert "35 (30–40) (inte jämförbar med omgången före)" in through
    gone = anna.get(f"/trygghetsmatningar/{source.key}/norra/avoids/").content.decode()
    assert "80" not in gone.split("<main")[1].split("</main>")[0].replace("180", "")
    assert anna.get(f"/trygghetsmatningar/{source.key}/omgang/2023/").status_code == 404
    assert anna.get(f"/trygghetsmatningar/{source.key}/norra/worry_any/").status_code == 404


def test_the_most_answers_of_a_round_are_of_those_that_are_shown(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    rows = [asked("Norra", 2023, AVOIDS, "40", 20), asked("Norra", 2020, AVOIDS, "40", 90)]
    deliver(rows)
    assert [each.answers for each in Results(source.survey).rounds] == [None, 90]
    page = browser(town, "anna").get("/trygghetsmatningar/").content.decode()
    assert '<td class="number" data-label="Flest svar">skyddat</td>' in page


def test_a_round_that_is_not_there_is_the_latest(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    deliver(ROUNDS)
    page = browser(town, "anna").get(f"{source.survey.get_absolute_url()}?omgang=1999")
    assert "Trygghetsmätningen 2023" in page.content.decode()


def test_a_group_that_is_not_there_has_no_results(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    deliver(ROUNDS)
    for group in ("men", "%00", "%F0%9F%91%AE"):
        page = browser(town, "anna").get(f"{source.survey.get_absolute_url()}?grupp={group}")
        assert "Omgången har inga resultat för den gruppen." in page.content.decode()
