"""Anna records what a measure in Norra gave, against its baseline and goal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from samsyn.followup import drawing
from samsyn.followup.actions import record_result, submit_report, write_report
from samsyn.followup.models import Result
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

from .conftest import DUE, FIRST_DAY, duty


@pytest.fixture
def measure(town: Lillstad) -> Measure:
    """A measure of a decided plan; how plans are decided is told in tests/plans."""
    place = town.place("norra")
    picture = Picture.objects.create(
        place=place, since=date(2023, 1, 1), until=date(2024, 1, 1), title="2023",
        status="published", content={}, family={}, drafted_at=town.actor("karin").at,
        published_at=town.actor("karin").at,
    )  # fmt: skip
    plan = Plan.objects.create(
        place=place, year=2024, title="Plan för Norra 2024", version=duty("norra").version,
        picture=picture, status="decided", decided_on=FIRST_DAY,
    )  # fmt: skip
    problem = Problem.objects.create(
        plan=plan, title="Rån", place=place, area=plan.version.areas.get(key="platser")
    )
    cause = Cause.objects.create(problem=problem, kind="situational", text="Mörkt vid torget")
    return Measure.objects.create(
        plan=plan, cause=cause, number=1, title="Belysning", kind="situational", place=place,
        baseline=40, goal_to=25, goal_unit="rån", status="ongoing",
    )  # fmt: skip


def record(town: Lillstad, measure: Measure, value: int | None, **more: object) -> Result:
    options = {"kind": "outcome", "on": town.today, "text": "", **more}
    number = None if value is None else Decimal(value)
    return record_result(town.actor("anna"), measure, value=number, **options)  # type: ignore[arg-type]


def test_it_is_shown_between_the_baseline_and_the_goal(town: Lillstad, measure: Measure) -> None:
    record(town, measure, 33)
    (figure,) = drawing.results(measure, list(Result.objects.all()))
    assert figure.table().rows == (("Utgångsläge", "40"), ("10 juni 2024", "33"), ("Mål", "25"))


def test_a_wrong_one_is_replaced_and_stays(town: Lillstad, measure: Measure) -> None:
    wrong = record(town, measure, 330)
    right = record(town, measure, 33, replaces=wrong)
    assert list(Result.objects.filter(replaced_by=None)) == [right]
    assert Result.objects.count() == 2
    with pytest.raises(Refused, match="redan ersatt"):
        record(town, measure, 34, replaces=wrong)


def test_what_says_too_little_is_refused(town: Lillstad, measure: Measure) -> None:
    with pytest.raises(Refused, match="Ange ett tal"):
        record(town, measure, None)
    with pytest.raises(Refused, match="Skriv vad som har hänt"):
        record(town, measure, None, kind="process")
    with pytest.raises(Refused, match="har inte kommit"):
        record(town, measure, 33, on=town.today + timedelta(1))
    assert record(town, measure, None, kind="process", text="Tillståndet dröjde.").value is None


def test_not_on_a_draft_and_not_from_elsewhere(town: Lillstad, measure: Measure) -> None:
    with pytest.raises(Forbidden):
        record_result(town.actor("cecilia"), measure, kind="outcome", on=town.today)
    Plan.objects.update(status="draft", decided_on=None)
    with pytest.raises(Refused, match="utkast"):
        record(town, measure, 33)


def test_a_report_holds_the_measures_as_they_stood(town: Lillstad, measure: Measure) -> None:
    record(town, measure, 33)
    anna = town.actor("anna")
    report = submit_report(anna, write_report(anna, duty("norra"), due=DUE, text="Ljusare."))
    assert report.content is not None
    (told,) = report.content["measures"]
    assert (told["area"], told["baseline"], told["goal"]) == ("Otrygga platser", "40", "25")
    assert [(r["label"], r["value"]) for r in told["results"]] == [("effekt", "33")]
