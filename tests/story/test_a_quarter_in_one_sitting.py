"""Karin is new as coordinator. In one sitting she makes Norra's quarter from a fresh extract.

She hands in the file, says which column is what, reads the verdicts, begins a picture, goes from
section to section, asks the police to look, answers them, publishes and prints. All by the pages
and their links, as `docs/tour.md` tells it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Body
from samsyn.situation import tasks
from samsyn.situation.actions import import_boundaries
from samsyn.situation.intake.boundaries import Feature
from samsyn.situation.models import Batch, Comment, Picture, Source
from tests import lillstad
from tests.lillstad import Lillstad, at
from tests.permissions.actors import client_of
from tests.situation.intake.conftest import SITUATION_ACTS
from tests.situation.intake.files import EXTRACT, NORRA_SQUARE, SODRA_SQUARE, incident, write_csv
from tests.situation.picture.conftest import CITY, agree

TODAY = date(2024, 4, 8)
ROBBERY, GRAFFITI = "9806", "1209"
SAID = "Vi ser detsamma vid Torget, mest på vardagskvällar."
WHY = "Uppgifterna väntas i höst och tas med nästa gång."
Browser = Callable[[str], Client]


@pytest.fixture
def town(db: None, settings: Settings, tmp_path: Path) -> Lillstad:
    settings.SAMSYN_DATA_DIR = tmp_path / "data"
    town = lillstad.found((*SITUATION_ACTS, *CITY), CITY)
    town.today = TODAY
    agree(town)
    import_boundaries(
        town.actor("karin"), town.place("lillstad"), kind="district",
        features={"Norra": Feature(NORRA_SQUARE, {}), "SÖDRA": Feature(SODRA_SQUARE, {})},
        valid_from=date(2020, 1, 1), source="Lillstads egen karta",
    )  # fmt: skip
    return town


@pytest.fixture
def browser(town: Lillstad) -> Iterator[Browser]:
    """Browsers on the day of the story."""
    with mock.patch.object(timezone, "now", return_value=at(TODAY)):
        yield lambda name: client_of(town, name)


@pytest.fixture
def extract(tmp_path: Path) -> bytes:
    """Two winters of the police's extract: robberies of the young have doubled."""
    rows = [
        incident(f"{code}-{year}-{month}-{n}", code, start=f"{year}-{month:02}-{n + 1:02} 17:30",
                 end=f"{year}-{month:02}-{n + 1:02} 17:40")
        for year, robberies in ((2023, 9), (2024, 18))
        for month in (1, 2, 3)
        for code, count in ((ROBBERY, robberies), (GRAFFITI, 20))
        for n in range(count)
    ]  # fmt: skip
    return write_csv(tmp_path / "uttag.csv", rows).read_bytes()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def test_a_quarter_in_one_sitting(town: Lillstad, browser: Browser, extract: bytes) -> None:
    karin, bjorn = browser("karin"), browser("bjorn")
    taken_in(town, karin, extract)
    picture = begun(town, karin)
    every_section_is_written_or_explained(karin, picture)
    reviewed(town, karin, bjorn, picture)
    published_and_printed(karin, picture)
    everybody_reads_it(picture)


def taken_in(town: Lillstad, karin: Client, extract: bytes) -> None:
    """From the start page by links alone to a file that has been read and judged."""
    assert 'href="/kallor/ny/"' in page(karin, "/lagesbild/"), "nothing has been handed in before"
    police, place = Body.objects.get(key="polisen"), town.place("lillstad")
    told = {"name": "Polisens uttag", "body": police.pk, "place": place.pk}
    listed = page(karin, karin.post("/kallor/ny/", told)["Location"])
    source = f"/kallor/{Source.objects.get().key}/"
    assert source in listed
    upload = f"{source}las-in/"
    assert upload in page(karin, source)
    file = SimpleUploadedFile("uttag.csv", extract)
    columns = karin.post(upload, {"file": file})["Location"]
    assert "BROTTSKOD" in page(karin, columns)
    mapping = {k: str(v) for k, v in EXTRACT.model_dump().items() if k != "earliest"}
    delivery = karin.post(columns, mapping)["Location"]
    batch = Batch.objects.get()
    tasks.read_batch.func(batch.pk)
    assert "Inget är inläst än" in page(karin, delivery), "she reads the verdicts first"
    karin.post(f"{delivery}ta-in/")
    tasks.read_batch.func(batch.pk)
    batch.refresh_from_db()
    assert (batch.taken, batch.rejected) == (201, 0)
    assert "201" in page(karin, delivery)


def begun(town: Lillstad, karin: Client) -> Picture:
    """The form already proposes the last whole quarter and the deepest kind."""
    form = page(karin, "/lagesbild/ny/")
    assert 'value="2024-01"' in form and 'value="2024-03"' in form
    assert re.search(r'value="quarter"[^>]*checked', form)
    sent = {
        "place": town.place("norra").pk, "kind": "quarter", "first": "2024-01", "last": "2024-03",
    }  # fmt: skip
    address = karin.post("/lagesbild/ny/", sent)["Location"]
    picture = Picture.objects.get()
    assert address == picture.get_absolute_url()
    assert "Fördjupad lägesbild för Norra, januari–mars 2024" in page(karin, address)
    return picture


def every_section_is_written_or_explained(karin: Client, picture: Picture) -> None:
    """She follows the first link of the checklist, and »spara och gå till nästa« to the end."""
    listed = page(karin, picture.get_absolute_url())
    assert "Kan inte publiceras ännu" in listed
    found = re.search(rf'href="(/lagesbild/{picture.pk}/avsnitt/[\w-]+/)"', listed)
    assert found is not None
    address, walked = found[1], []
    while "/avsnitt/" in address:
        walked.append(address)
        form = page(karin, address)
        may_be_left_out = 'name="absent"' in form
        if "Unga i riskzon" in form.partition("<h1>")[2].partition("</h1>")[0]:
            assert "Ökade med" in form, "the area's own numbers stand beside its words"
            may_be_left_out = False
        words = {"absent": WHY} if may_be_left_out else {"text": f"{SAID} Det har vi skrivit."}
        address = karin.post(address, {**words, "next": "1"})["Location"]
    assert len(walked) == len(set(walked)) >= 15
    assert "Inget saknas" in page(karin, picture.get_absolute_url())


def reviewed(town: Lillstad, karin: Client, bjorn: Client, picture: Picture) -> None:
    review = f"/lagesbild/{picture.pk}/granskning/"
    seat = town.seat("lokal-styrgrupp/norra", "lpo-chef")
    karin.post(f"{review}be-om/", {"seats": [seat.pk], "due": "2024-04-15"})
    title = "Granska: Fördjupad lägesbild för Norra"
    assert title in page(bjorn, "/"), "it stands on Björn's desk"
    bjorn.post(review, {"section": "women", "text": "Säg något om tunneln vid stationen."})
    bjorn.post(f"{review}klar/", {"note": "I övrigt bra."})
    assert title not in page(bjorn, "/")
    assert "inte besvarad" in page(karin, picture.get_absolute_url())
    said = Comment.objects.get()
    section = f"/lagesbild/{picture.pk}/avsnitt/women/"
    assert "tunneln vid stationen" in page(karin, section)
    karin.post(section, {"text": "Kvinnor undviker tunneln vid stationen.", "absent": ""})
    karin.post(f"/lagesbild/synpunkter/{said.pk}/svara/", {"answer": "Det står där nu."})


def published_and_printed(karin: Client, picture: Picture) -> None:
    address = f"/lagesbild/{picture.pk}/publicera/"
    assert "Alla kan läsa den" in page(karin, address)
    assert karin.post(address)["Location"] == picture.get_absolute_url()
    printed = karin.get(f"/lagesbild/{picture.pk}.pdf").content
    told = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(printed)).pages)
    told = " ".join(told.split())
    assert "UTKAST" not in told
    for words in ("Fördjupad lägesbild för Norra", "tunneln vid stationen", WHY, "54", "27"):
        assert words in told, words


def everybody_reads_it(picture: Picture) -> None:
    anybody = Client()
    read = page(anybody, picture.get_absolute_url())
    for words in ("Kvinnor undviker tunneln", WHY, "Barnrättsperspektiv", "Ökade med"):
        assert words in read, words
    for ending in ("json", "csv", "geojson", "docx"):
        assert anybody.get(f"/lagesbild/{picture.pk}.{ending}").status_code == 200
