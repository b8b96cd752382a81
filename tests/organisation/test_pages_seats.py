"""Karin fills and empties seats by decision; who cooperates can ask who sat there when."""

from django.test import Client
from django.utils import timezone

from samsyn.organisation.models import Seat, Tenure
from tests.lillstad import FOUNDED, Lillstad
from tests.permissions.actors import client_of


def school(town: Lillstad) -> Seat:
    return town.seat("lokal-styrgrupp/norra", "skola")


def appointment(town: Lillstad, **changes: str) -> dict[str, str]:
    whole = {
        "person": str(town.people["rut"].pk),
        "since": "2024-02-01",
        "last": "2024-02-29",
        "decided": "KS 2024/17",
    }
    return whole | changes


def test_karin_seats_rut_and_the_last_day_is_a_day_she_still_has_it(town: Lillstad) -> None:
    karin, seat = client_of(town, "karin"), school(town)
    answer = karin.post(f"/grupper/plats/{seat.pk}/tillsatt/", appointment(town), follow=True)
    assert "Rut Malm har fått platsen" in answer.content.decode()
    for day, sits in (("2024-01-31", 0), ("2024-02-01", 1), ("2024-02-29", 1), ("2024-03-01", 0)):
        shown = karin.get(f"/grupper/plats/{seat.pk}/?dag={day}").content.decode()
        assert shown.count("<strong>Rut Malm</strong>") == sits, day


def test_without_a_decision_nothing_is_saved_and_the_form_says_what_to_do(town: Lillstad) -> None:
    karin, seat = client_of(town, "karin"), school(town)
    answer = karin.post(f"/grupper/plats/{seat.pk}/tillsatt/", appointment(town, decided=" "))
    assert answer.status_code == 200
    assert 'href="#id_decided"' in answer.content.decode()
    assert not Tenure.objects.filter(seat=seat).exists()


def test_what_the_rules_refuse_is_told_in_the_form_with_what_was_written_kept(
    town: Lillstad,
) -> None:
    karin, seat = client_of(town, "karin"), school(town)
    wrong = appointment(town, since="2019-01-01", last="")
    shown = karin.post(f"/grupper/plats/{seat.pk}/tillsatt/", wrong).content.decode()
    assert "finns inte den 2019-01-01" in shown
    assert 'value="KS 2024/17"' in shown
    assert not Tenure.objects.filter(seat=seat).exists()


def test_a_seat_without_a_deputy_does_not_offer_one(town: Lillstad) -> None:
    karin = client_of(town, "karin")
    chief = town.seat("lokal-styrgrupp/norra", "chef")
    with_deputy = karin.get(f"/grupper/plats/{chief.pk}/tillsatt/").content.decode()
    without = karin.get(f"/grupper/plats/{school(town).pk}/tillsatt/").content.decode()
    assert ("as_deputy" in with_deputy, "as_deputy" in without) == (True, False)


def test_anna_fills_seats_of_her_own_body_and_no_other(town: Lillstad) -> None:
    anna = client_of(town, "anna")
    own, others = town.seat("lokal-styrgrupp/norra", "chef"), school(town)
    assert anna.get(f"/grupper/plats/{own.pk}/tillsatt/").status_code == 200
    assert anna.get(f"/grupper/plats/{others.pk}/tillsatt/").status_code == 404
    answer = anna.post(f"/grupper/plats/{others.pk}/tillsatt/", appointment(town))
    assert answer.status_code == 404
    assert not Tenure.objects.filter(seat=others).exists()


def test_karin_ends_a_tenure_and_the_name_stays_in_the_history(town: Lillstad) -> None:
    karin = client_of(town, "karin")
    tenure = Tenure.objects.get(person=town.people["bjorn"])
    today = timezone.localdate().isoformat()
    address = f"/grupper/innehav/{tenure.pk}/avsluta/"
    karin.post(address, {"on": today, "decided": "KS 2026/3"})
    tenure.refresh_from_db()
    assert str(tenure.until) == today
    shown = karin.get(f"/grupper/plats/{tenure.seat_id}/").content.decode()
    assert "Björn Falk" in shown
    assert "Vakant" in shown


def test_a_passer_by_sees_the_seat_and_its_clause_but_not_who_sits(
    town: Lillstad, client: Client
) -> None:
    seat = town.seat("lokal-styrgrupp/norra", "lpo-chef")
    shown = client.get(f"/grupper/plats/{seat.pk}/?dag={FOUNDED}").content.decode()
    assert "LPO-chef" in shown
    assert "lillstad/2020</a> § 3" in shown
    assert "Björn" not in shown
