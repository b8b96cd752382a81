"""Lillstad with an agreement on two areas, and the police's numbers for two years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import shapely
from django.test import Client
from django.utils import timezone

from samsyn.agreements.models import Agreement, PriorityArea, Version
from samsyn.organisation.models import Body, Place
from samsyn.situation.models import Batch, Boundary, IncidentCount, Population, Source
from tests import lillstad
from tests.lillstad import Founding, Lillstad

CITY = tuple(
    f"situation.{act}"
    for act in (
        "draft", "read_draft", "publish", "correct",
        "ask_review", "comment", "answer_comment", "finish_review",
    )
)  # fmt: skip
LOCAL = CITY
SINCE, UNTIL = date(2023, 1, 1), date(2024, 1, 1)
WORDS: dict[str, Any] = {
    "mapping": "Rånen mot unga har blivit fler vid Torget om eftermiddagarna.",
    "other_information": "Skolan och fältassistenterna berättar om samma platser.",
    "analysis": "Det finns få vuxna på plats när skolan slutar och bussarna går.",
}
ROBBERY, ASSAULT, GRAFFITI, FRAUD = "9806", "9317", "1209", "0943"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Deliver = Callable[..., Batch]


def _found() -> Lillstad:
    town = lillstad.found(CITY, LOCAL)
    agree(town)
    draw(town)
    return town


@pytest.fixture(scope="session")
def founding() -> Founding:
    return _found


@pytest.fixture
def deliver(town: Lillstad) -> Deliver:
    """Put counts in: `deliver(("norra", "9806", "2023-01", 7), …)`; no place is None."""
    source = Source.objects.create(
        key="polisen", name="Polisens uttag", body=Body.objects.get(key="polisen"),
        place=town.place("lillstad"),
    )  # fmt: skip

    def put(*rows: tuple[str | None, str, str, int]) -> Batch:
        months = [date.fromisoformat(f"{month}-01") for _, _, month, _ in rows]
        batch = Batch.objects.create(
            source=source, file_name="uttag.csv", sha256="ab" * 32, status=Batch.Status.DONE,
            received_at=datetime(2024, 2, 1, tzinfo=UTC), read=sum(r[3] for r in rows),
            taken=sum(r[3] for r in rows), first_month=min(months), last_month=max(months),
        )  # fmt: skip
        IncidentCount.objects.bulk_create(
            IncidentCount(batch=batch, place=town.place(p) if p else None, kind=k, month=m, n=n)
            for (p, k, _, n), m in zip(rows, months, strict=True)
        )
        return batch

    return put


@pytest.fixture
def two_years(deliver: Deliver) -> Batch:
    """Norra has much, Södra little; robberies of the young have grown, graffiti has not."""
    rows: list[tuple[str | None, str, str, int]] = []
    for year, more in ((2022, 0), (2023, 6)):
        for month in range(1, 13):
            at = f"{year}-{month:02}"
            rows += [
                ("torget", ROBBERY, at, 6 + more + month % 3),
                ("norra", ASSAULT, at, month % 4),
                ("norra", GRAFFITI, at, 20 + month),
                ("sodra", ROBBERY, at, month % 3),
                ("sodra", GRAFFITI, at, 9),
                (None, FRAUD, at, 11),
            ]
    return deliver(*rows)


def browser(town: Lillstad, name: str | None) -> Client:
    """A browser where somebody has just signed in, or nobody."""
    client = Client()
    if name:
        client.force_login(town.people[name], backend=BACKEND)
        session = client.session
        now = timezone.now().timestamp()
        session["account_authentication_methods"] = [{"method": "password", "at": now}]
        session["account_authentication_methods_user"] = str(town.people[name].pk)
        session.save()
    return client


def agree(town: Lillstad) -> None:
    """An agreement of the line whose kinds of incident are written down."""
    agreement = Agreement.objects.create(line="stockholm", city=town.place("lillstad"))
    version = Version.objects.create(
        agreement=agreement, key="stockholm/2023", title="Lillstad", charter={}, text="",
        status=Version.Status.IN_FORCE, since=date(2020, 1, 1),
    )  # fmt: skip
    for order, (key, name) in enumerate(
        (("unga-i-riskzon", "Unga i riskzon"), ("otrygga-platser", "Otrygga platser"))
    ):
        PriorityArea.objects.create(version=version, key=key, name=name, order=order)


def draw(town: Lillstad) -> None:
    squares = {"norra": (0, 1000), "sodra": (0, 0), "torget": (0, 1500)}
    for key, (x, y) in squares.items():
        shape = shapely.box(674_000 + x, 6_580_000 + y, 675_000 + x, 6_581_000 + y)
        Boundary.objects.create(
            place=town.place(key), valid_from=date(2020, 1, 1),
            geometry=shapely.to_wkb(shape), source="Lillstads egen karta",
        )  # fmt: skip
    for key, n in (("lillstad", 30_000), ("norra", 20_000), ("sodra", 10_000)):
        for sex in ("female", "male"):
            Population.objects.create(
                place=Place.objects.get(key=key), year=2022, sex=sex, age_from=0, age_to=120,
                n=n // 2, source="Lillstads statistik",
            )  # fmt: skip
