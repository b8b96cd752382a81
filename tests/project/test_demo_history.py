"""The demo's Stockholm as a newcomer meets it: what stands, who sits where, what to discover."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from samsyn.agreements.actions.local import missing
from samsyn.agreements.models import Duty, LocalAgreement, Version
from samsyn.decisions.models import AnswerPart, Demand
from samsyn.followup.models import Question, Report, Summary
from samsyn.organisation import ledger
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Entry, Group, Person, Place, Seat, Tenure
from samsyn.plans.models import Measure, Plan
from samsyn.project.demo.filling import fill
from samsyn.project.demo.geography import neighbourhoods
from samsyn.project.demo.people import email_of, names, roles
from samsyn.project.demo.staffing import VACANT, morning
from samsyn.situation.models import (
    Batch,
    Boundary,
    Evidence,
    IncidentCount,
    Observation,
    Picture,
    Population,
    Round,
    Source,
    SurveyResult,
    Task,
)
from samsyn.situation.picture.comparing import previous
from samsyn.situation.tasks import import_file

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
Told = list[tuple[float, str]]


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Told]:
    """The demo, filled once for this file with a small background; what progress it told."""
    directory, said = tmp_path_factory.mktemp("demo"), Told()
    with (
        django_db_blocker.unblock(),
        override_settings(SAMSYN_DATA_DIR=directory),
        transaction.atomic(),
    ):
        fill(directory, lambda percent, text: said.append((percent, text)), today=TODAY, rows=6000)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def city(told: Told) -> Place:
    return Place.objects.get(key="stockholm")


def test_progress_rises_to_the_end_and_is_told_in_sentences(told: Told) -> None:
    percents = [percent for percent, _ in told]
    assert percents == sorted(percents)
    assert (percents[0], percents[-1]) == (0, 100)
    assert all(sentence.endswith(".") for _, sentence in told)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2019, 5, 1), "stockholm/2015"),
        (date(2019, 8, 1), "stockholm/2015"),  # expired in May, extended until the next
        (date(2019, 11, 4), "stockholm/2019"),
        (date(2024, 1, 14), "stockholm/2019"),
        (date(2024, 1, 15), "stockholm/2023"),
        (date(2026, 11, 21), "stockholm/2023"),
    ],
)
def test_one_agreement_holds_on_every_day(city: Place, day: date, key: str) -> None:
    held = Version.objects.that_held_on(day).filter(agreement__line="stockholm")
    assert [version.key for version in held] == [key]


def test_the_next_agreement_is_on_consultation_one_answer_late_and_one_with_a_reservation(
    city: Place,
) -> None:
    version = Version.objects.get(key="stockholm/2026")
    assert version.status == Version.Status.CONSULTATION
    assert version.consultation is not None
    referrals = {referral.body.key: referral for referral in version.consultation.referrals.all()}
    answered = {key for key, referral in referrals.items() if referral.answer}
    assert answered == {"sdn-farsta", "utbildningsnamnden", "socialnamnden"}
    assert [key for key, referral in referrals.items() if referral.is_late(TODAY)] == [
        "sdn-skarholmen"
    ]
    said = AnswerPart.objects.filter(answer__referral=referrals["sdn-farsta"])
    assert {"votes", "reservation"} <= set(said.values_list("kind", flat=True))


def test_every_agreement_was_adopted_by_decisions_of_its_parties(city: Place) -> None:
    for version in Version.objects.exclude(adoptions=None):
        decisions = [adoption.decision for adoption in version.adoptions.all()]
        assert {d.body.key for d in decisions} == {"kommunstyrelsen", "polisregion-stockholm"}
        assert all(d.case.documents.filter(data=version.text).exists() for d in decisions)


def test_every_demand_of_the_last_consultation_was_dealt_with(city: Place) -> None:
    version = Version.objects.get(key="stockholm/2023")
    demands = Demand.objects.filter(answer__referral__consultation=version.consultation)
    assert demands.count() == 4
    assert not demands.filter(treatment="").exists()
    first = demands.get(clause="stockholm/2023 § 3.5")
    assert Group.objects.filter(clause=first.clause, place__key="farsta", until=None).exists()


def test_every_district_has_its_groups_and_merged_ones_have_none_left(city: Place) -> None:
    for kind in ("lokal-styrgrupp", "lokal-beredningsgrupp"):
        places = Group.objects.on(TODAY).filter(kind=kind).values_list("place__key", flat=True)
        standing = Place.objects.on(TODAY).filter(kind="district")
        assert sorted(places) == sorted(standing.values_list("key", flat=True))


def test_exactly_one_required_seat_is_vacant(city: Place) -> None:
    filled = Tenure.objects.on(TODAY).values("seat")
    vacant = Seat.objects.on(TODAY).filter(required=True).exclude(pk__in=filled)
    assert [(seat.group.key, seat.key) for seat in vacant.select_related("group")] == [VACANT]


def test_the_chief_of_farsta_changed_in_2021(city: Place) -> None:
    seat = Seat.objects.get(
        group__key="stockholm/lokal-styrgrupp/farsta", key="stadsdelsdirektor", until=None
    )
    first, second = seat.tenures.order_by("since")
    assert (first.until, second.since) == (date(2021, 3, 1), date(2021, 3, 1))
    assert second.person.name == "Disa Modellberg"


@pytest.mark.parametrize("role", roles(), ids=lambda role: role.role)
def test_each_of_the_nine_roles_sits_where_it_says(city: Place, role) -> None:  # type: ignore[no-untyped-def]
    tenures = Tenure.objects.on(TODAY).filter(person__email=role.email)
    assert (role.group, role.seat) in tenures.values_list("seat__group__key", "seat__key")


def test_everybody_is_marked_as_invented_and_one_keeps_the_accounts(city: Place) -> None:
    assert not Person.objects.filter(is_demo=False).exists()
    keeper = Person.objects.get(manages_accounts=True)
    assert not keeper.holds_a_seat(TODAY)


def test_every_district_but_one_has_a_signed_local_agreement(city: Place) -> None:
    local = LocalAgreement.objects.exclude(status=LocalAgreement.Status.ENDED)
    drafts = [one for one in local if one.status == LocalAgreement.Status.DRAFT]
    assert len(local) == 11
    assert [one.place.key for one in drafts] == ["bromma"]
    assert not any(missing(one) for one in local if one not in drafts)


def test_the_draft_of_bromma_lacks_one_area(city: Place) -> None:
    (lacking,) = missing(LocalAgreement.objects.get(place__key="bromma", status="draft"))
    assert "Systemhotande brottslighet" in lacking


@pytest.mark.parametrize(
    ("district", "ended"),
    [
        ("rinkeby-kista", date(2023, 7, 1)),  # the district merged
        ("farsta", date(2024, 4, 8)),  # the next one was signed
    ],
)
def test_older_local_agreements_ended_when_they_should(
    city: Place, district: str, ended: date
) -> None:
    old = LocalAgreement.objects.get(place__key=district, status=LocalAgreement.Status.ENDED)
    assert (old.version.key, old.until) == ("stockholm/2019", ended)


def test_no_local_agreement_is_signed_by_a_body_without_a_seat_for_it(city: Place) -> None:
    for local in LocalAgreement.objects.filter(status=LocalAgreement.Status.SIGNED):
        assert all(party.signed_on and party.signed_by for party in local.parties.all())


def test_no_row_of_the_deliveries_is_lost(city: Place) -> None:
    batches = Batch.objects.filter(source__key="polisens-uttag")
    assert batches.count() == 5
    for batch in batches:
        assert batch.status == Batch.Status.DONE
        assert batch.taken + batch.duplicate + batch.rejected == batch.read
        assert (batch.duplicate, batch.rejected) == (25, 5)
    taken = sum(batch.taken for batch in batches)
    assert sum(IncidentCount.objects.values_list("n", flat=True)) == taken


def test_the_last_delivery_again_adds_nothing(city: Place, told: Told) -> None:
    """The first would be refused: the source's retention no longer lets it be kept."""
    from django.conf import settings

    source = Source.objects.get(key="polisens-uttag")
    coordinator = Person.objects.get(email=roles()[0].email)
    path = max((Path(settings.SAMSYN_DATA_DIR) / "leveranser").glob("handelser_*.csv"))
    batch = import_file(Actor(coordinator, morning(TODAY)), source, path)
    with path.open(encoding="cp1252") as file:
        rows = len(list(csv.reader(file, delimiter=";"))) - 1
    assert (batch.taken, batch.rejected, batch.read) == (0, 5, rows)


def test_pictures_are_published_and_one_is_still_a_draft(city: Place) -> None:
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    assert [picture.place.key for picture in drafts] == ["hasselby-vallingby"]
    published = Picture.objects.published().values_list("place__key", flat=True)
    assert set(published) == {"stockholm", "farsta", "skarholmen", "sodermalm"}


def test_farstas_pictures_follow_each_other_and_the_police_have_reviewed(city: Place) -> None:
    first, second, third = Picture.objects.filter(place__key="farsta").order_by("since")
    assert (previous(third), previous(second), previous(first)) == (second, first, None)
    said = {s["key"]: s["text"] or s["absent"] for s in (third.content or {})["sections"]}
    assert said["children"] and said["equality"] and said["omrade-unga-i-riskzon"]
    assert third.reviews.get().done_on and third.comments.get().is_answered
    draft = Picture.objects.get(status=Picture.Status.DRAFT)
    assert draft.reviews.get().done_on is None and not draft.comments.get().is_answered


def test_every_neighbourhood_and_district_is_drawn_and_inhabited(city: Place) -> None:
    drawn = set(Boundary.objects.values_list("place__key", flat=True))
    assert drawn >= {cell.key for cell in neighbourhoods()}
    assert drawn >= set(Place.objects.filter(kind="district").values_list("key", flat=True))
    inhabited = set(Population.objects.filter(summed=False).values_list("place__key", flat=True))
    assert inhabited == {cell.key for cell in neighbourhoods()}


def test_the_ledger_is_whole_and_in_order_of_time(city: Place) -> None:
    assert ledger.verify() == []
    for stream in set(Entry.objects.values_list("stream", flat=True)):
        moments = Entry.objects.filter(stream=stream).order_by("seq").values_list("at", flat=True)
        assert list(moments) == sorted(moments)


def test_names_are_never_given_twice_and_addresses_cannot_exist() -> None:
    some = [name for name, _ in zip(names(1), range(500), strict=False)]
    assert len({email_of(name) for name in some}) == len(some)
    assert all(email_of(name).endswith(".example") for name in some)


def test_the_docs_name_everybody_one_may_become() -> None:
    text = (Path(__file__).parents[2] / "docs" / "demo.md").read_text("utf-8")
    assert [role.role for role in roles() if f"| {role.role} | {role.name} |" not in text] == []


def test_farstas_plan_has_measures_at_every_state_and_one_carried_from_last_year(
    city: Place,
) -> None:
    plan = Plan.objects.get(place__key="farsta", status=Plan.Status.DECIDED)
    assert set(plan.measures.values_list("status", flat=True)) == set(Measure.Status.values)
    carried = plan.measures.exclude(continues=None)
    assert {measure.continues.plan.status for measure in carried} == {Plan.Status.CLOSED}


def test_the_districts_have_reported_but_one_is_late_and_one_is_asked_back(city: Place) -> None:
    duties = Duty.objects.filter(key__contains="/lokal-uppfoljning/", until=None)
    due = Report.objects.filter(duty__in=duties).latest("due").due
    given = {r.duty.place.key: r.status for r in Report.objects.filter(duty__in=duties, due=due)}
    districts = set(duties.values_list("place__key", flat=True))
    assert districts - given.keys() == {"skarholmen"}
    assert [key for key, status in given.items() if status == "asked_back"] == ["bromma"]


def test_last_year_is_summed_up_and_a_boards_question_waits(city: Place) -> None:
    summary = Summary.objects.get()
    assert (summary.year, summary.is_frozen) == (TODAY.year - 1, True)
    waiting = Question.objects.filter(answer="")
    assert [question.by_body.key for question in waiting] == ["sdn-farsta"]


def test_farstas_group_has_met_every_week_and_finds_what_is_planted(city: Place) -> None:
    rounds = Round.objects.order_by("opened_at")
    assert [r.is_open for r in rounds] == [False] * 7 + [True]
    seen = Observation.objects.filter(place__parent__key="farsta")
    assert seen.count() > 150

    def of(spot: str, *, recent: bool) -> int:
        month_ago = morning(TODAY - timedelta(days=28))
        when = {"reported_at__gte" if recent else "reported_at__lt": month_ago}
        return seen.filter(spot=spot, **when).count()

    lamps, mopeds = "gångtunneln vid stationen", "gångvägen vid vattnet"
    assert of(lamps, recent=False) > 4 * of(lamps, recent=True)
    assert of(mopeds, recent=True) > 2 * of(mopeds, recent=False)
    assert set(Task.objects.values_list("status", flat=True)) == {"waiting", "done", "dropped"}
    assert Task.objects.filter(status="waiting", carried__gte=2).exists()
    assert Observation.objects.filter(audience="body").exists()
    assert Observation.objects.filter(audience="shared").exists()


def test_what_farstas_field_shares_is_in_its_picture_and_under_a_cause(city: Place) -> None:
    latest = Picture.objects.published().filter(place__key="farsta").order_by("until").last()
    assert latest is not None and latest.content is not None
    assert {row["key"] for row in latest.content["seen"]["categories"]} >= {"klotter", "trafik"}
    assert Evidence.objects.get(kind="observations", at_least__gte=5).category == "trafik"


def test_a_delivery_waits_for_somebody_to_say_yes(city: Place) -> None:
    waiting = Batch.objects.get(status=Batch.Status.JUDGED)
    assert (waiting.taken, waiting.duplicate, waiting.rejected) == (90, 4, 3)


def test_farstas_survey_finds_what_is_planted_and_compares_nothing_over_the_break(
    city: Place,
) -> None:
    found = {}
    for picture in Picture.objects.published().filter(place__key="farsta"):
        assert picture.content is not None
        (found[picture.until.year],) = picture.content["surveys"]
    late = {year: block["rows"][0] for year, block in found.items()}
    assert late[TODAY.year]["change"]["way"] == "up"
    assert late[TODAY.year - 2]["change"] is None
    assert "kan inte jämföras" in late[TODAY.year - 2]["unlike"]
    few = SurveyResult.objects.filter(hidden=True)
    assert few.filter(n__lt=30).exists()
    assert SurveyResult.objects.filter(hidden=False).order_by("n")[0].n >= 30
    assert Evidence.objects.get(area="survey:trygghetsmatningen").slot == "seen_drugs|all"
