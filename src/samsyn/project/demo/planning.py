"""Farsta's plans in the demo: last year's and this year's, with measures at every state.

They rest on the district's published pictures; what was unfinished is carried from the one to the
other. Days and numbers are made up (`measures`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from samsyn.followup.actions import record_result
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Place, Seat
from samsyn.plans.actions import (
    add_measure,
    build_on_analysis,
    carry_over,
    change_measure,
    close,
    decide,
    describe_problem,
    draft,
    explain_area,
    name_cause,
    set_status,
)
from samsyn.plans.actions.building import analyses_for
from samsyn.plans.areas import Area, to_cover
from samsyn.plans.models import Cause, Measure, Plan
from samsyn.situation.models import Picture

from .chronicle import Event
from .deliveries import months_before
from .staffing import Staff, morning
from .tables import table

PLACE, OFFICE = "farsta", "sdf-farsta"
HANDLED = "Hanteras i den lokala beredningsgruppens löpande arbete under året."


@dataclass(frozen=True)
class Year:
    """A plan's year and its days: drafted some weeks after the picture that it rests on."""

    back: int
    year: int
    drafted: date
    decided: date

    @classmethod
    def of(cls, back: int, today: date) -> Year:
        drafted = months_before(today, 12 * back) + timedelta(days=24)
        return cls(back, (drafted + timedelta(days=150)).year, drafted, drafted + timedelta(days=9))

    def day(self, month_and_day: str) -> date:
        return date.fromisoformat(f"{self.year}-{month_and_day}")

    def rows(self) -> Iterator[dict[str, str]]:
        return (row for row in table("measures") if int(row["back"]) == self.back)


def plans(staff: Staff, today: date) -> Iterator[Event]:
    """Each plan drafted, decided and followed; the earlier one carried over and closed."""
    before, now = Year.of(2, today), Year.of(1, today)
    for year in (before, now):
        carried = before if year is now else None
        draft_it, decide_it = partial(_draft, staff, year, carried), partial(_decide, staff, year)
        yield Event(year.drafted, f"En plan för Farsta {year.year} skrivs.", draft_it, 1)
        yield Event(year.decided, f"Farstas plan för {year.year} beslutas.", decide_it, 1)
        yield from _followed(staff, year, today)
    ended = partial(_close, staff, before, now.decided)
    yield Event(now.decided, f"Farstas plan för {before.year} avslutas.", ended, 1)


def _draft(staff: Staff, year: Year, carried: Year | None) -> None:
    place = Place.objects.get(key=PLACE)
    writes = _somebody(staff, "plans.draft", place, year.drafted)
    pictures = Picture.objects.current().filter(place=place)
    picture = pictures.filter(published_at__lt=writes.at).order_by("-published_at")[0]
    if carried is not None:
        carry_over(writes, _plan(carried), picture=picture)
    started = Plan.objects.filter(place=place, year=year.year).first()
    plan = draft(
        writes,
        place,
        year=year.year,
        title=f"Handlingsplan för Farsta {year.year}",
        picture=picture,
        plan=started,
    )
    last = year.day("12-15")
    for measure in plan.measures.exclude(continues=None):
        change_measure(writes, measure, goal_by=last, due=last)
    for row in year.rows():
        _measure(writes, plan, row, year)
    covered = set(plan.problems.values_list("area__key", flat=True))
    for area in to_cover(plan):
        if area.area is None or area.area.key not in covered:
            explain_area(writes, plan, area=area.key, text=HANDLED)


def _measure(writes: Actor, plan: Plan, row: dict[str, str], year: Year) -> None:
    area = next(a for a in to_cover(plan) if a.area is not None and a.area.key == row["area"])
    cause = _known(writes, plan, row, area) or _named_cause(writes, plan, row, area)
    add_measure(
        writes,
        cause,
        title=row["title"],
        seat=_seat(row["seat"], writes.day),
        target_group=row["target"],
        goal_what=row["what"],
        goal_unit=row["unit"],
        goal_from=Decimal(row["from"]),
        goal_to=Decimal(row["to"]),
        goal_by=year.day(row["due"]),
        baseline=Decimal(row["from"]),
        baseline_text="Planens lägesbild och gruppens egna uppgifter.",
        output_indicator=row["output"],
        output_target=Decimal(row["output_target"]),
        outcome_indicator=row["outcome"],
        starts=year.day(row["starts"]),
        due=year.day(row["due"]),
    )


def _known(writes: Actor, plan: Plan, row: dict[str, str], area: Area) -> Cause | None:
    """The measure's cause from a cause analysis of the picture, where there is one."""
    analysis = analyses_for(plan).filter(title=row["problem"]).first()
    if analysis is None:
        return None
    causes = analysis.causes.filter(text=row["cause"])
    problem = build_on_analysis(writes, plan, area=area.key, analysis=analysis, causes=causes)
    return problem.causes.first()


def _named_cause(writes: Actor, plan: Plan, row: dict[str, str], area: Area) -> Cause:
    problem = describe_problem(writes, plan, area=area.key, title=row["problem"])
    return name_cause(writes, problem, kind=row["why"], text=row["cause"], evidence=row["evidence"])


def _decide(staff: Staff, year: Year) -> None:
    place = Place.objects.get(key=PLACE)
    leads = _somebody(staff, "plans.decide", place, year.decided)
    decide(leads, _plan(year), dnr=f"FA {year.decided.year}/61")


def _followed(staff: Staff, year: Year, today: date) -> Iterator[Event]:
    """What happened with the measures, up to today."""
    for row in year.rows():
        for said in filter(None, row["goes"].split("|")):
            status, *rest = said.split(" ", 2)
            if rest and (day := year.day(rest[0])) <= today:
                note = " ".join(rest[1:]).strip()
                act = partial(_set_status, staff, year, row["title"], (status, note), day)
                yield Event(day, "En åtgärd i Farstas plan följs upp.", act, 0.2)
        for said in filter(None, row["results"].split("|")):
            kind, when, value, text = said.split(" ", 3)
            if (day := year.day(when)) <= today:
                act = partial(_result, staff, year, row["title"], (kind, value, text), day)
                yield Event(day, "Resultat av en åtgärd registreras.", act, 0.2)


def _set_status(staff: Staff, year: Year, title: str, said: tuple[str, str], day: date) -> None:
    status, note = said
    actor = _somebody(staff, "plans.set_status", Place.objects.get(key=PLACE), day)
    set_status(actor, _named(year, title), status=status, note=note)


def _result(staff: Staff, year: Year, title: str, said: tuple[str, str, str], day: date) -> None:
    kind, value, text = said
    actor = _somebody(staff, "followup.record_result", Place.objects.get(key=PLACE), day)
    number = Decimal(value) if value else None
    record_result(actor, _named(year, title), kind=kind, on=day, value=number, text=text)


def _close(staff: Staff, year: Year, day: date) -> None:
    close(_somebody(staff, "plans.close", Place.objects.get(key=PLACE), day), _plan(year))


def _plan(year: Year) -> Plan:
    plan: Plan = Plan.objects.get(place__key=PLACE, year=year.year)
    return plan


def _named(year: Year, title: str) -> Measure:
    measure: Measure = Measure.objects.get(plan=_plan(year), title=title)
    return measure


def _seat(name: str, day: date) -> Seat:
    group, key = name.split("/", 1)
    seat: Seat = Seat.objects.on(day).get(group__key=f"stockholm/{group}/{PLACE}", key=key)
    return seat


def _somebody(staff: Staff, act: str, place: Place, day: date) -> Actor:
    return Actor(staff.holder(act, OFFICE, place, day), morning(day))
