"""Lillstad with an agreement on three areas and a published picture of Norra.

Anna and Björn sit in Norra's local steering group and write its plan, Cecilia in Södra's; Karin
coordinates the city. Rut, of the school, sits in Norra's working group, which is told how its own
measures go and nothing else. The agreement of 2025 lets two areas go on and one end.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from samsyn.agreements.models import Agreement, LocalAgreement, PriorityArea, Version
from samsyn.organisation.actions import appoint
from samsyn.organisation.models import Installation, Place
from samsyn.organisation.structure import GroupSpec, MandateSpec, SeatSpec
from samsyn.plans import actions
from samsyn.plans.models import Cause, Measure, Plan
from samsyn.situation.models import Picture
from tests import lillstad
from tests.lillstad import FOUNDED, Founding, Lillstad, coordination, open_groups, steering

ACTS = tuple(
    f"plans.{act}"
    for act in (
        "draft", "describe_problem", "explain_area", "name_cause", "remove", "add_measure",
        "build_on_analysis", "change_measure", "set_status", "hand_over", "decide", "close",
        "carry_over", "read", "read_draft",
    )
)  # fmt: skip
NEXT_YEAR = date(2025, 1, 15)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WORKING = "arbetsgrupp/norra"


def working_group() -> GroupSpec:
    return GroupSpec(
        key=f"lillstad/{WORKING}",
        kind="arbetsgrupp",
        line="lillstad",
        name="Arbetsgrupp för unga",
        level="district",
        place="norra",
        standing=True,
        clause="3.4",
        seats=(
            SeatSpec("rektor", "Rektor", "skolforvaltningen"),
            SeatSpec("polis", "Områdespolis", "lpo-norra"),
        ),
        mandates=(MandateSpec("plans.set_status", "group", "lillstad/2020 § 3.4"),),
    )


def _found() -> Lillstad:
    town = lillstad.found(city_acts=(*ACTS, "test.open_groups"), local_acts=ACTS)
    groups = [coordination(*ACTS, "test.open_groups"), working_group()]
    groups += [steering(district, *ACTS) for district in ("norra", "sodra")]
    open_groups(town.actor("karin", FOUNDED), Installation.here(), groups, FOUNDED)
    seat = town.seat(WORKING, "rektor")
    appoint(town.actor("karin"), seat, town.people["rut"], since=FOUNDED, decided="KS 2020/4")
    line = Agreement.objects.create(line="samverkan", city=town.place("lillstad"))
    version = _version(line, "2024", date(2024, 1, 1))
    for order, (key, name) in enumerate(
        (("unga", "Unga i riskzon"), ("platser", "Otrygga platser"), ("kameror", "Kameror"))
    ):
        PriorityArea.objects.create(version=version, key=key, name=name, order=order)
    published(town.place("norra"))
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


def _version(line: Agreement, year: str, since: date) -> Version:
    return Version.objects.create(
        agreement=line,
        key=f"samverkan/{year}",
        title=f"Överenskommelse {year}",
        charter={},
        text="",
        status=Version.Status.IN_FORCE,
        since=since,
    )


def succeed(day: date = date(2025, 1, 1)) -> Version:
    """A version comes into force in which youth and places become one, and cameras end."""
    old = Version.objects.get(key="samverkan/2024")
    old.status, old.replaced_on = Version.Status.REPLACED, day
    old.save()
    version = _version(old.agreement, "2025", day)
    area = PriorityArea.objects.create(version=version, key="unga-och-platser", name="Unga ute")
    area.continues.set(old.areas.filter(key__in=("unga", "platser")))
    PriorityArea.objects.create(version=version, key="brottsoffer", name="Brottsoffer", order=1)
    return version


def published(place: Place, n: int | None = 34) -> Picture:
    """A published picture; `n` is what it tells of youth, None where that is protected."""
    areas = [
        {"key": "alla", "name": "Alla händelser", "n": 400, "parts": []},
        {"key": "unga", "name": "Unga i riskzon", "n": n, "parts": [_part("torget", 12)]},
        {"key": "platser", "name": "Otrygga platser", "n": None, "parts": [_part("torget", None)]},
    ]
    content: dict[str, Any] = {
        "place": {"key": place.key, "name": place.name},
        "period": {"label": "jan–dec 2023"},
        "areas": areas,
    }
    return Picture.objects.create(
        place=place,
        title=f"Lägesbild för {place}, 2023",
        since=date(2023, 1, 1),
        until=date(2024, 1, 1),
        drafted_at=lillstad.at(date(2024, 2, 1)),
        published_at=lillstad.at(date(2024, 2, 15)),
        status=Picture.Status.PUBLISHED,
        content=content,
        family={},
    )


def _part(key: str, n: int | None) -> dict[str, Any]:
    return {"key": key, "name": key.capitalize(), "n": n}


def area(key: str) -> str:
    """The key by which acts name an area of the agreement in force."""
    version = Version.objects.get(status=Version.Status.IN_FORCE)
    return str(version.areas.get(key=key).pk)


@pytest.fixture
def plan(town: Lillstad) -> Plan:
    """Anna's draft for Norra, without anything but its picture."""
    return actions.draft(
        town.actor("anna"), town.place("norra"), year=2024, picture=Picture.objects.get()
    )


@pytest.fixture
def cause(town: Lillstad, plan: Plan) -> Cause:
    """Robberies at the square, because there are few adults about."""
    problem = actions.describe_problem(
        town.actor("anna"), plan, area=area("unga"), title="Rån mot unga vid Torget",
        place=town.place("torget"),
    )  # fmt: skip
    return actions.name_cause(
        town.actor("anna"), problem, kind="situational", text="Få vuxna när skolan slutar"
    )


def whole(town: Lillstad) -> dict[str, Any]:
    """A measure with nothing missing, on Rut's seat."""
    return {
        "title": "Vuxna på plats vid skoldagens slut",
        "description": "Två vuxna går rundan varje skoldag.",
        "place": town.place("torget"),
        "seat": town.seat(WORKING, "rektor"),
        "goal_what": "personrån vid Torget",
        "goal_unit": "fall per år",
        "goal_from": 12,
        "goal_to": 6,
        "goal_by": date(2024, 12, 31),
        "baseline": 12,
        "baseline_text": "12 händelser enligt lägesbilden",
        "output_indicator": "skoldagar med vuxna på plats",
        "output_target": 160,
        "outcome_indicator": "anmälda personrån",
        "starts": date(2024, 4, 1),
        "due": date(2024, 12, 15),
    }


@pytest.fixture
def measure(town: Lillstad, cause: Cause) -> Measure:
    return actions.add_measure(town.actor("anna"), cause, **whole(town))


@pytest.fixture
def ready(town: Lillstad, plan: Plan, measure: Measure) -> Plan:
    """The draft with one measure, and the other areas explained."""
    for key in ("platser", "kameror"):
        actions.explain_area(
            town.actor("anna"), plan, area=area(key), text="Staden sköter det i år."
        )
    return plan


@pytest.fixture
def decided(town: Lillstad, ready: Plan) -> Plan:
    return actions.decide(town.actor("anna"), ready, dnr="SDN-NOR 2024/3")


def sign_local(town: Lillstad) -> LocalAgreement:
    """Norra's signed local agreement: it explains cameras and adds an area of its own."""
    version = Version.objects.get(status=Version.Status.IN_FORCE)
    local = LocalAgreement.objects.create(
        version=version, place=town.place("norra"), status="signed", since=town.today
    )
    local.stances.create(
        area=version.areas.get(key="kameror"), stance="explained", text="Inga kameror i Norra."
    )
    local.extra_areas.create(name="Öppen droghandel", text="Vid torget.")
    return local


def browser(town: Lillstad, name: str | None) -> Client:
    """A browser where somebody has just signed in, or nobody."""
    client = Client()
    if name is not None:
        client.force_login(town.people[name], backend=BACKEND)
        session = client.session
        now = timezone.now().timestamp()
        session["account_authentication_methods"] = [{"method": "password", "at": now}]
        session["account_authentication_methods_user"] = str(town.people[name].pk)
        session.save()
    return client
