"""Nothing stands in Lillstad until its founder brings the law into force."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.agreements import packs
from samsyn.agreements.actions import bring_into_force, prepare
from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, establish, open_account
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Installation, Place, Seat
from tests.lillstad import BODIES, FOUNDED, LINKS, PLACES, at

from .papers import TEXT

pytestmark = pytest.mark.django_db


def test_the_founder_brings_the_law_into_force_and_can_then_do_nothing_more() -> None:
    founder, here = Actor.founder(at(FOUNDED)), Installation.here()
    establish(founder, here, places=PLACES, bodies=BODIES, links=LINKS)
    city = Place.objects.get(key="lillstad")
    law = prepare(founder, city, packs.text("lag/2015"))
    bring_into_force(founder, law)
    karin = open_account(founder, here, email="karin@lillstad.example", name="Karin Ek")
    coordinator = Seat.objects.get(group__kind="samordningsfunktion", key="central-samordnare")
    appoint(founder, coordinator, karin, since=FOUNDED, decided="KS 2020/1")
    with pytest.raises(Forbidden):
        prepare(founder, city, TEXT)
    first = prepare(Actor(karin, at(FOUNDED)), city, TEXT)
    assert first.status == "draft"
    statute = Actor(karin, at(date(2023, 7, 1)))
    with pytest.raises(Refused, match="2023-07-01"):
        bring_into_force(
            Actor(karin, at(date(2023, 6, 30))), prepare(statute, city, packs.text("lag/2023"))
        )
    bring_into_force(statute, prepare(statute, city, packs.text("lag/2023")))
    coordinator.refresh_from_db()
    assert coordinator.until is None
    assert coordinator.tenures.get().person == karin


def test_every_body_gets_a_secretary_who_reaches_only_its_own_seats() -> None:
    founder, here = Actor.founder(at(FOUNDED)), Installation.here()
    establish(founder, here, places=PLACES, bodies=BODIES, links=LINKS)
    bring_into_force(
        founder, prepare(founder, Place.objects.get(key="lillstad"), packs.text("lag/2015"))
    )
    seats = Seat.objects.filter(group__kind="sekretariat")
    assert {seat.body.key for seat in seats} == {body.key for body in BODIES}
    for seat in seats:
        scopes = set(seat.mandates.values_list("scope", flat=True))
        assert scopes == {"body"}
