"""Sara leads a meeting of Norra's board from agenda to minutes, by its pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from samsyn.decisions.models import Decision, Item, Meeting
from tests.permissions.actors import client_of

from . import boards
from .boards import PRESENT, Lillstad, body, days, ended, matter, meeting, opened, person

pytestmark = pytest.mark.django_db
LINES = "Inga Berg; S; ordförande\nUlf Ask; M\nEva Lo;V;ledamot\nIda Ny;MP;Ersättare"


def to(name: str, *arguments: object) -> str:
    return reverse(f"decisions:{name}", args=arguments)


def today() -> Lillstad:
    """Pages read the clock."""
    town = boards.found()
    town.today = boards.clock_today()
    return town


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_agenda_to_approved_minutes() -> None:
    town = today()
    item, sara = matter(town), client_of(town, "sara")
    assert "Väntar på sammanträde" in text(sara, to("meetings"))
    day = town.today.isoformat()
    sara.post(to("plan_meeting", "sdn-norra"), {"held_on": day, "where": "Rådhuset"})
    held = Meeting.objects.get()
    assert "Fasta grupper" in text(sara, to("meeting", held.pk))
    sara.post(to("open_meeting", held.pk), {"people": LINES})
    assert held.participants.count() == 4
    sara.post(to("propose", item.pk), {"by": "M", "text": "Avslag."})
    inga, ulf, eva = (person(held, name) for name in ("Inga", "Ulf", "Eva"))
    office, other = item.proposals.order_by("order")
    answer = sara.post(
        to("decide", item.pk),
        {
            "outcome": "approved", "proposal": office.pk, f"vote_{inga.pk}": office.pk,
            f"vote_{ulf.pk}": other.pk, f"vote_{eva.pk}": "avstar",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert [vote.proposal for vote in item.votes.order_by("participant")] == [office, other, None]
    sara.post(
        to("put_on_record", item.pk),
        {"kind": "reservation", "participants": [ulf.pk], "in_favour_of": other.pk},
    )
    sara.post(to("end_meeting", held.pk))
    decision = Decision.objects.get()
    nobody = Client()
    assert nobody.get(to("meeting", held.pk)).status_code == 302
    assert "Inga beslut är justerade" in text(nobody, to("decisions"))
    sara.post(to("approve_minutes", held.pk), {"approved_by": "Inga Berg", "announced_on": day})
    for page in (to("meeting", held.pk), to("item", item.pk), to("decision", decision.pk)):
        shown = text(nobody, page)
        assert "Bifall till förslaget från Förvaltningen" in shown
        assert "till förmån för förslaget från M" in shown
        assert "Ulf Ask (M)" in shown
    assert "Fasta grupper" in text(nobody, to("decisions"))


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ("Inga; S; påve", "Rad 1: rollen ”påve” finns inte"),
        ("Ulf; M", "Ange en ordförande"),
        ("; S; ordförande", "Rad 1 saknar namn"),
        ("Inga; S; ordförande; extra", "Rad 1 har fler än tre delar"),
    ],
)
def test_who_takes_part_is_told_line_by_line(people: str, reason: str) -> None:
    town = today()
    held = meeting(town)
    answer = client_of(town, "sara").post(to("open_meeting", held.pk), {"people": people})
    assert reason in answer.content.decode()


def test_the_list_of_last_time_is_there_to_change() -> None:
    town = today()
    ended(town, matter(town))
    coming = meeting(town, day=town.today + days(7))
    form = text(client_of(town, "sara"), to("open_meeting", coming.pk))
    assert f"{PRESENT[0][0]}; S; ordförande" in form


def test_what_stands_in_the_way_is_told_where_it_is_done() -> None:
    town = today()
    item = matter(town)
    held, sara = opened(town, item), client_of(town, "sara")
    assert "Kan inte avslutas ännu" in text(sara, to("meeting", held.pk))
    answer = sara.post(to("end_meeting", held.pk))
    assert answer.status_code == 409
    answer = sara.post(to("decide", item.pk), {"outcome": "rejected"})
    assert "Skriv beslutet: vad som avslås" in answer.content.decode()
    assert not Decision.objects.exists()


def test_late_minutes_are_told_so() -> None:
    town = today()
    held = ended(town, matter(town))
    Meeting.objects.filter(pk=held.pk).update(held_on=town.today - days(20))
    sara = client_of(town, "sara")
    for page in (to("meetings"), to("meeting", held.pk)):
        assert "kommunallagen 5 kap. 69 §" in text(sara, page)


def test_papers_are_pdf_and_only_for_whom_the_page_is() -> None:
    town = today()
    held = ended(town, matter(town))
    decision = Decision.objects.get()
    sara = client_of(town, "sara")
    for page in (to("minutes_pdf", held.pk), to("extract_pdf", decision.pk)):
        answer = sara.get(page)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert Client().get(page).status_code == 302


def test_a_case_is_put_up_by_its_page() -> None:
    town = today()
    case, sara = matter(town).case, client_of(town, "sara")
    sara.post(
        to("add_item", case.pk),
        {"title": "Igen", "background": "Kort.", "proposal": "Nämnden noterar."},
    )
    item = Item.objects.get(title="Igen")
    assert item.proposals.get().by_office
    assert "Väntar på sammanträde" in text(sara, to("item", item.pk))


def test_a_look_for_decisions() -> None:
    town = today()
    opened(town, item := matter(town))
    boards.approve(town, item, immediate=True)
    for query, found in (
        ("q=fasta", True), (f"q=SDN-NOR+{town.today.year}/1", True), ("q=saknas", False),
        ("organ=sdn-norra", True), ("q=(", False),
    ):  # fmt: skip
        shown = text(Client(), f"{to('decisions')}?{query}")
        assert ("Fasta grupper" in shown) is found
        assert ("Inget beslut stämmer" in shown) is not found
    assert body("sdn-norra").name in text(Client(), to("decisions"))
