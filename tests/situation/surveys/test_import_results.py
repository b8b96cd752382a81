"""Karin reads in the tables of the survey: taken, told twice, refused, taken back, weeded."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.organisation.access import Actor
from samsyn.organisation.acts import Refused
from samsyn.organisation.models import Body, Entry
from samsyn.situation import tasks
from samsyn.situation.actions import (
    mark_round,
    register_source,
    set_retention,
    weed_batch,
    withdraw_batch,
)
from samsyn.situation.intake.limits import BadFile
from samsyn.situation.models import Batch, Removal, Source, SurveyResult
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading
from tests.lillstad import Lillstad
from tests.situation.intake.test_intake_pages import browser, taken_in

from .conftest import AVOIDS, LATE, NEW_WAY, ROUNDS, Deliver, asked


def test_a_table_is_taken_in_as_results(deliver: Deliver, town: Lillstad, source: Source) -> None:
    batch = deliver([*ROUNDS, asked("Torget", 2023, "Har du en cykel?", "61,5", 40, of="Kvinnor")])
    assert (batch.read, batch.taken, batch.rejected) == (10, 10, 0)
    assert (batch.first_month, batch.last_month) == (date(2017, 1, 1), date(2023, 12, 1))
    late = SurveyResult.objects.get(place=town.place("norra"), year=2023, question="unsafe_late")
    assert (late.n, late.share, late.response_rate, late.group) == (400, 0.35, 0.54, "all")
    own = SurveyResult.objects.get(place=town.place("torget"))
    assert (own.asked, own.group, own.share) == ("Har du en cykel?", "women", 0.615)
    assert batch.notes == {"frågan finns inte i katalogen och jämförs bara med sig själv": 1}
    source.refresh_from_db()
    assert source.mapping["n"] == "Antal svar"


def test_the_same_table_again_adds_nothing(deliver: Deliver) -> None:
    deliver(ROUNDS)
    again = deliver([*ROUNDS[:-1], asked("Lillstad", 2023, LATE, "29", 800)])
    assert (again.taken, again.duplicate) == (0, 9)
    assert list(again.notes.values()) == [1]
    assert SurveyResult.objects.get(place__key="lillstad", year=2023).share == 0.28


def test_two_rows_that_say_otherwise_of_the_same_are_told(deliver: Deliver) -> None:
    row = asked("Norra", 2023, LATE, "31")
    batch = deliver([row, row, asked("Norra", 2023, LATE, "32"), asked("Utby", 2023, LATE, "3")])
    assert (batch.taken, batch.duplicate, batch.rejected) == (1, 1, 2)
    assert [(r.line, r.reason) for r in batch.rejects.all()] == [
        (4, "samma område, år, fråga och grupp står på en rad före, med andra tal"),
        (5, "området »Utby« finns inte bland Lillstads platser"),
    ]


def test_rows_of_a_survey_are_no_incidents(deliver: Deliver, town: Lillstad) -> None:
    deliver(ROUNDS)
    period = Period(date(2023, 1, 1), date(2024, 1, 1))
    assert not Reading(town.place("norra"), period, date(2024, 3, 1)).batches().exists()


def test_few_answers_are_hidden_with_what_gives_them_away(deliver: Deliver) -> None:
    rows = [("Alla", 100), ("Kvinnor", 80), ("Män", 20)]
    deliver([asked("Norra", 2023, AVOIDS, "40", n, of=of) for of, n in rows])
    gone = SurveyResult.objects.filter(hidden=True).values_list("group", flat=True)
    assert set(gone) == {"women", "men"}


def test_a_withdrawn_table_leaves_a_protocol_and_nothing_else(
    deliver: Deliver, town: Lillstad
) -> None:
    batch = withdraw_batch(town.actor("karin"), deliver(ROUNDS), reason="Fel tabell")
    assert not SurveyResult.objects.exists()
    protocol = Removal.objects.get(batch=batch)
    assert (protocol.counts, protocol.rows, len(protocol.rows_digest)) == (9, 9, 64)
    assert deliver(ROUNDS).taken == 9


def test_what_few_gave_away_is_shown_when_they_are_gone(deliver: Deliver, town: Lillstad) -> None:
    deliver([asked("Norra", 2023, AVOIDS, "40", 100), asked("Norra", 2023, AVOIDS, "40", 80,
             of="Kvinnor")])  # fmt: skip
    few = deliver([asked("Norra", 2023, AVOIDS, "40", 20, of="Män")])
    assert SurveyResult.objects.filter(hidden=True).count() == 2
    withdraw_batch(town.actor("karin"), few, reason="Männen var felräknade")
    assert not SurveyResult.objects.filter(hidden=True).exists()


def test_a_table_is_weeded_by_the_rule_and_does_not_come_back(
    deliver: Deliver, town: Lillstad, source: Source
) -> None:
    batch = deliver(ROUNDS[:3])
    set_retention(town.actor("karin"), source, months=60, decision="Gallringsbeslut KS 2024/7")
    later = Actor(town.people["karin"], datetime(2024, 5, 2, tzinfo=ZoneInfo("Europe/Stockholm")))
    weed_batch(later, batch)
    assert not SurveyResult.objects.exists()
    again = deliver(ROUNDS[:3])
    assert (again.taken, again.rejected) == (0, 3)


def test_karin_walks_from_upload_to_results(town: Lillstad, source: Source) -> None:
    karin = browser(town, "karin")
    lines = ["Område;Omgång;Indikator;Antal svar;Andel", "Norra;2023;Oro för rån;410;0,21"]
    file = SimpleUploadedFile(
        "tabell.csv", "\n".join([*lines, "Utby;2023;Oro för rån;4;0,5"]).encode()
    )
    where = karin.post(f"/kallor/{source.key}/las-in/", {"file": file})["Location"]
    page = karin.get(where).content.decode()
    assert "Antal svar" in page
    assert '<option value="Indikator" selected>' in page
    told = {"year": "Omgång", "place": "Område", "question": "Indikator", "n": "Antal svar",
            "share": "Andel", "share_is": "part"}  # fmt: skip
    karin.post(where, told)
    batch = Batch.objects.get()
    taken_in(karin, batch)
    assert SurveyResult.objects.get().share == 0.21
    done = karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert "Omgångar från 2023 till 2023" in done
    assert "området »Utby« finns inte" in done


def test_shares_that_are_all_tiny_are_remarked_upon(deliver: Deliver) -> None:
    deliver(ROUNDS)  # in percent, as the next are thought to be
    batch = deliver([asked("Norra", 2023, AVOIDS, "0,4"), asked("Södra", 2023, AVOIDS, "0,3")])
    assert batch.notes == {
        "alla andelar är högst 1 procent; se efter om de är skrivna som delar av ett": 2
    }


def test_a_mapping_without_answers_is_refused_in_words(town: Lillstad, source: Source) -> None:
    karin = browser(town, "karin")
    file = SimpleUploadedFile("tabell.csv", b"a;b;c\nNorra;2023;5")
    where = karin.post(f"/kallor/{source.key}/las-in/", {"file": file})["Location"]
    page = karin.post(where, {"year": "b", "question": "a", "n": "c", "share_is": "percent"})
    assert "Ange en kolumn med andelen eller med antalet som svarat ja." in page.content.decode()


def test_a_table_nobody_can_guess_is_refused(deliver: Deliver, source: Source, town: Lillstad,
                                             tmp_path: object) -> None:  # fmt: skip
    from pathlib import Path

    path = Path(str(tmp_path)) / "annan.csv"
    path.write_text("x;y\n1;2\n")
    with pytest.raises(BadFile, match="gissa"):
        tasks.import_file(town.actor("karin"), source, path)


def test_a_survey_says_what_it_is_and_what_it_hides(town: Lillstad) -> None:
    body = Body.objects.get(key="polisen")
    with pytest.raises(Refused, match=r"slags undersökning.*Ange hur få"):
        register_source(town.actor("karin"), town.place("norra"), name="X", body=body,
                        survey="horoskop", fewest=2)  # fmt: skip


def test_a_round_is_marked_and_unmarked(deliver: Deliver, town: Lillstad, source: Source) -> None:
    deliver(ROUNDS)
    marked = mark_round(town.actor("karin"), source, year=2023, broken=NEW_WAY)
    assert marked is not None
    assert source.survey.rounds.get().broken == NEW_WAY
    assert Entry.objects.filter(act="situation.mark_round").exists()
    assert mark_round(town.actor("karin"), source, year=2023, broken=" ") is None
    assert not source.survey.rounds.exists()


def test_only_rounds_that_are_there_are_marked(town: Lillstad, source: Source) -> None:
    with pytest.raises(Refused, match="ingen omgång 2019"):
        mark_round(town.actor("karin"), source, year=2019, broken=NEW_WAY)
