"""Sara opens cases in Norra's diary: numbers without gaps, documents that stay."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.decisions import actions
from samsyn.decisions.models import Diary, Document
from samsyn.decisions.registering import prefixes
from samsyn.organisation.acts import Forbidden, Refused
from tests.lillstad import Lillstad

from .conftest import body, case_of, document_in

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_in_each_body_and_begin_anew_each_year(town: Lillstad) -> None:
    first, second = (case_of(town, "sara", "sdn-norra").dnr for _ in range(2))
    other = case_of(town, "stina", "sdn-sodra").dnr
    town.today = date(2025, 1, 2)
    later = case_of(town, "sara", "sdn-norra").dnr
    assert [first, second, other, later] == [
        "SDN-NOR 2024/1", "SDN-NOR 2024/2", "SDN-SÖD 2024/1", "SDN-NOR 2025/1",
    ]  # fmt: skip


def test_a_case_that_came_to_nothing_leaves_no_gap(town: Lillstad) -> None:
    case_of(town, "sara", "sdn-norra")
    with pytest.raises(Refused, match="vad ärendet gäller"):
        case_of(town, "sara", "sdn-norra", title=" ")
    assert case_of(town, "sara", "sdn-norra").number == 2


def test_each_only_in_her_own_diary(town: Lillstad) -> None:
    with pytest.raises(Forbidden):
        case_of(town, "sara", "sdn-sodra")
    case = case_of(town, "sara", "sdn-norra")
    with pytest.raises(Forbidden):
        document_in(town, "stina", case)


def test_the_letters_of_a_diary(town: Lillstad) -> None:
    for key, letters in (
        ("kommunstyrelsen", "KS"),
        ("sdn-sodra", "SDN-SÖD"),
        ("polisen", "POL"),
        ("lpo-norra", "POL-NOR"),
        ("skolforvaltningen", "SKO"),
    ):
        assert next(iter(prefixes(body(key)))) == letters


def test_letters_that_another_has_are_passed_over(town: Lillstad) -> None:
    actions.open_diary(town.actor("stina"), body("sdn-sodra"), prefix="sdn-nor")
    assert case_of(town, "sara", "sdn-norra").dnr == "SDN-NORR 2024/1"


def test_a_diary_has_letters_of_its_own_that_stand_once_used(town: Lillstad) -> None:
    sara, norra = town.actor("sara"), body("sdn-norra")
    actions.open_diary(sara, norra, prefix="nsn")
    with pytest.raises(Refused, match="har redan Norra stadsdelsnämnd"):
        actions.open_diary(town.actor("stina"), body("sdn-sodra"), prefix="NSN")
    with pytest.raises(Refused, match="högst 20 bokstäver"):
        actions.open_diary(sara, norra, prefix="!")
    assert case_of(town, "sara", "sdn-norra").dnr == "NSN 2024/1"
    with pytest.raises(Refused, match="kan inte ändras"):
        actions.open_diary(sara, norra, prefix="SDN-NO")
    assert Diary.objects.get(body=norra).prefix == "NSN"


def test_a_document_is_never_changed_but_replaced(town: Lillstad) -> None:
    case = case_of(town, "sara", "sdn-norra")
    first = document_in(town, "sara", case)
    first.title = "Något annat"
    with pytest.raises(TypeError):
        first.save()
    second = actions.register_document(
        town.actor("sara"), case, kind="agreement", title="Utkast", text="§ 1 Ny.", replaces=first
    )
    assert (second.number, second.version, second.replaces) == (2, 2, first)
    with pytest.raises(Refused, match="redan en senare version"):
        actions.register_document(
            town.actor("sara"), case, kind="agreement", title="U", text="§ 1", replaces=first
        )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"secrecy": "secret"}, "vilken bestämmelse"),
        ({"kind": "brev"}, "slag av handling"),
        ({"text": " "}, "rubrik och text"),
    ],
)
def test_what_a_document_must_say(town: Lillstad, given: dict[str, str], reason: str) -> None:
    case = case_of(town, "sara", "sdn-norra")
    words = {"kind": "other", "title": "Brev", "text": "Hej.", **given}
    with pytest.raises(Refused, match=reason):
        actions.register_document(town.actor("sara"), case, **words)
    assert not Document.objects.filter(case=case).exists()


def test_the_log_tells_what_happened_and_by_which_seat(town: Lillstad) -> None:
    case = case_of(town, "sara", "sdn-norra")
    document_in(town, "sara", case)
    lines = list(case.events.values_list("text", "by"))
    seat = "Sekreterare, Norra stadsdelsnämnd i Organens sekreterare"
    assert lines == [("Ärendet lades upp", seat), ("Handling 1 registrerad", seat)]


def test_a_closed_case_takes_no_more(town: Lillstad) -> None:
    case = actions.close_case(town.actor("sara"), case_of(town, "sara", "sdn-norra"))
    assert case.closed_on == town.today
    with pytest.raises(Refused, match=r"avslutat\. Lägg upp ett nytt"):
        document_in(town, "sara", case)
    with pytest.raises(Refused, match="redan avslutat"):
        actions.close_case(town.actor("sara"), case)
