"""Who stands at the door: every kind of person the installation can meet, in Lillstad.

Names are those of tests/lillstad.py; beside them Dagny stands in for Anna, Erik's tenure ended
yesterday, Frida's begins tomorrow, and Gun held a seat but her account is closed.
"""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from samsyn.organisation.access import Actor
from samsyn.organisation.actions import appoint, close_account, end_tenure, open_account
from samsyn.organisation.models import Installation, Person, Seat, Tenure
from tests.lillstad import Lillstad

OUTSIDE = ["anonymous", "olle", "maja", "erik", "frida", "gun"]
SEATED = ["karin", "anna", "dagny", "bjorn", "rut", "cecilia", "david", "sara", "stina"]
ACTORS = [*OUTSIDE, *SEATED]
SETS = {
    "everyone": ACTORS,
    "signed_in": ["olle", "maja", "erik", "frida", *SEATED],
    "seated": SEATED,
    "norra": ["karin", "anna", "dagny", "bjorn", "rut"],
    "sodra": ["karin", "cecilia", "david"],
    "norra_group": ["anna", "dagny", "bjorn", "rut"],
    "sodra_group": ["cecilia", "david"],
    "city": ["karin"],
    "keeper": ["maja"],
    "nobody": [],
}


def populate(town: Lillstad) -> None:
    """Add those at the edges: the deputy, the former, the coming and the closed."""
    town.today = timezone.localdate()
    today = town.today
    maja, karin, here = town.actor("maja"), town.actor("karin"), Installation.here()
    for short in ("dagny", "erik", "frida", "gun"):
        town.people[short] = open_account(
            maja, here, email=f"{short}@lillstad.example", name=short.title()
        )
    norra = "lokal-styrgrupp/norra"
    chef, school = town.seat(norra, "chef"), town.seat(norra, "skola")
    lpo_sodra = town.seat("lokal-styrgrupp/sodra", "skola")
    _seat(karin, chef, town.people["dagny"], today - timedelta(30), as_deputy=True)
    _seat(karin, school, town.people["erik"], today - timedelta(30))
    _end(karin, town.people["erik"], today)
    _seat(karin, school, town.people["rut"], today)
    _seat(karin, lpo_sodra, town.people["gun"], today - timedelta(30))
    close_account(maja, town.people["gun"])
    _end(karin, town.people["gun"], today)
    _seat(karin, lpo_sodra, town.people["frida"], today + timedelta(1))


def _seat(actor: Actor, seat: Seat, person: Person, since: date, as_deputy: bool = False) -> None:
    appoint(actor, seat, person, since=since, decided="KS 2024/99", as_deputy=as_deputy)


def _end(actor: Actor, person: Person, on: date) -> None:
    end_tenure(actor, Tenure.objects.get(person=person), on=on, decided="KS 2024/100")


def client_of(town: Lillstad, name: str) -> Client:
    """A signed-in browser. Gun's session was opened before her account was closed."""
    client = Client(raise_request_exception=False)
    if name != "anonymous":
        person = Person.objects.get(pk=town.people[name].pk)
        client.force_login(person)
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, person, "password")  # a session knows when it began
        request.session.save()
    return client
