"""Reports at each stage, a summary frozen and one as a draft, feedback with a question."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.agreements.models import Duty, Version
from samsyn.followup.actions import (
    ask,
    compile_summary,
    freeze,
    give_feedback,
    submit_report,
    write_report,
)
from samsyn.followup.models import Question, Report, Summary
from samsyn.organisation.models import Body, Group, Mandate, Seat
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad

CITY = tuple(
    f"followup.{act}"
    for act in ("read_report", "compile", "freeze", "amend", "read_summary", "record_result")
)
LOCAL = ("followup.read_report", "followup.record_result")
BODY = ("followup.ask", "followup.accept_report", "followup.ask_back", "followup.read_report")

WRITES = ("followup.write_report", "followup.submit_report")
RECEIVES = (
    "followup.accept_report", "followup.ask_back", "followup.give_feedback",
    "followup.answer_question",
)  # fmt: skip
SINCE = date(2024, 4, 1)
DUES = (date(2025, 5, 31), date(2026, 5, 31))
LOCALS = {"norra": "anna", "sodra": "cecilia"}
BOARD = "sdn-norra"


def furnish(town: Lillstad) -> None:
    _hand_out(town)
    duties = {place: _local_duty(town, place) for place in LOCALS}
    board = Body.objects.get(key=BOARD)
    to_board = _duty(town, "board", by_group=_city(town), to_body=board)
    for duty, who in ((duties["norra"], "anna"), (duties["sodra"], "cecilia"), (to_board, "karin")):
        written = write_report(town.actor(who), duty, due=DUES[0], text="Fältarbete.")
        submit_report(town.actor(who), written)
    write_report(town.actor("anna"), duties["norra"], due=DUES[1], text="Ett utkast.")
    _summarise(town)
    give_feedback(
        town.actor("karin"), _city(town), to_body=board, title="Vårens arbete", text="Fältarbete."
    )
    ask(town.actor("sara"), board, to_group=_city(town), text="Vad gav det?")
    _plan(town)


def _city(town: Lillstad) -> Group:
    return town.group("samordning/lillstad")


def _hand_out(town: Lillstad) -> None:
    """Mandates that reach what their own group owes and is owed."""
    locals_ = [town.group(f"lokal-styrgrupp/{place}") for place in LOCALS]
    for group, acts in ((_city(town), WRITES + RECEIVES), *((g, WRITES) for g in locals_)):
        for seat in Seat.objects.filter(group=group, until=None):
            for act in acts:
                Mandate.objects.create(
                    seat=seat, act=act, scope="group", ground="lillstad/2020 § 3", since=seat.since
                )


def _local_duty(town: Lillstad, place: str) -> Duty:
    return _duty(town, place, by_group=town.group(f"lokal-styrgrupp/{place}"), to_group=_city(town))


def _duty(town: Lillstad, key: str, **ends: Any) -> Duty:
    duty: Duty = Duty.objects.create(
        version=Version.objects.get(key="samverkan/2024"),
        key=f"lillstad/rapport/{key}",
        place=town.place("norra" if key == "board" else key),
        what="Rapport om läget",
        how_often="en gång per år",
        clause="§ 5",
        due={"every_months": 12, "month": 5, "day": 31},
        since=SINCE,
        **ends,
    )
    return duty


def _summarise(town: Lillstad) -> None:
    karin, city = town.actor("karin"), town.place("lillstad")
    freeze(karin, compile_summary(karin, city, year=2024, text="Tryggare."))
    compile_summary(karin, city, year=2025, text="Ett utkast.")


def _plan(town: Lillstad) -> None:
    """A decided plan with one measure, in a year of its own."""
    place = town.place("norra")
    plan = Plan.objects.create(
        place=place, year=2021, title="Plan 2021", status="decided", decided_on=SINCE,
        version=Version.objects.get(key="samverkan/2024"),
        picture=Picture.objects.published().first(),
    )  # fmt: skip
    problem = Problem.objects.create(plan=plan, title="Rån", place=place, local_area="Torget")
    cause = Cause.objects.create(problem=problem, kind="situational", text="Mörkt vid torget")
    Measure.objects.create(
        plan=plan, cause=cause, number=1, title="Belysning", kind="situational", place=place
    )


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {
        "followup:give_feedback": {
            "city": {"pk": _city(town).pk},
            "norra": {"pk": town.group("lokal-styrgrupp/norra").pk},
        },
        "followup:answer_question": {"any": {"pk": Question.objects.get().pk}},
    }
    measure = {"pk": Measure.objects.get(plan__year=2021, plan__title="Plan 2021").pk}
    for page in ("results", "record_result"):
        found[f"followup:{page}"] = {"norra": measure}
    for page in ("board", "ask"):
        found[f"followup:{page}"] = {p: {"key": f"sdn-{p}"} for p in LOCALS}
    for summary in Summary.objects.all():
        for page in ("summary", "edit_summary", "freeze", "amend", "summary_pdf"):
            found.setdefault(f"followup:{page}", {})[summary.status] = {"pk": summary.pk}
    for duty in Duty.objects.filter(key__startswith="lillstad/rapport/"):
        name = duty.key.rpartition("/")[2]
        found.setdefault("followup:write_report", {})[name] = {"pk": duty.pk}
    for report in Report.objects.select_related("duty"):
        case = f"{report.duty.key.rpartition('/')[2]}_{report.status}"
        for page in ("report", "edit_report", "submit_report", "accept_report", "ask_back"):
            found.setdefault(f"followup:{page}", {})[case] = {"pk": report.pk}
    return found
