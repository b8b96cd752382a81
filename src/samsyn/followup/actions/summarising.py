"""The year's summary: compiled, frozen, amended."""

from __future__ import annotations

from samsyn.followup.gathering import gathered
from samsyn.followup.models import Summary
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Place


@act("followup.compile", on="organisation.Place", title="Sammanställa året")
def compile_summary(doing: Doing, place: Place, *, year: int, text: str = "") -> Summary:
    """Begin the summary of a city's year, or go on with its draft."""
    reasons = [] if place.kind == Place.Kind.CITY else ["Året sammanställs för hela staden."]
    if not 2000 <= year <= doing.day.year:
        reasons.append("Välj ett år som har börjat.")
    earlier = Summary.objects.filter(place=place, year=year).order_by("-version").first()
    if earlier is not None and earlier.is_frozen:
        reasons.append(f"Året {year} är redan sammanställt. Rätta det med en ny version.")
    doing.refuse_if(reasons)
    summary = earlier or Summary(place=place, year=year)
    summary.text = text.strip() or summary.text
    summary.save()
    doing.record(summary=summary.pk, year=year)
    return summary


@act("followup.freeze", on="followup.Summary", title="Fastställa sammanställning")
def freeze(doing: Doing, summary: Summary) -> Summary:
    """Freeze what is compiled, gaps and all; from then on everybody may read it."""
    reasons = ["Sammanställningen är redan fastställd."] if summary.is_frozen else []
    if not summary.text.strip():
        reasons.append("Skriv sammanfattning och slutsatser.")
    if doing.day.year < summary.year:
        reasons.append("Året har inte börjat.")
    doing.refuse_if(reasons)
    content = gathered(summary.place, summary.year, doing.day)
    summary.content, summary.frozen_on = content, doing.day
    summary.status, summary.frozen_by = Summary.Status.FROZEN, doing.authority.seat
    summary.save()
    doing.record(
        year=summary.year, version=summary.version, gaps=len(content["gaps"]),
        amends=summary.amends_id,
    )  # fmt: skip
    return summary


@act("followup.amend", on="followup.Summary", title="Rätta sammanställning")
def amend(doing: Doing, summary: Summary, *, correction: str) -> Summary:
    """Begin a new version of a frozen summary. The old one stays, and says that it is amended."""
    reasons = []
    if not summary.is_frozen:
        reasons.append("Sammanställningen är ett utkast: ändra det i stället.")
    if summary.amendments.exists():
        reasons.append("Det finns redan en nyare version. Rätta den.")
    if not correction.strip():
        reasons.append("Skriv vad som rättas och varför.")
    doing.refuse_if(reasons)
    successor = Summary.objects.create(
        place=summary.place,
        year=summary.year,
        version=summary.version + 1,
        text=summary.text,
        amends=summary,
        correction=correction.strip(),
    )
    doing.record(summary=successor.pk, correction=correction.strip())
    return successor
