"""A year's plan: begun, and gone on with until it is decided."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place, PlaceCover
from samsyn.plans.areas import version_for
from samsyn.plans.lineage import realign
from samsyn.plans.models import Plan
from samsyn.situation.models import Picture

KINDS = (Place.Kind.CITY, Place.Kind.DISTRICT)
DECIDED = "Planen är beslutad och dess text ändras inte. Lägg till åtgärder, eller skriv nästa års."


@act("plans.draft", on="organisation.Place", title="Skriva utkast till plan")
def draft(
    doing: Doing,
    place: Place,
    /,
    *,
    year: int,
    title: str = "",
    summary: str = "",
    picture: Picture | None = None,
    plan: Plan | None = None,
) -> Plan:
    """Begin the plan of a city or a district for a year, or go on with its draft.

    It follows the agreement in force, and a draft that followed an earlier version moves with its
    areas to those that continue them. The picture is a published one; it may be chosen later.
    """
    if plan is not None:
        plan = held(plan)
    doing.refuse_if(_faults(doing, place, year, picture, plan))
    version = version_for(place, doing.day)
    if version is None:
        raise Refused("Ingen överenskommelse med prioriterade områden är i kraft för platsen.")
    if plan is None:
        plan = Plan(place=place, version=version)
    plan.year, plan.picture, plan.summary = year, picture, summary.strip()
    plan.title = title.strip() or default_title(place, year)
    plan.save()
    realign(plan, version)
    doing.record(plan=plan.pk, year=year, version=version.key, picture=plan.picture_id)
    return plan


def default_title(place: Place, year: int) -> str:
    return f"Plan för {place} {year}"


def held(plan: Plan) -> Plan:
    """The plan read anew and held, so that it is not decided while a part of it is written."""
    rows = Plan.objects.select_for_update(of=("self",))
    found: Plan | None = rows.select_related("place", "version").filter(pk=plan.pk).first()
    if found is None:
        raise Refused("Planen finns inte längre. Läs om sidan.")
    return found


def draft_of(plan: Plan) -> Plan:
    """The plan held; refused unless it is a draft."""
    plan = held(plan)
    if not plan.is_draft:
        raise Refused(DECIDED)
    return plan


def pictures_for(place: Place, kept: int | None = None) -> QuerySet[Picture]:
    """The published pictures that a plan of the place can rest on, the latest first.

    Those of the place, of a larger one, or of a place that went into it; and the one `kept`, which
    the plan was made on, even if it has been corrected since.
    """
    larger = PlaceCover.objects.filter(covered=place).values("place")
    before = PlaceCover.objects.filter(place=place, covered__kind=place.kind).values("covered")
    current = Picture.objects.current().filter(Q(place__in=larger) | Q(place__in=before))
    rows = Picture.objects.filter(Q(pk__in=current) | Q(pk=kept))
    light = ("content", "family", "mapping", "other_information", "analysis")
    pictures: QuerySet[Picture] = rows.select_related("place").defer(*light)
    return pictures.order_by("-until", "-pk")


def _faults(
    doing: Doing, place: Place, year: int, picture: Picture | None, plan: Plan | None
) -> list[str]:
    if place.kind not in KINDS or not place.holds(doing.day):
        return ["En plan görs för staden eller ett stadsdelsområde som finns i dag."]
    if plan is not None and not plan.is_draft:
        return [DECIDED]
    if plan is not None and plan.place_id != place.pk:
        return ["Planen gäller en annan plats. Skriv en ny plan för platsen."]
    faults = []
    if abs(year - doing.day.year) > 1:
        faults.append(f"Välj ett år nära i år: {doing.day.year - 1}–{doing.day.year + 1}.")
    others = Plan.objects.filter(place=place, year=year)
    if others.exclude(pk=plan.pk if plan else None).exists():
        faults.append(f"Det finns redan en plan för {place} {year}. Gå vidare med den.")
    if picture is not None and not _may_rest_on(place, picture, plan):
        faults.append("Lägesbilden ska vara publicerad och gälla platsen. Välj en annan.")
    return faults


def _may_rest_on(place: Place, picture: Picture, plan: Plan | None) -> bool:
    kept = plan.picture_id if plan is not None else None
    return pictures_for(place, kept).filter(pk=picture.pk).exists()
