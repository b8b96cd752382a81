"""Time passes: words and photos go first, then the row; the numbers stay and add up."""

from __future__ import annotations

from datetime import UTC, datetime

from samsyn.organisation.models import Body
from samsyn.situation.actions import set_terms
from samsyn.situation.field.disposal import dispose
from samsyn.situation.field.photo import Photo
from samsyn.situation.models import (
    Observation,
    ObservationCount,
    ObservationDisposal,
    ObservationPhoto,
)
from tests.lillstad import Lillstad

from .conftest import Report

AFTER_13_MONTHS = datetime(2025, 4, 20, tzinfo=UTC)
AFTER_40_MONTHS = datetime(2027, 7, 20, tzinfo=UTC)
JPEG = Photo(b"\xff\xd8\xff\xd9", 1, 1)


def test_young_ones_are_left_alone(town: Lillstad, report: Report) -> None:
    report(text="Klotter på muren.")
    assert dispose(town.actor("anna").at) == (0, 0)
    assert not ObservationDisposal.objects.exists()


def test_after_a_year_words_photo_point_and_reporter_are_gone(
    town: Lillstad, report: Report
) -> None:
    found = report(text="Klotter", spot="Muren", point=(675_000, 6_581_000), photo=JPEG)
    assert dispose(AFTER_13_MONTHS) == (1, 0)
    found.refresh_from_db()
    assert (found.text, found.spot, found.east, found.by, found.since) == ("", "", None, None, None)
    assert (found.category, found.place.key, found.severity) == ("klotter", "torget", 2)
    assert not ObservationPhoto.objects.exists()
    assert dispose(AFTER_13_MONTHS) == (0, 0)


def test_after_three_years_the_row_is_gone_and_the_count_stays(
    town: Lillstad, report: Report
) -> None:
    for _ in range(3):
        report(audience="shared")
    report(audience="body")
    assert dispose(AFTER_40_MONTHS) == (0, 4)
    assert not Observation.objects.exists()
    counts = ObservationCount.objects.values_list("shared_place__key", "n")
    assert sorted(counts, key=lambda row: row[1]) == [(None, 1), ("torget", 3)]
    log = ObservationDisposal.objects.get()
    assert (log.body.key, log.removed) == ("sdf-norra", 4)


def test_each_owner_has_its_own_time(town: Lillstad, report: Report) -> None:
    body = Body.objects.get(key="sdf-norra")
    set_terms(town.actor("anna"), body, audience="group", words_months=24, rows_months=24)
    mine, theirs = report("olle", text="Kvar"), report("bjorn", text="Borta")
    dispose(AFTER_13_MONTHS)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.text, theirs.text) == ("Kvar", "")


def test_what_goes_on_in_two_disposals_adds_up(town: Lillstad, report: Report) -> None:
    report(audience="shared")
    dispose(AFTER_40_MONTHS)
    report(audience="shared")
    dispose(AFTER_40_MONTHS)
    assert ObservationCount.objects.get().n == 2
