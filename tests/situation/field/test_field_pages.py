"""Olle's telephone: one form that forgives, with and without JavaScript."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pyproj import Transformer

from samsyn.organisation.models import Body, Group
from samsyn.situation.actions import open_round, set_terms
from samsyn.situation.field.whereabouts import TAP_WIDTH, Ground
from samsyn.situation.models import Observation, ObservationPhoto, ObservationTerms, Round
from tests.lillstad import Lillstad
from tests.permissions.actors import client_of

REPORT = "/falt/rapportera/"


@pytest.fixture
def olle(town: Lillstad) -> Client:
    return client_of(town, "olle")


def said(town: Lillstad, **more: Any) -> dict[str, Any]:
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {
        "key": str(uuid4()), "category": "klotter", "place": town.place("torget").pk,
        "since": now, "severity": "2", "send": "1",
    } | more  # fmt: skip


def shown(client: Client, address: str, **data: Any) -> str:
    answer = client.post(address, data) if data else client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_category_is_enough(town: Lillstad, olle: Client) -> None:
    page = olle.get(REPORT)
    initial = page.context["form"].initial
    assert page.context["form"]["place"].value() == town.place("norra").pk
    answer = olle.post(
        REPORT,
        {
            "key": initial["key"], "category": "klotter", "place": initial["place"],
            "since": initial["since"].strftime("%Y-%m-%dT%H:%M"), "severity": "2", "send": "1",
        },
    )  # fmt: skip
    assert answer["Location"] == f"/falt/?mottagen={initial['key']}"
    found = Observation.objects.get()
    assert (found.place.key, found.by) == ("norra", town.people["olle"])
    assert "Klotter, Norra" in shown(olle, "/falt/")


def test_next_time_the_place_is_where_olle_was_last(town: Lillstad, olle: Client) -> None:
    olle.post(REPORT, said(town))
    assert olle.get(REPORT).context["form"]["place"].value() == town.place("torget").pk


def test_sent_twice_it_is_received_once(town: Lillstad, olle: Client) -> None:
    sent = said(town)
    first, second = (olle.post(REPORT, sent) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Observation.objects.count() == 1
    assert "redan mottagen" in shown(olle, second["Location"])


def test_one_more_keeps_place_and_time(town: Lillstad, olle: Client) -> None:
    sent = said(town, spot="Muren", again="1")
    del sent["send"]
    page = olle.get(olle.post(REPORT, sent)["Location"])
    form = page.context["form"]
    assert str(form["place"].value()) == str(town.place("torget").pk)
    assert (form["spot"].value(), form["since"].value()) == ("Muren", sent["since"])
    assert str(form["key"].value()) != sent["key"]
    assert not form["category"].value()


def test_what_is_missing_is_said_and_what_was_written_stays(town: Lillstad, olle: Client) -> None:
    page = shown(olle, REPORT, **said(town, category="", text="Vid trappan"))
    assert "Välj vad det gäller." in page and "Vid trappan" in page
    page = shown(olle, REPORT, **said(town, text="850101-1236 var där"))
    assert "personnummer" in page and not Observation.objects.exists()


def test_pressed_without_javascript_the_map_gives_the_point_and_its_neighbourhood(
    town: Lillstad, olle: Client
) -> None:
    drawn = Ground(town.place("norra"), town.today).tap_map()
    assert drawn is not None
    width, height = drawn.size()
    scale = TAP_WIDTH / width
    x, y = round(width * 0.5 * scale), round(height * 0.5 * scale)  # Torget's middle
    sent = said(town, text="Vid trappan", place=town.place("norra").pk)
    del sent["send"]
    page = olle.post(REPORT, sent | {"karta.x": x, "karta.y": y})
    form = page.context["form"]
    assert page.status_code == 200 and not Observation.objects.exists()
    assert form["text"].value() == "Vid trappan" and form["category"].value() == "klotter"
    assert form["place"].value() == str(town.place("torget").pk)
    assert str(form["key"].value()) == sent["key"]
    olle.post(REPORT, sent | {"point": form["point"].value(), "send": "1"})
    found = Observation.objects.get()
    assert found.place.key == "torget"
    assert abs((found.east or 0) - 675_500) <= 20 and abs((found.north or 0) - 6_581_500) <= 20


def test_by_the_keyboard_the_map_has_no_point(town: Lillstad, olle: Client) -> None:
    page = olle.post(REPORT, said(town) | {"karta.x": 0, "karta.y": 0})
    assert page.status_code == 200 and not page.context["point"]


def test_ones_own_position_is_kept_to_ten_metres(town: Lillstad, olle: Client) -> None:
    back = Transformer.from_crs(3006, 4326, always_xy=True)
    longitude, latitude = back.transform(675_512, 6_581_487)
    norra = town.place("norra").pk
    olle.post(REPORT, said(town, place=norra, position=f"{latitude},{longitude}"))
    found = Observation.objects.get()
    assert (found.place.key, found.east, found.north) == ("torget", 675_510, 6_581_490)


@pytest.mark.parametrize("position", ["48.85,2.35", "59.0,18.0", "0,0"])
def test_a_position_elsewhere_is_refused(town: Lillstad, olle: Client, position: str) -> None:
    page = shown(olle, REPORT, **said(town, position=position))
    assert "utanför området" in page
    assert not Observation.objects.exists()


@pytest.mark.parametrize("junk", ["nan,nan", "1e400,1", "hej", "1,2,3", ","])
def test_what_is_no_position_is_as_none(town: Lillstad, olle: Client, junk: str) -> None:
    assert olle.post(REPORT, said(town, position=junk, point=junk)).status_code == 302
    assert Observation.objects.get().east is None


def test_only_the_form_may_ask_for_the_position(town: Lillstad, olle: Client) -> None:
    assert "geolocation=(self)" in olle.get(REPORT)["Permissions-Policy"]
    assert "camera=()" in olle.get(REPORT)["Permissions-Policy"]
    assert "geolocation=()" in olle.get("/falt/")["Permissions-Policy"]


def test_a_place_is_known_by_name(town: Lillstad, olle: Client) -> None:
    norra = town.place("norra").pk
    olle.post(REPORT, said(town, place=norra, spot="Kiosken på Torget"))
    assert Observation.objects.get().place.key == "torget"
    olle.post(REPORT, said(town, spot="Muren", point="675500,6581500"))
    olle.post(REPORT, said(town, place=norra, spot="muren"))
    last = Observation.objects.order_by("pk").last()
    assert last is not None
    assert (last.place.key, last.east) == ("torget", 675_500)


def test_a_photo_is_cleaned_kept_and_shown_to_readers_only(town: Lillstad, olle: Client) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 14.0, 30.5)})
    Image.new("RGB", (80, 60), "red").save(out, "JPEG", exif=exif)
    file = SimpleUploadedFile("bild.jpg", out.getvalue(), "image/jpeg")
    olle.post(REPORT, said(town, photo=file))
    kept = ObservationPhoto.objects.get()
    assert b"Exif" in out.getvalue() and b"Exif" not in bytes(kept.jpeg)
    address = f"/falt/{kept.observation_id}/"
    assert f"{address}foto.jpg" in shown(olle, address)
    answer = client_of(town, "rut").get(f"{address}foto.jpg")
    assert answer["Content-Type"] == "image/jpeg" and "no-store" in answer["Cache-Control"]
    assert client_of(town, "david").get(f"{address}foto.jpg").status_code == 404


def test_what_is_no_photo_is_refused_in_the_form(town: Lillstad, olle: Client) -> None:
    file = SimpleUploadedFile("bild.jpg", b"MZ" + b"\0" * 100, "image/jpeg")
    assert "går inte att läsa" in shown(olle, REPORT, **said(town, photo=file))
    assert not Observation.objects.exists()


def test_the_owner_changes_who_sees_on_the_page(town: Lillstad, olle: Client) -> None:
    olle.post(REPORT, said(town, audience="body"))
    address = f"/falt/{Observation.objects.get().pk}/"
    rut = client_of(town, "rut")
    assert rut.get(address).status_code == 404
    olle.post(f"{address}vem-ser/", {"audience": "group"})
    assert rut.get(address).status_code == 200
    assert "Du kan" not in shown(rut, address) and "Ta bort den" in shown(olle, address)
    assert "Skriv varför" in shown(olle, f"{address}ta-bort/", why="")
    olle.post(f"{address}ta-bort/", {"why": "Fel plats."})
    assert rut.get(address).status_code == 404


def test_a_body_decides_its_terms_on_the_page(town: Lillstad, olle: Client) -> None:
    address = "/falt/villkor/sdf-norra/"
    assert "Inget är gallrat" in shown(olle, address)
    wrong = {"audience": "group", "words_months": "12", "rows_months": "6"}
    assert "aldrig senare" in shown(olle, address, **wrong)
    olle.post(address, wrong | {"rows_months": "24"})
    assert ObservationTerms.objects.get().rows_months == 24


def test_the_shared_picture_tells_numbers_and_no_words(town: Lillstad, olle: Client) -> None:
    body = Body.objects.get(key="sdf-norra")
    set_terms(town.actor("anna"), body, audience="shared", words_months=12, rows_months=36)
    olle.post(REPORT, said(town, text="Vid trappan", spot="Muren"))
    olle.post(REPORT, said(town, category="samling", audience="group"))
    page = shown(client_of(town, "karin"), "/falt/bild/?plats=norra")
    assert "Klotter" in page and "Torget" in page
    assert not any(word in page for word in ("trappan", "Muren", "Olle Berg", "Samling"))
    # David's mandate is in Södra
    assert "Norra" not in shown(client_of(town, "david"), "/falt/bild/?plats=norra")


def test_the_meeting_is_run_from_one_screen(town: Lillstad, olle: Client, group: Group) -> None:
    olle.post(REPORT, said(town, severity="3", spot="Muren", point="675500,6581500"))
    anna = client_of(town, "anna")
    begun = anna.post("/veckorundor/ny/", {"group": group.pk})
    address = begun["Location"]
    page = shown(anna, address)
    assert "Klotter, Muren, Torget" in page and "gruppens första runda" in page
    asked = f"{address}plats/?iakttagelse={Observation.objects.get().pk}"
    assert 'value="Muren"' in shown(anna, asked)
    torget = town.place("torget").pk
    anna.post(f"{address}plats/", {"name": "Muren", "place": torget, "why": "Klotter varje vecka."})
    seat = town.seat("faltgrupp/norra", "polis").pk
    due = timezone.localdate().isoformat()
    for title in ("Tvätta muren", "Prata med ägaren"):
        task = {"title": title, "seat": seat, "due": due, "spot": "Muren"}
        assert anna.post(f"{address}uppgift/", task)["Location"] == address
    going = Round.objects.get()
    done = going.tasks.get(title="Tvätta muren")
    assert client_of(town, "bjorn").post(done.get_absolute_url(), {"status": "done"}).url == address
    assert "Prata med ägaren" in shown(anna, f"{address}avsluta/")
    following = anna.post(f"{address}avsluta/", {"note": ""})["Location"]
    page = shown(anna, following)
    assert "Kvar från tidigare veckor" in page and "Förra veckan" in page
    assert "Tvätta muren" in page and "Klotter varje vecka." in page
    assert "Avslutad" in shown(anna, address)
    assert shown(anna, "/veckorundor/").count("Vecka") >= 1


def test_the_list_of_rounds_and_the_field_say_what_will_come_when_there_is_nothing(
    town: Lillstad, olle: Client, group: Group
) -> None:
    assert "Inget att läsa ännu" in shown(olle, "/falt/")
    assert olle.get("/veckorundor/").status_code == 404
    open_round(town.actor("anna"), group)
    assert "Pågår" in shown(olle, "/veckorundor/")
    assert "Inget är delat" in shown(olle, "/falt/bild/")
