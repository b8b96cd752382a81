"""The pages walked: Anna writes, Karin receives, the board asks; each sees what concerns them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from samsyn.followup.models import Question, Report, Summary
from samsyn.organisation.models import Body
from tests.lillstad import Lillstad, at
from tests.permissions.actors import client_of

from .conftest import DUE, duty, group

Browser = Callable[[str], Client]


@pytest.fixture
def browser(town: Lillstad) -> Iterator[Browser]:
    """Browsers on the day of the story."""
    with mock.patch.object(timezone, "now", return_value=at(town.today)):
        yield lambda name: client_of(town, name)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return " ".join(response.content.decode().split())


def test_a_report_on_its_way(town: Lillstad, browser: Browser) -> None:
    anna, karin = browser("anna"), browser("karin")
    mine = text(anna, "/uppfoljning/")
    assert "Uppföljning av den lokala överenskommelsen" in mine
    assert "10 dagar sen" in mine
    theirs = text(karin, "/uppfoljning/")
    assert "Sent till dig" in theirs
    assert "Lokal grupp, Södra, till Styrgruppen" in theirs
    begun = anna.post(f"/uppfoljning/skyldighet/{duty('norra').pk}/", {"due": DUE.isoformat()})
    report = Report.objects.get()
    assert begun["Location"] == f"/uppfoljning/rapport/{report.pk}/skriv/"
    anna.post(begun["Location"], {"text": "Fältarbete varje helg."})
    assert karin.get(report.get_absolute_url()).status_code == 404
    anna.post(f"/uppfoljning/rapport/{report.pk}/lamna/")
    assert "Att ta emot" in text(karin, "/uppfoljning/")
    back = karin.post(f"/uppfoljning/rapport/{report.pk}/begar-tillbaka/", {"reason": ""})
    assert "errorlist" in back.content.decode()
    karin.post(f"/uppfoljning/rapport/{report.pk}/begar-tillbaka/", {"reason": "Vad gav det?"})
    assert "Vad gav det?" in text(anna, f"/uppfoljning/rapport/{report.pk}/skriv/")
    anna.post(f"/uppfoljning/rapport/{report.pk}/skriv/", {"text": "Färre rån."})
    second = Report.objects.get(version=2)
    anna.post(f"/uppfoljning/rapport/{second.pk}/lamna/")
    karin.post(f"/uppfoljning/rapport/{second.pk}/godta/", {"note": "Tack."})
    shown = text(anna, second.get_absolute_url())
    assert "Godtagen" in shown
    assert "Version 1" in shown
    chain = text(karin, "/uppfoljning/kedjan/")
    assert "1 rapport är sen" in chain
    assert "1 sen: Södra" in chain


def test_the_year_and_the_board(town: Lillstad, browser: Browser) -> None:
    karin, sara, anybody = browser("karin"), browser("sara"), Client()
    karin.post("/uppfoljning/sammanstall/", {"year": "2024"})
    summary = Summary.objects.get()
    address = summary.get_absolute_url()
    karin.post(f"{address}skriv/", {"text": "Tryggare på torget."})
    assert anybody.get(address).status_code == 302
    karin.post(f"{address}faststall/")
    assert "Södra har inte rapporterat" in text(anybody, address)
    paper = anybody.get(f"{address}sammanstallning.pdf")
    assert paper["Content-Type"] == "application/pdf"
    styrgrupp = group("styrgrupp/lillstad")
    told = {"to_body": duty_board(), "title": "Året", "text": "Läs här.", "summary": summary.pk}
    karin.post(f"/uppfoljning/grupp/{styrgrupp.pk}/aterkoppla/", told)
    board = "/uppfoljning/aterkoppling/sdn-norra/"
    sara.post(f"{board}fraga/", {"to_group": styrgrupp.pk, "text": "Vad gav det?"})
    assert "Vad gav det?" in text(anybody, board)
    karin.post(f"/uppfoljning/fraga/{Question.objects.get().pk}/svara/", {"answer": "Färre rån."})
    assert "Färre rån." in text(anybody, board)
    assert "Norra stadsdelsnämnd" in text(anybody, "/uppfoljning/aterkoppling/")
    karin.post(f"{address}ratta/", {"correction": "Fel tal."})
    again = Summary.objects.get(version=2)
    karin.post(f"{again.get_absolute_url()}faststall/")
    assert "Fel tal." in text(anybody, again.get_absolute_url())
    assert "är rättad" in text(anybody, address)


def duty_board() -> int:
    return int(Body.objects.get(key="sdn-norra").pk)
