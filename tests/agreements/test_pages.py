"""What Lillstad's people meet in the browser: reading, planning, bringing into force, signing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samsyn.agreements.actions import bring_into_force, draft_local, prepare
from samsyn.agreements.models import LocalAgreement, Version
from samsyn.organisation.actions import appoint
from samsyn.organisation.models import Body, Seat
from tests.decided import adopt_by_all, decided_on
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

from .papers import TEXT
from .test_local_agreements import ALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(town: Lillstad) -> date:
    """Pages read the clock, so the town lives today."""
    town.today = timezone.localdate()
    return town.today


@pytest.fixture
def version(town: Lillstad, today: date) -> Version:
    return prepare(town.actor("karin"), town.place("lillstad"), TEXT)


@pytest.fixture
def standing(town: Lillstad, version: Version) -> Version:
    karin = town.actor("karin")
    adopt_by_all(town, version)
    return bring_into_force(karin, version)


@pytest.fixture
def local(town: Lillstad, standing: Version) -> LocalAgreement:
    """Norra's draft passes over the victims; Anna and Björn sit in its local group."""
    for who, key in (("anna", "chef"), ("bjorn", "kommunpolis@lpo-norra")):
        seat = Seat.objects.get(group__key="samverkan/lokal-grupp/norra", key=key)
        appoint(town.actor("karin"), seat, town.people[who], since=town.today, decided="KS 3")
    gap = {key: said for key, said in ALL.items() if key != "brottsoffer"}
    parties = list(Body.objects.filter(key__in=["sdf-norra", "lpo-norra"]))
    return draft_local(town.actor("anna"), town.place("norra"), parties=parties, stances=gap)


def browser(town: Lillstad, who: str | None) -> Client:
    return client_of(town, who or "anonymous")


def text_of(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_anybody_reads_what_stands_and_sees_what_is_assumed(
    town: Lillstad, standing: Version
) -> None:
    anybody = browser(town, None)
    assert standing.title in text_of(anybody, reverse("agreements:index"))
    page = text_of(anybody, standing.get_absolute_url())
    for words in (
        "Unga i riskzon",
        "Kommunpolis",
        "Antagande",
        "källa 1",
        "KS 2024/17",
        "Lokal grupp",
    ):
        assert words in page
    assert "Sätta i kraft" not in page
    assert text_of(anybody, reverse("agreements:text", args=[standing.key])) == TEXT


def test_a_draft_is_missing_for_those_who_may_not_read_it(town: Lillstad, version: Version) -> None:
    assert text_of(browser(town, "karin"), version.get_absolute_url())
    assert browser(town, "olle").get(version.get_absolute_url()).status_code == 404
    assert version.title not in text_of(browser(town, None), reverse("agreements:index"))


def test_karin_sees_the_plan_and_what_hinders_before_she_brings_it_into_force(
    town: Lillstad, version: Version
) -> None:
    karin, url = browser(town, "karin"), reverse("agreements:plan", args=[version.key])
    page = text_of(karin, url)
    assert "Grupper som öppnas (3)" in page
    assert "har inte antagit" in page
    refused = karin.post(url, {"on": town.today})
    assert "Det gick inte att spara" in refused.content.decode()
    adopting = reverse("agreements:adopt", args=[version.key])
    assert "inget justerat beslut" in text_of(karin, adopting)
    for key in ("kommunstyrelsen", "polisen"):
        decision = decided_on(town, version, key)
        assert karin.post(adopting, {"decision": decision.pk}).status_code == 302
    assert karin.post(url, {"on": town.today}).status_code == 302
    version.refresh_from_db()
    assert version.status == "in_force"


def test_faults_of_a_charter_are_told_in_the_form_and_nothing_is_saved(
    town: Lillstad, today: date
) -> None:
    karin = browser(town, "karin")
    broken = TEXT.replace("level: city", "level: stad")
    page = karin.post(reverse("agreements:prepare"), {"text": broken}).content.decode()
    assert "rad 21" in page
    assert not Version.objects.exists()
    assert karin.post(reverse("agreements:prepare"), {"text": TEXT}).status_code == 302
    edit = reverse("agreements:edit", args=["samverkan/2024"])
    assert "Lillstad ska bli tryggare" in text_of(karin, edit)
    assert karin.post(edit, {"text": TEXT.replace("tryggare", "trygg")}).status_code == 302
    assert "Lillstad ska bli trygg." in Version.objects.get().text


def test_a_draft_is_sent_on_consultation_and_then_everybody_reads_it(
    town: Lillstad, version: Version
) -> None:
    karin = browser(town, "karin")
    url = reverse("agreements:consult", args=[version.key])
    boards = [body.pk for body in Body.objects.filter(key__in=["sdn-norra", "sdn-sodra"])]
    form = {"answers_by": town.today + timedelta(days=60), "scope": "Allt.", "bodies": boards}
    assert karin.post(url, form).status_code == 302
    assert "på remiss sedan" in text_of(browser(town, None), version.get_absolute_url())


def test_two_versions_side_by_side_and_the_lineage_with_its_table(
    town: Lillstad, standing: Version
) -> None:
    text = TEXT.replace("samverkan/2024", "samverkan/2026").replace("/2020#", "/2024#")
    text = text.replace('"samverkan/2024#skolan", ', "").replace("Kommunpolis", "Områdespolis")
    prepare(town.actor("karin"), town.place("lillstad"), text)
    karin = browser(town, "karin")
    url = reverse("agreements:compare") + "?fran=samverkan/2024&till=samverkan/2026"
    page = text_of(karin, url)
    assert "Områdespolis" in page
    assert "Ändras" in page
    assert "samverkan/2026" not in text_of(browser(town, None), reverse("agreements:compare"))
    lineage = text_of(karin, reverse("agreements:areas", args=["samverkan"]))
    assert "<svg" in lineage
    assert "Visa som tabell" in lineage


def test_the_matrix_shows_who_has_and_who_lacks_an_agreement(
    town: Lillstad, local: LocalAgreement
) -> None:
    page = text_of(browser(town, None), reverse("agreements:locals"))
    assert "Norra" in page
    assert "Södra" in page
    assert browser(town, None).get(local.get_absolute_url()).status_code == 302
    assert "»Utsatta brottsoffer« saknas" in text_of(
        browser(town, "anna"), local.get_absolute_url()
    )


def test_anna_cannot_sign_with_a_gap_but_can_when_she_has_filled_it(
    town: Lillstad, local: LocalAgreement
) -> None:
    anna, bjorn = browser(town, "anna"), browser(town, "bjorn")
    sign = reverse("agreements:sign_local", args=[local.pk])
    body = Body.objects.get(key="sdf-norra")
    refused = anna.post(sign, {"body": body.pk, "dnr": "SDN 1"}).content.decode()
    assert "Utsatta brottsoffer" in refused
    write = reverse("agreements:draft_local", args=["norra"])
    assert "Fältarbete varje helg." in text_of(anna, write)
    police = Body.objects.get(key="lpo-norra")
    filled = {
        "parties": [body.pk, police.pk],
        **{f"stance_{key}": stance for key, (stance, _) in ALL.items()},
        **{f"text_{key}": words for key, (_, words) in ALL.items()},
        "extra_1": "Öppen droghandel",
    }
    assert anna.post(write, filled).status_code == 302
    assert anna.post(sign, {"body": body.pk, "dnr": "SDN 1"}).status_code == 302
    assert bjorn.post(sign, {"body": police.pk, "dnr": "A 2"}).status_code == 302
    page = text_of(browser(town, None), local.get_absolute_url())
    assert "Undertecknad" in page
    assert "Öppen droghandel" in page
    assert "prioriteras" in text_of(browser(town, None), reverse("agreements:locals"))


def test_the_year_ahead_lists_what_is_owed(town: Lillstad, standing: Version) -> None:
    anybody, url = browser(town, None), reverse("agreements:duties")
    page = text_of(anybody, url)
    assert page.count("Uppföljning av den lokala överenskommelsen") == 4
    assert page.count("Återkoppling till nämnden") == 2
    norra = text_of(anybody, url + "?plats=norra")
    assert norra.count("Uppföljning av den lokala överenskommelsen") == 2


def test_an_agreement_with_a_last_day_is_extended_on_its_page(town: Lillstad, today: date) -> None:
    last = today + timedelta(days=30)
    text = TEXT.replace("{from: 2024-04-01,", f"{{from: 2024-04-01, until: {last},")
    karin = town.actor("karin")
    version = prepare(karin, town.place("lillstad"), text)
    adopt_by_all(town, version)
    bring_into_force(karin, version)
    url = reverse("agreements:extend", args=[version.key])
    sent = {"last": "", "decided_on": today, "dnr": "KS 9"}
    assert browser(town, "karin").post(url, sent).status_code == 302
    assert "Förlängd" in text_of(browser(town, None), version.get_absolute_url())


def test_realigning_when_nothing_is_redrawn_says_so(town: Lillstad, standing: Version) -> None:
    karin, url = browser(town, "karin"), reverse("agreements:realign")
    assert "Ingenting behöver ändras" in text_of(karin, url)
    assert karin.post(url).status_code == 302
    assert browser(town, "anna").get(url).status_code == 404
