"""Karin shows who she is: by password, by a second factor, and no longer than a working day."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Person

PASSWORD = "ett-långt-lösenord-för-Karin"
pytestmark = pytest.mark.django_db


@pytest.fixture
def karin() -> Person:
    return Person.objects.create_user("karin.ek@lillstad.se", PASSWORD, name="Karin Ek")


@pytest.fixture
def in_earnest(settings: Settings) -> None:
    """Outside the demo, but over plain HTTP as the test client speaks it."""
    settings.DEMO_MODE = False


def sign_in(client: Client, password: str = PASSWORD, email: str = "karin.ek@lillstad.se"):
    return client.post("/logga-in/", {"login": email, "password": password}, follow=True)


def code(person: Person) -> str:
    """What Karin's app shows now."""
    secret = get_adapter().decrypt(person.authenticator_set.get(type="totp").data["secret"])
    return code_of(secret)


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def test_the_right_password_opens_and_a_wrong_one_does_not(client: Client, karin: Person):
    wrong = sign_in(client, "något-annat-lösenord")
    assert not wrong.context["user"].is_authenticated
    assert "lösenord" in wrong.content.decode().lower()
    assert sign_in(client).context["user"] == karin


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Client, karin: Person):
    def without_token(response) -> str:
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
        return text.replace("karin.ek", "x").replace("finns.inte", "x")

    wrong = sign_in(client, "fel-fel-fel-fel")
    unknown = sign_in(client, "fel-fel-fel-fel", "finns.inte@lillstad.se")
    assert without_token(wrong) == without_token(unknown)


def test_the_session_gets_a_new_name_at_sign_in(client: Client, karin: Person):
    client.get("/logga-in/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["samsyn"] = session.session_key
    sign_in(client)
    assert client.cookies["samsyn"].value != session.session_key
    assert not Session.objects.filter(pk=session.session_key).exists()


def test_nobody_can_make_an_account(client: Client):
    page = client.post(
        "/logga-in/ingen-anslutning/", {"email": "ny@lillstad.se", "password1": PASSWORD}
    )
    assert "Det finns inget konto för dig här" in page.content.decode()
    assert not Person.objects.exists()


def test_a_new_account_chooses_its_password_by_the_link_in_a_letter(client: Client):
    Person.objects.create(email="maja.sund@lillstad.se", name="Maja", password=make_password(None))
    client.post("/losenord/glomt/", {"email": "maja.sund@lillstad.se"})
    (letter,) = mail.outbox
    assert letter.subject == "Samsyn: Välj lösenord"
    address = re.search(r"http://testserver(/losenord/nytt/\S+)", letter.body).group(1)
    page = client.get(address, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(client, email="maja.sund@lillstad.se").context["user"].name == "Maja"
    again = Client().get(address, follow=True)
    assert "Länken gäller inte längre" in again.content.decode()


def test_no_letter_goes_to_an_unknown_address_and_the_answer_is_the_same(client: Client):
    page = client.post("/losenord/glomt/", {"email": "finns.inte@lillstad.se"}, follow=True)
    assert "Brevet är skickat" in page.content.decode()
    assert mail.outbox == []


def test_a_weak_password_is_refused_with_a_reason(client: Client, karin: Person):
    sign_in(client)
    page = client.post(
        "/konto/losenord/",
        {"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"},
    )
    assert "minst 12 tecken" in page.content.decode()


def test_a_closed_account_is_out_at_the_next_request(client: Client, karin: Person):
    sign_in(client)
    assert client.get("/konto/losenord/").status_code == 200
    karin.is_active = False
    karin.save()
    assert client.get("/konto/losenord/").status_code == 302
    page = sign_in(client)
    assert not page.context["user"].is_authenticated


def test_a_new_password_ends_the_sessions_elsewhere(client: Client, karin: Person):
    elsewhere = Client()
    sign_in(elsewhere)
    karin.set_password("ett-annat-långt-lösenord")
    karin.save()
    assert elsewhere.get("/konto/losenord/").status_code == 302


def test_ten_hours_after_signing_in_the_day_is_over_however_busy(client: Client, karin: Person):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client)
        for _ in range(9):
            clock.shift(timedelta(hours=1, minutes=5))
            session = client.session
            session["busy"] = time.time()
            session.save()
            assert client.get("/konto/losenord/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.get("/konto/losenord/").status_code == 302


def test_six_guesses_are_too_many_for_one_account_but_not_for_another(
    client: Client, karin: Person
):
    Person.objects.create_user("anna.lind@lillstad.se", PASSWORD, name="Anna Lind")
    for _ in range(5):
        sign_in(client, "gissning-gissning")
    assert "För många" in sign_in(client).content.decode()
    page = sign_in(client, email="anna.lind@lillstad.se")
    assert page.context["user"].name == "Anna Lind"


def test_a_crowd_of_guesses_does_not_make_the_count_of_one_account_forgotten(
    client: Client, karin: Person
):
    """The counts lie in a cache, and a cache throws things away when it is full."""
    for _ in range(5):
        sign_in(client, "gissning-gissning")
    for n in range(2_000):
        cache.set(f"another:{n}", [1], 300)
    assert "För många" in sign_in(client).content.decode()


def test_outside_the_demo_a_password_alone_reaches_only_the_set_up(
    client: Client, karin: Person, in_earnest: None
):
    page = sign_in(client)
    assert page.redirect_chain[-1][0] == "/konto/andra-steget/"
    for address in ("/", "/konto/losenord/", "/konto/reservkoder/", "/finns-inte/"):
        assert client.get(address).status_code in (302, 404)
    assert client.get("/konto/app/lagg-till/").status_code == 200
    assert client.get("/konto/nycklar/lagg-till/").status_code == 200


def test_karin_adds_an_app_and_is_asked_for_its_code_next_time(
    client: Client, karin: Person, in_earnest: None
):
    with time_machine.travel(timezone.now()) as clock:
        sign_in(client)
        secret = client.get("/konto/app/lagg-till/").context["form"].secret
        codes = client.post("/konto/app/lagg-till/", {"code": code_of(secret)}, follow=True)
        assert codes.redirect_chain[-1][0] == "/konto/reservkoder/"
        assert len(re.findall(r"<code>", codes.content.decode())) == 10
        assert client.get("/konto/losenord/").status_code == 200

        clock.shift(timedelta(minutes=2))
        again = Client()
        asked = sign_in(again)
        assert asked.redirect_chain[-1][0] == "/logga-in/andra-steget/"
        assert not asked.context["user"].is_authenticated
        wrong = again.post("/logga-in/andra-steget/", {"code": "000000"})
        assert wrong.status_code == 200
        inside = again.post("/logga-in/andra-steget/", {"code": code(karin)}, follow=True)
        assert inside.context["user"] == karin


def test_a_recovery_code_opens_once(client: Client, karin: Person, in_earnest: None):
    TOTP.activate(karin, "JBSWY3DPEHPK3PXP")
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(karin).get_unused_codes()[0]
    for answer in (True, False):
        visitor = Client()
        sign_in(visitor)
        page = visitor.post("/logga-in/andra-steget/", {"code": spare}, follow=True)
        assert page.context["user"].is_authenticated is answer


def test_what_the_database_keeps_of_an_app_opens_nothing(karin: Person):
    TOTP.activate(karin, "JBSWY3DPEHPK3PXP")
    kept = Authenticator.objects.get(user=karin).data["secret"]
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_the_demo_lets_one_become_its_people_and_nobody_else(
    client: Client, karin: Person, settings: Settings
):
    invented = Person.objects.create(email="a@demo.invalid", name="Ada Påhitt", is_demo=True)
    assert client.post(f"/demo/bli/{karin.pk}/").status_code == 404
    assert client.get(f"/demo/bli/{invented.pk}/").status_code == 405
    assert client.post(f"/demo/bli/{invented.pk}/").status_code == 302
    assert client.get("/konto/losenord/").context["user"] == invented
    settings.DEMO_MODE = False
    assert Client().post(f"/demo/bli/{invented.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/logga-in/", "/losenord/glomt/", "/logga-ut/", "/konto/andra-steget/", "/konto/nycklar/"],
)
def test_the_pages_are_dressed_and_not_stored(client: Client, karin: Person, address: str):
    sign_in(client)
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert "Hoppa till innehållet" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_passwords_are_kept_by_argon2(settings: Settings):
    from samsyn.project.settings import security

    settings.PASSWORD_HASHERS = security.PASSWORD_HASHERS
    assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"
