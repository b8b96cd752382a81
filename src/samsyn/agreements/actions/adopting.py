"""A version is adopted by the decisions of its parties, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from samsyn.agreements.models import Adoption, Version
from samsyn.decisions.models import Decision
from samsyn.organisation.acts import Doing, act


@act("agreements.adopt", on="agreements.Version", title="Registrera en parts antagande")
def adopt(doing: Doing, version: Version, *, decision: Decision) -> Adoption:
    """Tie a party's decision to the version. With the last party the version is adopted.

    The decision must be final and must have been made on just this wording: its case holds the
    document with the same charter.
    """
    doing.refuse_if(_faults(version, decision, doing.day))
    adoption: Adoption = version.adoptions.create(body=decision.body, decision=decision)
    parties = {party.body for party in version.document.parties}
    if parties == set(version.adoptions.values_list("body__key", flat=True)):
        decided = version.adoptions.values_list("decision__decided_on", flat=True)
        version.status, version.adopted_on = Version.Status.ADOPTED, max(decided)
        version.save()
    doing.record(version=version.key, body=decision.body.key, decision=decision.citation)
    return adoption


def _faults(version: Version, decision: Decision, day: date) -> Iterator[str]:
    parties = {party.body for party in version.document.parties}
    body = decision.body
    if version.status not in Version.ON_THE_WAY:
        yield f"{version.key} är redan antagen."
    if body.key not in parties:
        yield f"{body} är inte part i {version.key}. Välj ett beslut av en av parterna."
    if version.adoptions.filter(body=body).exists():
        yield f"{body} har redan antagit den."
    if decision.outcome != Decision.Outcome.APPROVED:
        yield f"{decision.citation} är inget bifall. {body} behöver besluta på nytt."
    if decision.final_on is None or decision.final_on > day:
        yield f"{decision.citation} är inte justerat ännu. Vänta tills protokollet är justerat."
    if not decision.case.documents.filter(ref=version.ref, data=version.text).exists():
        yield f"{decision.citation} gäller inte den här lydelsen. Lägg fram den för {body}."


def decisions_on(version: Version, day: date) -> QuerySet[Decision]:
    """The final decisions of parties that would adopt the version as it now reads."""
    parties = [party.body for party in version.document.parties]
    found = Decision.objects.filter(
        body__key__in=parties,
        outcome=Decision.Outcome.APPROVED,
        final_on__lte=day,
        case__documents__ref=version.ref,
        case__documents__data=version.text,
    )
    return found.exclude(body__in=version.adoptions.values("body")).distinct()
