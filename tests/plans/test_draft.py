"""Anna begins Norra's plan; it rests on a published picture and follows the agreement in force."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Entry
from samsyn.plans.actions import draft
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Plan
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad, at

from .conftest import NEXT_YEAR, published, sign_local, succeed

pytestmark = pytest.mark.django_db


def test_a_draft_has_its_place_year_picture_and_agreement(town: Lillstad, plan: Plan) -> None:
    assert (plan.title, plan.year, plan.status) == ("Plan för Norra 2024", 2024, "draft")
    assert plan.version.key == "samverkan/2024"
    assert plan.picture == Picture.objects.get()
    entry = Entry.objects.order_by("pk").last()
    assert entry is not None and entry.act == "plans.draft"


def test_nobody_outside_sees_a_draft(town: Lillstad, plan: Plan) -> None:
    for who in (None, "olle", "cecilia", "rut"):
        assert not Plan.objects.may(town.actor(who), "plans.read_draft").exists()
    assert Plan.objects.may(town.actor("bjorn"), "plans.read_draft").get() == plan


def test_one_writes_for_ones_own_place_only(town: Lillstad) -> None:
    with pytest.raises(Forbidden):
        draft(town.actor("cecilia"), town.place("norra"), year=2024)


def test_one_goes_on_with_a_draft(town: Lillstad, plan: Plan) -> None:
    again = draft(
        town.actor("bjorn"), town.place("norra"), plan=plan, year=2024, title="Norra 2024",
        summary="Tryggare vid Torget.", picture=plan.picture,
    )  # fmt: skip
    assert again.pk == plan.pk
    assert (again.title, again.summary) == ("Norra 2024", "Tryggare vid Torget.")


def test_one_plan_a_year(town: Lillstad, plan: Plan) -> None:
    with pytest.raises(Refused, match="redan en plan för Norra 2024"):
        draft(town.actor("anna"), town.place("norra"), year=2024)
    assert draft(town.actor("anna"), town.place("norra"), year=2025).year == 2025


@pytest.mark.parametrize("year", [2021, 2027])
def test_the_year_is_near(town: Lillstad, year: int) -> None:
    with pytest.raises(Refused, match="2023–2025"):
        draft(town.actor("anna"), town.place("norra"), year=year)


def test_a_plan_is_for_a_city_or_a_district(town: Lillstad) -> None:
    with pytest.raises(Refused, match="staden eller ett stadsdelsområde"):
        draft(town.actor("karin"), town.place("torget"), year=2024)


def test_a_drafted_picture_is_no_ground(town: Lillstad) -> None:
    unpublished = Picture.objects.create(
        place=town.place("norra"), title="Utkast", since=date(2023, 1, 1),
        until=date(2024, 1, 1), drafted_at=at(town.today),
    )  # fmt: skip
    with pytest.raises(Refused, match="ska vara publicerad"):
        draft(town.actor("anna"), town.place("norra"), year=2024, picture=unpublished)


def test_a_picture_of_another_district_is_no_ground_but_the_citys_is(town: Lillstad) -> None:
    anna, norra = town.actor("anna"), town.place("norra")
    with pytest.raises(Refused, match="gälla platsen"):
        draft(anna, norra, year=2024, picture=published(town.place("sodra")))
    whole = published(town.place("lillstad"))
    assert draft(anna, norra, year=2024, picture=whole).picture == whole


def test_without_an_agreement_there_is_nothing_to_follow(town: Lillstad) -> None:
    with pytest.raises(Refused, match="Ingen överenskommelse"):
        draft(town.actor("anna", date(2023, 12, 1)), town.place("norra"), year=2024)


def test_areas_are_the_agreements_and_the_districts_own(town: Lillstad, plan: Plan) -> None:
    sign_local(town)
    rows = Coverage(plan, town.today).areas
    assert [(row.area.name, row.state) for row in rows] == [
        ("Unga i riskzon", "missing"),
        ("Otrygga platser", "missing"),
        ("Kameror", "explained"),
        ("Öppen droghandel", "missing"),
    ]


def test_a_draft_moves_with_its_areas_to_a_new_agreement(town: Lillstad, ready: Plan) -> None:
    new = succeed(date(2024, 4, 1))
    town.today = date(2024, 4, 2)
    ready.refresh_from_db()
    assert any("har ersatts" in gap.text for gap in Coverage(ready, town.today).gaps)
    moved = draft(
        town.actor("anna"), town.place("norra"), plan=ready, year=2024, picture=ready.picture
    )
    assert moved.version == new
    problem = moved.problems.get()
    assert problem.area is not None and problem.area.key == "unga-och-platser"
    assert [e.area.key for e in moved.explanations.all() if e.area] == ["unga-och-platser"]


def test_a_decided_plan_is_not_drafted_again(town: Lillstad, decided: Plan) -> None:
    with pytest.raises(Refused, match="beslutad"):
        draft(
            town.actor("anna", NEXT_YEAR), town.place("norra"), plan=decided, year=2024,
            title="Ny rubrik",
        )  # fmt: skip
