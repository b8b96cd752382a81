"""One demand, all the way: from a board's answer to the clause, the group, the measure, its result
and what the board is told a year later. Eight people, the clock passed in, every step an act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from samsyn.agreements.actions import adopt, bring_into_force, consult, prepare, put_forward
from samsyn.agreements.models import Duty, Version
from samsyn.decisions.actions import (
    decide_by_delegation,
    delegate,
    draft_answer,
    receive_referral,
    remind,
    submit_answer,
    treat_demand,
)
from samsyn.decisions.models import Answer, Decision, Demand, Referral
from samsyn.followup.actions import (
    accept_report,
    answer_question,
    ask,
    ask_back,
    compile_summary,
    freeze,
    give_feedback,
    record_result,
    submit_report,
    write_report,
)
from samsyn.followup.models import Summary
from samsyn.organisation import ledger
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Body, Entry, Group, Seat
from samsyn.plans.actions import (
    add_measure,
    carry_over,
    describe_problem,
    explain_area,
    name_cause,
    set_status,
)
from samsyn.plans.actions import decide as decide_plan
from samsyn.plans.actions import (
    draft as draft_plan,
)
from samsyn.plans.areas import to_cover
from samsyn.plans.models import Measure, Plan
from samsyn.situation.actions import draft as draft_picture
from samsyn.situation.actions import publish
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

from .habits import delivered, met, referral
from .people import founded, sit

HERE = Path(__file__).parent
TEXT = (HERE / "charter.yaml").read_text("utf-8")
WITH_YOUTH = TEXT.replace("duties:\n", (HERE / "youth_group.yaml").read_text("utf-8") + "duties:\n")
DEMAND = "En fast grupp för barn och unga med polis, socialtjänst, fältarbetare och skola."
SAID = "Rånen mot unga har blivit fler vid Torget när skolan slutar, säger alla som är där."


@pytest.mark.django_db
def test_a_boards_demand_becomes_a_clause_a_group_a_measure_and_a_result() -> None:
    town = founded()
    draft = town_asks(town)
    demand = norra_answers(town, draft)
    sodra_is_late(town, draft)
    version = taken_in_and_adopted(town, demand)
    group = the_group_opens(town, version)
    picture = a_picture_is_published(town)
    measure = a_measure_is_decided(town, picture, group)
    it_goes_on(town, measure)
    norra_reports(town)
    the_year_is_summed_up(town)
    the_board_is_told_and_asks(town)
    the_rest_goes_on_next_year(town, measure)
    the_thread_holds(town, demand, group, measure)


def town_asks(town: Lillstad) -> Version:
    """Karin writes a draft and sends it to both boards at once."""
    town.today = date(2023, 9, 1)
    karin = town.actor("karin")
    draft = prepare(karin, town.place("lillstad"), TEXT)
    boards = list(Body.objects.filter(key__in=["sdn-norra", "sdn-sodra"]))
    consult(karin, draft, bodies=boards, answers_by=date(2023, 11, 1))
    return Version.objects.get(pk=draft.pk)


def norra_answers(town: Lillstad, draft: Version) -> Demand:
    """Sara's board decides with a reservation; nobody else sees the answer until it is in."""
    town.today = date(2023, 10, 12)
    sara = town.actor("sara")
    case = receive_referral(sara, referral(draft, "sdn-norra"))
    decision = met(town, "sara", case, "Svar på remiss", against="Avslås.")
    answer = draft_answer(sara, referral(draft, "sdn-norra"), demands=[DEMAND], decision=decision)
    assert not Answer.objects.may(town.actor("stina"), "decisions.read_answer").exists()
    submit_answer(sara, answer)
    assert Answer.objects.may(town.actor("stina"), "decisions.read_answer").exists()
    assert answer.parts.filter(kind="reservation").exists()
    demand: Demand = answer.demands.get()
    return demand


def sodra_is_late(town: Lillstad, draft: Version) -> None:
    town.today = date(2023, 11, 6)
    late = referral(draft, "sdn-sodra")
    assert late.is_late(town.today)
    remind(town.actor("karin"), late)
    with pytest.raises(Refused, match="Registrera remissen"):
        draft_answer(town.actor("stina"), late, decided="Bra.")


def taken_in_and_adopted(town: Lillstad, demand: Demand) -> Version:
    """The demand is taken in; kommunstyrelsen and the chief of police adopt the new wording."""
    town.today = date(2024, 3, 1)
    karin = town.actor("karin")
    clause = "stockholm/2024 § 3.3"
    treat_demand(karin, demand, treatment="taken_in", reason="Många bad om den.", clause=clause)
    version = prepare(karin, town.place("lillstad"), WITH_YOUTH)
    sent = put_forward(karin, version, answers_by=date(2024, 3, 31))
    own = sent.referrals.get(body__key="kommunstyrelsen")
    assert own.case is not None
    decisions = [
        met(town, "nora", own.case, "Överenskommelsen antas"),
        the_chief_decides(town, sent.referrals.get(body__key="polisen")),
    ]
    with pytest.raises(Refused, match="har inte antagit"):
        bring_into_force(karin, Version.objects.get(pk=version.pk))
    for decision in decisions:
        adopt(karin, version, decision=decision)
    return Version.objects.get(pk=version.pk)


def the_chief_decides(town: Lillstad, asked: Referral) -> Decision:
    register, police = town.actor("bjorn"), asked.body
    case = receive_referral(register, asked)
    delegation = delegate(
        register,
        police,
        to_body=police,
        function="Regionpolischef",
        kind="overenskommelse",
        what="Anta överenskommelser",
        ground="polisens arbetsordning",
    )
    seat = Seat.objects.get(group__kind="polisledning")
    return decide_by_delegation(
        town.actor("david"), delegation, case=case, seat=seat, text="Överenskommelsen antas."
    )


def the_group_opens(town: Lillstad, version: Version) -> Group:
    """With the version the demanded group is there; before it, nobody had the power."""
    town.today = date(2024, 4, 1)
    with pytest.raises(Forbidden):
        draft_picture(town.actor("bjorn"), town.place("norra"), **PERIOD)
    bring_into_force(town.actor("karin"), version)
    for who, group, key in (
        ("anna", "lokal-grupp", "chef"),
        ("bjorn", "lokal-grupp", "kommunpolis@lpo-norra"),
        ("rut", "barn-och-unga", "skola"),
    ):
        sit(town, who, group, key, place="norra")
    sit(town, "david", "styrgrupp", "polischef")
    group: Group = Group.objects.get(clause="stockholm/2024 § 3.3", place__key="norra")
    return group


PERIOD = {"since": date(2023, 4, 1), "until": date(2024, 4, 1)}


def a_picture_is_published(town: Lillstad) -> Picture:
    """Two years of incidents have been taken in; Björn drafts and Anna publishes."""
    town.today = date(2024, 5, 6)
    delivered(town)
    words = dict.fromkeys(("mapping", "other_information", "analysis"), SAID)
    picture = draft_picture(town.actor("bjorn"), town.place("norra"), **PERIOD, **words)
    assert not Picture.objects.may(town.actor(None), "situation.read").exists()
    return publish(town.actor("anna"), picture)


def a_measure_is_decided(town: Lillstad, picture: Picture, group: Group) -> Measure:
    town.today = date(2024, 5, 20)
    anna = town.actor("anna")
    plan = draft_plan(anna, town.place("norra"), year=2024, picture=picture)
    young, places = to_cover(plan)
    problem = describe_problem(anna, plan, area=young.key, title="Rån mot unga vid Torget")
    cause = name_cause(anna, problem, kind="situational", text="Få vuxna när skolan slutar")
    measure = add_measure(
        anna,
        cause,
        title="Vuxna vid Torget när skolan slutar",
        seat=group.seats.get(key="skola"),
        goal_what="rån mot unga",
        goal_unit="anmälningar",
        goal_from=Decimal(90),
        goal_to=Decimal(60),
        goal_by=date(2024, 12, 31),
        baseline=Decimal(90),
        baseline_text="Lägesbilden.",
        output_indicator="eftermiddagar med vuxna på plats",
        output_target=Decimal(100),
        outcome_indicator="anmälda rån",
        starts=date(2024, 6, 1),
        due=date(2024, 12, 31),
    )
    with pytest.raises(Refused, match="Otrygga platser"):
        decide_plan(anna, plan, dnr="SDN 2024/9")
    explain_area(anna, plan, area=places.key, text="Följs i stadens egen plan i år.")
    decide_plan(anna, plan, dnr="SDN 2024/9")
    return Measure.objects.get(pk=measure.pk)


def it_goes_on(town: Lillstad, measure: Measure) -> None:
    """Rut answers for it from her seat in the new group; Björn records what came of it."""
    town.today = date(2024, 6, 3)
    set_status(town.actor("rut"), measure, status="ongoing")
    town.today = date(2024, 11, 20)
    for kind, value in (("output", 84), ("outcome", 66)):
        record_result(town.actor("bjorn"), measure, kind=kind, on=town.today, value=Decimal(value))


def norra_reports(town: Lillstad) -> None:
    """Norra's report is asked back once and then accepted; Södra's never comes."""
    town.today = date(2024, 11, 25)
    duty = Duty.objects.get(key__contains="uppfoljning", place__key="norra", until=None)
    due = date(2024, 11, 30)
    report = submit_report(
        town.actor("anna"), write_report(town.actor("anna"), duty, due=due, text="Det går bra.")
    )
    ask_back(town.actor("david"), report, reason="Skriv vad ni har lärt er.")
    again = write_report(town.actor("anna"), duty, due=due, text="Vuxna på plats gör skillnad.")
    accept_report(town.actor("david"), submit_report(town.actor("anna"), again))


def the_year_is_summed_up(town: Lillstad) -> None:
    town.today = date(2025, 1, 20)
    karin = town.actor("karin")
    summary = compile_summary(karin, town.place("lillstad"), year=2024, text="Ett år av försök.")
    content = freeze(karin, summary).content
    assert "Södra" in str(content["gaps"])
    assert "Vuxna vid Torget när skolan slutar" in str(content)


def the_board_is_told_and_asks(town: Lillstad) -> None:
    town.today = date(2025, 2, 3)
    david, board = town.actor("david"), Body.objects.get(key="sdn-norra")
    steering = Group.objects.get(kind="styrgrupp", until=None)
    told = give_feedback(
        david,
        steering,
        to_body=board,
        title="Gruppen ni bad om",
        text="Den fasta gruppen finns, och rånen har minskat från 90 till 66.",
        summary=Summary.objects.get(),
    )
    question = ask(
        town.actor("sara"), board, to_group=steering, text="Fortsätter det?", feedback=told
    )
    answer_question(david, question, answer="Ja, in på nästa år.")


def the_rest_goes_on_next_year(town: Lillstad, measure: Measure) -> None:
    town.today = date(2025, 2, 10)
    carried = carry_over(town.actor("anna"), measure.plan)
    assert carried.year == 2025
    assert carried.measures.get().continues == measure


def the_thread_holds(town: Lillstad, demand: Demand, group: Group, measure: Measure) -> None:
    """Anybody can walk from the demand to the result, and the ledger is whole."""
    demand.refresh_from_db()
    assert demand.clause == group.clause
    assert measure.seat is not None
    assert measure.seat.group == group
    assert Plan.objects.may(town.actor(None), "plans.read").filter(pk=measure.plan_id).exists()
    assert Summary.objects.may(town.actor(None), "followup.read_summary").exists()
    page = Client().get(reverse("public:thread", args=[demand.pk])).content.decode()
    for told in (demand.text, group.clause, group.name, measure.title, "66", "Gruppen ni bad om"):
        assert told in page
    assert not list(ledger.verify())
    who = Entry.objects.exclude(person=None).values_list("person", flat=True)
    assert {person.pk for person in town.people.values()} - {town.people["stina"].pk} <= set(who)
