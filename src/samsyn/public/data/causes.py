"""Causes from the analyses that are shown with published pictures."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.situation.causes.reading import Whole
from samsyn.situation.models import CauseAnalysis, Picture

from .agreements import PAGE, PLACE
from .dataset import Asked, Dataset, Field, Row
from .situation import PERIOD, PICTURE


def _causes(asked: Asked) -> Iterator[Row]:
    rows = CauseAnalysis.objects.may(asked.actor, "situation.read_cause_analysis").frozen()
    rows = rows.filter(
        asked.within("place"), asked.holding("picture__since", "picture__until")
    ).select_related("place")
    published = Picture.objects.published()
    contents = dict(published.values_list("pk", "content")) if rows.exists() else {}
    for analysis in rows.order_by("picture__since", "place__name", "pk"):
        whole = Whole(analysis, contents)
        for branch in whole.branches:
            cause = branch.node
            yield {
                "orsaksanalys": analysis.pk,
                "lagesbild": analysis.picture_id,
                "plats": analysis.place.key,
                "omraden": [area.ref for area in whole.areas],
                "problem": analysis.title,
                "nummer": branch.number,
                "orsak": cause.text,
                "slag": cause.get_kind_display(),
                "styrka": cause.get_strength_display(),
                "underlag": [
                    ": ".join(filter(None, (support.told, support.evidence.text)))
                    for support in whole.supports(cause)
                ],
                "sida": analysis.get_absolute_url(),
            }


CAUSES = Dataset(
    name="orsaker",
    title="Orsaker",
    description="Orsakerna i de orsaksanalyser som visas med publicerade lägesbilder: hur säkra de "
    "är och vad de bygger på.",
    fields=(
        Field("orsaksanalys", "Orsaksanalysens nummer, samma som i dess adress."),
        PICTURE,
        PLACE,
        Field("omraden", "Nycklarna till de samverkansområden som problemet hör till."),
        Field("problem", "Problemet som analyseras."),
        Field("nummer", "Orsakens nummer i trädet: 1.2 är den andra under 1."),
        Field("orsak", "Orsaken."),
        Field("slag", "situationell eller social."),
        Field("styrka", "belagt, rimligt eller antagande."),
        Field("underlag", "Vad orsaken bygger på."),
        PAGE,
    ),
    rows=_causes,
    page="situation:cause_analyses",
    keywords=("orsaksanalys", "brottsförebyggande"),
    by_period=PERIOD,
)
DATASETS = (CAUSES,)
