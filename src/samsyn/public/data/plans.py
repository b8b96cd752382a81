"""Decided plans and their measures, each with the function that answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.plans.models import Measure, Plan

from .agreements import PAGE, PLACE
from .dataset import Asked, Dataset, Field, Row

YEARS = "Planer för de år som perioden möter."


def years(asked: Asked, path: str) -> dict[str, int]:
    found: dict[str, int] = {}
    if asked.since:
        found[f"{path}__gte"] = asked.since.year
    if asked.until:
        found[f"{path}__lte"] = asked.until.year
    return found


def _plans(asked: Asked) -> Iterator[Row]:
    rows = Plan.objects.may(asked.actor, "plans.read").filter(
        asked.within("place"), **years(asked, "year")
    )
    for plan in rows.select_related("place", "version", "carries").order_by("year", "place__name"):
        yield {
            "plan": plan.pk,
            "plats": plan.place.key,
            "ar": plan.year,
            "rubrik": plan.title,
            "sammanfattning": plan.summary or None,
            "status": plan.get_status_display(),
            "overenskommelse": plan.version.key,
            "lagesbild": plan.picture_id,
            "beslutad": plan.decided_on,
            "diarienummer": plan.dnr or None,
            "tar_over_fran": plan.carries_id,
            "avslutad": plan.closed_on,
            "sida": plan.get_absolute_url(),
        }


def _measures(asked: Asked) -> Iterator[Row]:
    rows = Measure.objects.may(asked.actor, "plans.read").filter(
        asked.within("place"), **years(asked, "plan__year")
    )
    rows = rows.select_related("plan", "place", "seat__body", "cause__problem__area__version")
    for measure in rows.order_by("plan__year", "plan_id", "number"):
        problem, seat = measure.cause.problem, measure.seat
        yield {
            "plan": measure.plan_id,
            "nummer": measure.number,
            "atgard": measure.title,
            "beskrivning": measure.description or None,
            "problem": problem.title,
            "orsak": measure.cause.text,
            "omrade": problem.area.ref if problem.area else None,
            "omradets_namn": problem.area_name or None,
            "slag": measure.get_kind_display(),
            "plats": measure.place.key,
            "malgrupp": measure.target_group or None,
            "ansvarig_funktion": seat.function if seat else None,
            "ansvarigt_organ": seat.body.name if seat else None,
            "mal_vad": measure.goal_what or None,
            "mal_enhet": measure.goal_unit or None,
            "mal_fran": measure.goal_from,
            "mal_till": measure.goal_to,
            "mal_senast": measure.goal_by,
            "borjar": measure.starts,
            "klar_senast": measure.due,
            "status": measure.get_status_display(),
            "fortsatter": measure.continues_id,
            "sida": measure.get_absolute_url(),
        }


PLANS = Dataset(
    name="planer",
    title="Planer",
    description="Beslutade och avslutade åtgärdsplaner, med lägesbilden de vilar på.",
    fields=(
        Field("plan", "Planens nummer, samma som i dess adress."),
        PLACE,
        Field("ar", "Året som planen gäller."),
        Field("rubrik", "Planens rubrik."),
        Field("sammanfattning", "Planen i korthet."),
        Field("status", "beslutad eller avslutad."),
        Field("overenskommelse", "Nyckeln till överenskommelsen vars områden den täcker."),
        Field("lagesbild", "Numret på lägesbilden som den vilar på."),
        Field("beslutad", "Dagen den beslutades."),
        Field("diarienummer", "Beslutets diarienummer."),
        Field("tar_over_fran", "Numret på planen vars oavslutade åtgärder den tog över."),
        Field("avslutad", "Dagen den avslutades."),
        PAGE,
    ),
    rows=_plans,
    page="plans:index",
    keywords=("åtgärdsplan", "brottsförebyggande"),
    by_period=YEARS,
)
MEASURES = Dataset(
    name="atgarder",
    title="Åtgärder",
    description="Åtgärderna i beslutade planer: mot vilken orsak, av vilken funktion, med vilket "
    "mål och hur långt de har kommit.",
    fields=(
        Field("plan", "Planens nummer."),
        Field("nummer", "Åtgärdens nummer i planen."),
        Field("atgard", "Åtgärden."),
        Field("beskrivning", "Så genomförs den."),
        Field("problem", "Problemet den svarar mot."),
        Field("orsak", "Orsaken den tar sikte på."),
        Field("omrade", "Nyckeln till samverkansområdet. Tomt för ett lokalt område."),
        Field("omradets_namn", "Områdets namn."),
        Field("slag", "situationell eller social."),
        PLACE,
        Field("malgrupp", "Vilka den riktar sig till."),
        Field("ansvarig_funktion", "Funktionen som svarar för den, aldrig en person."),
        Field("ansvarigt_organ", "Funktionens organ."),
        Field("mal_vad", "Vad som mäts."),
        Field("mal_enhet", "Måttets enhet."),
        Field("mal_fran", "Värdet när åtgärden börjar."),
        Field("mal_till", "Värdet som ska nås."),
        Field("mal_senast", "När det ska vara nått."),
        Field("borjar", "Dagen den börjar."),
        Field("klar_senast", "Dagen den ska vara klar."),
        Field("status", "planerad, pågår, genomförd, vilar eller avbruten."),
        Field("fortsatter", "Numret på åtgärden som den fortsätter."),
        PAGE,
    ),
    rows=_measures,
    page="plans:index",
    keywords=("åtgärd", "mål", "uppföljning"),
    by_period=YEARS,
)
DATASETS = (PLANS, MEASURES)
