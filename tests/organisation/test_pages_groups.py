"""Anybody may see which groups and seats there are; names are for those who cooperate."""

import ast
from pathlib import Path

from django.test import Client

import samsyn
from samsyn.organisation.actions import end_tenure
from samsyn.organisation.ledger.words import UNTOLD, WORDS
from samsyn.organisation.models import Tenure
from tests.lillstad import Lillstad
from tests.organisation.test_register import merge
from tests.permissions.actors import client_of

GROUPS = "/grupper/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_passer_by_sees_groups_and_functions_but_no_names(town: Lillstad, client: Client) -> None:
    norra = town.group("lokal-styrgrupp/norra")
    assert "Samordningsfunktionen" in page(client, GROUPS)
    shown = page(client, f"{GROUPS}{norra.pk}/")
    assert "Stadsdelsdirektör" in shown
    assert "Anna Lind" not in shown


def test_anna_sees_the_names_of_her_own_district_and_not_of_the_other(town: Lillstad) -> None:
    anna = client_of(town, "anna")
    norra, sodra = (town.group(f"lokal-styrgrupp/{d}") for d in ("norra", "sodra"))
    assert "Björn Falk" in page(anna, f"{GROUPS}{norra.pk}/")
    assert "David Holm" not in page(anna, f"{GROUPS}{sodra.pk}/")


def test_a_vacant_required_seat_is_named_in_the_list_and_on_the_page(
    town: Lillstad, client: Client
) -> None:
    norra = town.group("lokal-styrgrupp/norra")
    assert "Rektor (Skolförvaltningen) är inte tillsatt." in page(client, f"{GROUPS}{norra.pk}/")
    assert "1 brist" in page(client, GROUPS)
    assert page(client, GROUPS).count("Fulltalig<") == 1  # only the coordination lacks nothing


def test_a_body_that_the_charter_wants_and_nobody_speaks_for_is_named(
    town: Lillstad, client: Client
) -> None:
    bjorn = Tenure.objects.get(person=town.people["bjorn"])
    end_tenure(town.actor("karin"), bjorn, on=town.today, decided="KS 2024/9")
    shown = page(client, f"{GROUPS}{town.group('lokal-styrgrupp/norra').pk}/")
    assert "Lokalpolisområde Norra ska finnas med men företräds inte av någon." in shown


def test_the_page_can_be_turned_back_to_a_day_before_the_groups(
    town: Lillstad, client: Client
) -> None:
    assert "inga grupper den dagen" in page(client, f"{GROUPS}?dag=2019-12-31")
    assert "Lokal styrgrupp" in page(client, f"{GROUPS}?dag=2020-01-01")


def test_a_day_that_is_no_day_is_told_how_to_write(town: Lillstad, client: Client) -> None:
    assert "Skriv dagen som åååå-mm-dd" in page(client, f"{GROUPS}?dag=i-fjol")


def test_a_mandate_is_shown_with_its_clause(town: Lillstad, client: Client) -> None:
    sodra = town.group("lokal-styrgrupp/sodra")
    assert "lillstad/2020</a> § 3.2" in page(client, f"{GROUPS}{sodra.pk}/")
    everything = page(client, "/mandat/")
    assert "(2 grupper)" in everything
    assert "lillstad/2020</a> § 3.2" in everything


def test_karin_reads_what_was_done_and_a_passer_by_is_sent_to_sign_in(
    town: Lillstad, client: Client
) -> None:
    address = f"{GROUPS}{town.group('samordning/lillstad').pk}/liggare/"
    shown = page(client_of(town, "karin"), address)
    assert shown.count("Tillsätta en plats") == 4
    assert "lillstad/2020</a> § 2" in shown
    assert client.get(address)["Location"].startswith("/logga-in/")
    assert client_of(town, "anna").get(address).status_code == 404


def test_the_ledger_tells_what_was_recorded_in_words(town: Lillstad) -> None:
    bjorn = Tenure.objects.get(person=town.people["bjorn"])
    end_tenure(town.actor("karin"), bjorn, on=town.today, decided="KS 2024/9")
    address = f"{GROUPS}{town.group('samordning/lillstad').pk}/liggare/"
    shown = page(client_of(town, "karin"), address)
    assert "innehav: Björn Falk: LPO-chef, Lokalpolisområde Norra" in shown
    assert "dag: 15 mars 2024" in shown
    assert "beslut: KS 2024/9" in shown
    assert "plats i grupp: Stadsdelsdirektör, Södra stadsdelsförvaltning" in shown
    assert "person: Cecilia Ros" in shown
    assert "gäller: tills vidare" in shown


def test_what_a_redrawing_recorded_names_the_places_and_not_their_keys(town: Lillstad) -> None:
    merge(town)
    address = f"{GROUPS}{town.group('samordning/lillstad').pk}/liggare/"
    shown = page(client_of(town, "karin"), address)
    assert "nya områden: Mitten (Norra, Södra)" in shown
    assert "delar yta: Mitten–LPO Norra, Mitten–LPO Södra" in shown


def test_every_name_that_an_act_records_has_a_word() -> None:
    files = Path(samsyn.__file__).parent.rglob("*.py")
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text())))
    recorded = {
        keyword.arg
        for call in calls
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "doing.record"
        for keyword in call.keywords
    }
    assert recorded == WORDS.keys() | UNTOLD
