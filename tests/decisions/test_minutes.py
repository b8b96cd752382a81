"""Minutes and extracts tell what the law asks for, as data and as a tagged PDF."""

from __future__ import annotations

import io

import pypdf
import pytest

from samsyn.decisions.actions import (
    anchor,
    approve_minutes,
    decide,
    decide_by_delegation,
    end_meeting,
    open_case,
    propose,
    put_on_record,
)
from samsyn.decisions.minutes import extract, minutes, paper
from samsyn.decisions.models import Decision

from . import boards
from .boards import body, days, handed, matter, opened, person, seat

pytestmark = pytest.mark.django_db
NASTY = "*Fasta* #panic(1) $x$ [a] grupper @här"


def held_with_everything() -> Decision:
    town = boards.found()
    sara, item = town.actor("sara"), matter(town, title=NASTY)
    held = opened(town, item)
    other = propose(sara, item, text="Avslag.\nOch mer.", by="M och L")
    office = item.proposals.get(by_office=True)
    decision = decide(
        sara, item, outcome="approved", proposal=office, added_text="Barn ska nämnas.",
        votes={person(held, "Inga"): office, person(held, "Ulf"): other, person(held, "Tor"): None},
    )  # fmt: skip
    put_on_record(
        sara, item, kind="reservation", participants=[person(held, "Ulf")], in_favour_of=other,
        text="Pengarna räcker inte 😀.",
    )  # fmt: skip
    put_on_record(
        sara, item, kind="substitute_statement", participants=[person(held, "Ida")], text="Bra."
    )
    end_meeting(sara, held)
    approve_minutes(sara, held, approved_by="Inga Berg (S)")
    decision.refresh_from_db()
    return decision


def read(told: dict[str, object]) -> str:
    pages = pypdf.PdfReader(io.BytesIO(paper(told))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_says_all_of_it_and_no_letter_is_markup() -> None:
    decision = held_with_everything()
    assert decision.item is not None and decision.item.meeting is not None
    for told in (minutes(decision.item.meeting), extract(decision)):
        text = read(told)
        for words in (
            f"§ 1 {NASTY}", "Diarienummer SDN-NOR 2024/1", "Inga Berg S ordförande", "M och L:",
            "Och mer.", "Förvaltningen 1", "M och L 1", "Avstår 1", "Tor Dal (L) Avstår",
            "Bifall till förslaget från Förvaltningen.", "Barn ska nämnas.",
            "Ulf Ask (M) till förmån för förslaget från M och L.", "[grinning face]",
            "Ersättaryttrande Ida Ny (MP).", "Justerat av Inga Berg (S)",
        ):  # fmt: skip
            assert words in text


def test_an_extract_names_those_who_took_part_in_the_decision() -> None:
    told = extract(held_with_everything())
    assert [row[0] for row in told["people"]] == ["Inga Berg", "Ulf Ask", "Eva Lo", "Tor Dal"]


def test_what_is_not_approved_says_so() -> None:
    town = boards.found()
    held = boards.ended(town, matter(town))
    assert "Protokollet är inte justerat" in read(minutes(held))


def test_a_decision_by_delegation_is_a_paper_of_its_own() -> None:
    town = boards.found()
    case = open_case(town.actor("sara"), body("sdn-norra"), title="Ljus i parken")
    in_time = anchor(
        town.actor("sara"), case, body=body("sdn-norra"), on=town.today - days(3), text="Ja."
    )
    decision = decide_by_delegation(
        town.actor("anna"), handed(town), case=case, seat=seat("chef-norra"), amount=90_000,
        text="Köp tio lampor.", greater_weight=True, anchoring=in_time,
    )  # fmt: skip
    text = read(extract(decision))
    for words in ("Delegationsbeslut", "Stadsdelsdirektör", "delegationsordning 3.2", "Förankrat"):
        assert words in text
