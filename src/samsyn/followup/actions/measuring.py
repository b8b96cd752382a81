"""Results of measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samsyn.followup.models import Result
from samsyn.organisation.acts import Doing, act
from samsyn.plans.models import Measure, Plan


@act("followup.record_result", on="plans.Measure", title="Registrera resultat av åtgärd")
def record_result(
    doing: Doing,
    measure: Measure,
    *,
    kind: str,
    on: date,
    value: Decimal | None = None,
    text: str = "",
    replaces: Result | None = None,
) -> Result:
    """Record what a measure has given: its carrying out, its process or its effect, on a day.

    A wrong result is never changed: another one `replaces` it, and the wrong one stays to be seen.
    """
    doing.refuse_if(
        [
            *_cannot_record(doing, measure, on),
            *_says_too_little(kind, value, text),
            *_cannot_replace(measure, replaces),
        ]
    )
    result = Result.objects.create(
        measure=measure,
        kind=kind,
        on=on,
        value=value,
        text=text.strip(),
        by=doing.authority.seat,
        replaces=replaces,
    )
    doing.record(result=result.pk, kind=result.get_kind_display(), on=on)
    return result


def _cannot_record(doing: Doing, measure: Measure, on: date) -> list[str]:
    reasons = []
    if measure.plan.status == Plan.Status.DRAFT:
        reasons.append("Planen är ett utkast. Resultat registreras när den är beslutad.")
    if on > doing.day:
        reasons.append("Dagen har inte kommit. Registrera resultatet när det finns.")
    return reasons


def _says_too_little(kind: str, value: Decimal | None, text: str) -> list[str]:
    reasons = []
    if kind not in Result.Kind.values:
        reasons.append("Välj om resultatet gäller genomförande, process eller effekt.")
    if value is None and kind != Result.Kind.PROCESS:
        reasons.append("Ange ett tal. Bara ett resultat om processen kan vara enbart ord.")
    elif value is None and not text.strip():
        reasons.append("Skriv vad som har hänt, eller ange ett tal.")
    return reasons


def _cannot_replace(measure: Measure, replaces: Result | None) -> list[str]:
    if replaces is None:
        return []
    if replaces.measure_id != measure.pk:
        return ["Resultatet gäller en annan åtgärd."]
    if Result.objects.filter(replaces=replaces).exists():
        return ["Resultatet är redan ersatt. Ersätt det senaste."]
    return []
