"""Karin walks from upload to verdicts on the pages; Anna looks; Olle finds nothing there."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samsyn.organisation.models import Body, Mandate
from samsyn.situation import tasks
from samsyn.situation.models import Batch, IncidentCount, Source
from tests.lillstad import Lillstad

from .files import EXTRACT, HEADERS, incident, write_csv

pytestmark = pytest.mark.usefixtures("drawn")
ROWS = [incident("K1"), incident("K2", at=("", "")), incident("K3", start="i fredags")]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def extract(tmp_path: Path) -> bytes:
    return write_csv(tmp_path / "uttag.csv", ROWS).read_bytes()


def browser(town: Lillstad, name: str) -> Client:
    client = Client()
    client.force_login(town.people[name], backend=BACKEND)
    session = client.session
    now = timezone.now().timestamp()
    session["account_authentication_methods"] = [{"method": "password", "at": now}]
    session["account_authentication_methods_user"] = str(town.people[name].pk)
    session.save()
    return client


def uploaded(client: Client, source: Source, data: bytes) -> str:
    """The address one is sent to after handing in a file."""
    file = SimpleUploadedFile("uttag.csv", data)
    answer = client.post(f"/kallor/{source.key}/las-in/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def taken_in(client: Client, batch: Batch) -> None:
    """Judged by the worker, said yes to, and taken in by the worker."""
    tasks.read_batch.func(batch.pk)
    client.post(f"/leveranser/{batch.pk}/ta-in/")
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE


def answers(**changes: str) -> dict[str, str]:
    return {k: str(v) for k, v in EXTRACT.model_dump().items() if k != "earliest"} | changes


def test_from_upload_to_verdicts(town: Lillstad, source: Source, extract: bytes) -> None:
    karin = browser(town, "karin")
    columns = uploaded(karin, source, extract)

    page = karin.get(columns).content.decode()
    for fact in ("Windows-1252", "semikolon", "år-månad-dag, till exempel 2024-01-05 22:10",
                 "grader (WGS 84)"):  # fmt: skip
        assert fact in page
    assert '<li aria-current="step">3. Kolumner</li>' in page
    assert all(header in page for header in HEADERS) and "i fredags" in page
    assert '<option value="BROTTSKOD" selected>' in page

    answer = karin.post(columns, answers())
    batch = Batch.objects.get()
    assert answer["Location"] == f"/leveranser/{batch.pk}/"
    assert DBTaskResult.objects.count() == 1

    waiting = karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert "<progress" in waiting and 'http-equiv="refresh"' in waiting
    moving = karin.get(f"/leveranser/{batch.pk}/", headers={"HX-Request": "true"})
    assert b"<html" not in moving.content and "HX-Refresh" not in moving

    tasks.read_batch.func(batch.pk)
    ready = karin.get(f"/leveranser/{batch.pk}/", headers={"HX-Request": "true"})
    assert ready["HX-Refresh"] == "true"
    judged = karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert "<progress" not in judged and "Inget är inläst än" in judged
    assert '<li aria-current="step">4. Omdömen</li>' in judged
    assert "datumet »i fredags« går inte att läsa" in judged
    assert not IncidentCount.objects.exists()
    assert "uttag.csv" in karin.get("/").content.decode(), "it awaits her on her desk"

    karin.post(f"/leveranser/{batch.pk}/ta-in/")
    tasks.read_batch.func(batch.pk)
    done = karin.get(f"/leveranser/{batch.pk}/").content.decode()
    assert '<li aria-current="step">5. Klart</li>' in done
    assert sum(IncidentCount.objects.values_list("n", flat=True)) == 2

    rows = csv.reader(
        io.StringIO(karin.get(f"/leveranser/{batch.pk}/avvisade.csv").content.decode("utf-8-sig")),
        delimiter=";",
    )
    assert list(rows) == [["rad", "skäl"], ["4", "datumet »i fredags« går inte att läsa"]]


def test_the_columns_are_remembered_for_the_next_file(town: Lillstad, source: Source) -> None:
    source.mapping = {}
    source.save()
    karin = browser(town, "karin")
    odd = b"Vad;Var;Nar\nKlotter;Norra;2024-01-05\n"
    columns = uploaded(karin, source, odd)
    assert "Välj kolumnerna nedan" in karin.get(columns).content.decode()
    missing = karin.post(columns, {"kind": "Vad"}).content.decode()
    assert "Välj den kolumn där detta står." in missing
    chosen = {"kind": "Vad", "start": "Nar", "place": "Var", "kind_is": "event_type",
              "coordinates": "wgs84", "elsewhere": "keep"}  # fmt: skip
    assert karin.post(columns, chosen).status_code == 302
    taken_in(karin, Batch.objects.get())
    assert Batch.objects.get().taken == 1
    again = uploaded(karin, source, odd + b"Klotter;Norra;2024-01-06\n")
    assert '<option value="Nar" selected>' in karin.get(again).content.decode()


def test_a_file_that_cannot_be_read_says_what_to_do(town: Lillstad, source: Source) -> None:
    karin = browser(town, "karin")
    answer = karin.get(uploaded(karin, source, b"PK\x03\x04 trasig"))
    assert answer.status_code == 422
    assert "Spara den på nytt" in answer.content.decode()
    empty = karin.post(
        f"/kallor/{source.key}/las-in/", {"file": SimpleUploadedFile("tom.csv", b"")}
    )
    assert "Filen är tom" in empty.content.decode()
    assert "Välj en fil" in karin.post(f"/kallor/{source.key}/las-in/").content.decode()


def test_a_batch_that_stopped_can_be_started_again(
    town: Lillstad, source: Source, extract: bytes
) -> None:
    karin = browser(town, "karin")
    karin.post(uploaded(karin, source, extract), answers())
    batch = Batch.objects.get()
    long_ago = batch.received_at - 2 * tasks.SILENCE
    Batch.objects.update(status=Batch.Status.RUNNING, seen_at=long_ago)
    assert "börjar om av sig själv" in karin.get(f"/leveranser/{batch.pk}/").content.decode()
    karin.post(f"/leveranser/{batch.pk}/igen/")
    taken_in(karin, batch)
    assert batch.taken == 2


def test_taking_back_on_the_page(town: Lillstad, source: Source, extract: bytes) -> None:
    karin = browser(town, "karin")
    karin.post(uploaded(karin, source, extract), answers())
    batch = Batch.objects.get()
    taken_in(karin, batch)
    refused = karin.post(f"/leveranser/{batch.pk}/aterkalla/", {"reason": ""})
    assert refused.status_code == 409 and "Skriv varför" in refused.content.decode()
    answer = karin.post(f"/leveranser/{batch.pk}/aterkalla/", {"reason": "Fel månad"}, follow=True)
    assert "är återkallad" in answer.content.decode()
    assert "Fel månad" in karin.get(f"/leveranser/{batch.pk}/").content.decode()


def test_a_source_is_registered_on_the_page(town: Lillstad, source: Source) -> None:
    karin = browser(town, "karin")
    body, place = source.body.pk, source.place.pk
    fields = {"name": "Händelser på nätet", "body": body, "place": place}
    assert karin.post("/kallor/ny/", fields).status_code == 302
    page = karin.post("/kallor/ny/", fields).content.decode()
    assert "Det finns redan en källa" in page
    assert "Händelser på nätet" in karin.get("/kallor/").content.decode()


def test_registering_a_source_tells_nothing_of_another_districts(town: Lillstad) -> None:
    """Anna and Cecilia give their sources the same name; neither hears of the other's."""
    body = Body.objects.get(key="polisen")
    for group in ("norra", "sodra"):
        seat = town.seat(f"lokal-styrgrupp/{group}", "chef")
        Mandate.objects.create(
            seat=seat, act="situation.register_source", scope="place", ground="§ 9",
            since=date(2020, 1, 1),
        )  # fmt: skip
    for who, district in (("anna", "norra"), ("cecilia", "sodra")):
        fields = {"name": "Uttag", "body": body.pk, "place": town.place(district).pk}
        assert browser(town, who).post("/kallor/ny/", fields).status_code == 302
    assert Source.objects.filter(name="Uttag").count() == 2


def test_anna_sees_what_concerns_norra_only_and_olle_nothing(
    town: Lillstad, source: Source, extract: bytes
) -> None:
    karin = browser(town, "karin")
    karin.post(uploaded(karin, source, extract), answers())
    batch = Batch.objects.get()
    addresses = ["/kallor/", f"/kallor/{source.key}/", f"/kallor/{source.key}/las-in/",
                 f"/leveranser/{batch.pk}/", f"/leveranser/{batch.pk}/kolumner/",
                 f"/leveranser/{batch.pk}/avvisade.csv", "/kallor/ny/"]  # fmt: skip
    for name in ("anna", "olle", "maja"):
        client = browser(town, name)
        assert {client.get(address).status_code for address in addresses} == {404}
        for what in ("igen", "ta-in", "avbryt"):
            assert client.post(f"/leveranser/{batch.pk}/{what}/").status_code == 404
    assert {Client().get(address).status_code for address in addresses} == {302}
    assert karin.get("/kallor/").status_code == 200
