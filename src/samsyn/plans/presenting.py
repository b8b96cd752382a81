"""Plans as pages show them: what the reader may do, and gaps with the way to mend them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from samsyn.organisation.access import Actor
from samsyn.plans.coverage import Coverage
from samsyn.plans.models import Cause, Measure, Plan, Problem
from samsyn.plans.rules import Gap


@dataclass(frozen=True)
class May:
    """What a reader may do with a plan as it stands."""

    write: bool = False
    describe: bool = False
    build: bool = False
    explain: bool = False
    cause: bool = False
    measure: bool = False
    change: bool = False
    remove: bool = False
    decide: bool = False
    close: bool = False
    carry: bool = False

    @property
    def anything(self) -> bool:
        return self.write or self.describe or self.decide or self.close or self.carry


def may_do(actor: Actor, plan: Plan) -> May:
    """One question for each act that the plan's state leaves open."""
    if actor.person is None:
        return May()

    def may(act: str) -> bool:
        found = Plan.objects.may(actor, act).filter(pk=plan.pk)
        return bool(found.exists())

    adds = may("plans.add_measure") and plan.status != Plan.Status.CLOSED
    if not plan.is_draft:
        decided = plan.status == Plan.Status.DECIDED
        close = decided and may("plans.close")
        return May(measure=adds, close=close, carry=may("plans.carry_over"))
    return May(
        write=may("plans.draft"),
        describe=may("plans.describe_problem"),
        build=plan.picture_id is not None and may("plans.build_on_analysis"),
        explain=may("plans.explain_area"),
        cause=may("plans.name_cause"),
        measure=adds,
        change=may("plans.change_measure"),
        remove=may("plans.remove"),
        decide=may("plans.decide"),
    )


@dataclass(frozen=True)
class Mend:
    """A gap and where the reader can mend it; without an address they may not."""

    gap: Gap
    ways: tuple[tuple[str, str], ...] = ()


def to_mend(plan: Plan, gaps: Iterable[Gap], may: May) -> list[Mend]:
    return [Mend(gap, tuple(_ways(plan, *gap.at, may))) for gap in gaps]


def _ways(plan: Plan, what: str, key: str, may: May) -> Iterable[tuple[str, str]]:
    """Address and words of each way to mend a gap."""
    if what == "plan" and may.write:
        yield reverse("plans:edit", args=[plan.pk]), "Ändra planen"
    if what == "area":
        asked = urlencode({"omrade": key})
        if may.describe:
            yield f"{reverse('plans:describe', args=[plan.pk])}?{asked}", "Beskriv ett problem"
        if may.explain:
            yield f"{reverse('plans:explain', args=[plan.pk])}?{asked}", "Förklara"
    if what == "problem" and may.describe:
        yield reverse("plans:edit_problem", args=[key]), "Välj område"
    if what == "cause_of" and may.cause:
        yield reverse("plans:name_cause", args=[key]), "Ange orsak"
    if what == "measure_against" and may.measure:
        yield reverse("plans:add_measure", args=[key]), "Lägg till åtgärd"
    if what == "measure" and may.change:
        yield reverse("plans:edit_measure", args=[key]), "Ändra åtgärden"


def left(read: Coverage) -> list[Measure]:
    """Unfinished measures that the next year has not taken over."""
    carried = set(
        Measure.objects.filter(continues__plan=read.plan).values_list("continues", flat=True)
    )
    return [m for m in read.measures if m.is_unfinished and m.pk not in carried]


def part_title(part: Problem | Cause | Measure) -> str:
    """What a part is called on the page that takes it away."""
    return f"{part._meta.verbose_name} »{part}«"
