"""A version on its way: prepared, sent on consultation, adopted by its parties."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.agreements.charter import Charter, CharterError, parse
from samsyn.agreements.models import Adoption, Agreement, Version
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Body, Place

ON_THE_WAY = (Version.Status.DRAFT, Version.Status.CONSULTATION)


@act("agreements.prepare", on="organisation.Place", title="Skriva utkast till överenskommelse")
def prepare(doing: Doing, city: Place, text: str) -> Version:
    """Save a charter (YAML) as a draft version of its line, or replace the draft it has.

    A version that has been adopted is not changed any more: that takes a new version.
    """
    doing.refuse_if([] if city.kind == Place.Kind.CITY else ["Välj staden, inte en del av den."])
    charter = _read(text)
    agreement, _ = Agreement.objects.get_or_create(line=charter.line, defaults={"city": city})
    if agreement.city_id != city.pk:
        raise Refused(f"Linjen »{charter.line}« hör till en annan stad. Välj ett annat namn.")
    version = Version.objects.filter(key=charter.key).first() or Version(
        key=charter.key, agreement=agreement
    )
    if version.status not in ON_THE_WAY:
        raise Refused(f"{version.key} är redan antagen. Skriv en ny version med en ny nyckel.")
    version.title, version.text, version.status = charter.title, text, Version.Status.DRAFT
    version.charter = charter.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    version.since, version.until = charter.validity.begins, day_after(charter.validity.ends)
    version.save()
    # a party that adopted one wording has not adopted another
    version.adoptions.all().delete()
    doing.record(version=version.key, since=version.since, until=version.until)
    return version


def _read(text: str) -> Charter:
    try:
        return parse(text, "stadgan")
    except CharterError as error:
        raise Refused(*map(str, error.problems)) from error


def day_after(last: date | None) -> date | None:
    """The first day after a last day: periods are half-open."""
    return None if last is None else last + timedelta(days=1)


@act("agreements.consult", on="agreements.Version", title="Sända på remiss")
def consult(doing: Doing, version: Version, *, answers_by: date) -> Version:
    """Send a draft on consultation (förvaltningslagen 26 §: with a day to answer by)."""
    if version.status != Version.Status.DRAFT:
        raise Refused("Bara ett utkast kan sändas på remiss.")
    if answers_by <= doing.day:
        raise Refused("Sista svarsdag måste ligga i framtiden. Välj en senare dag.")
    version.status = Version.Status.CONSULTATION
    version.consulted_on, version.answers_by = doing.day, answers_by
    version.save()
    doing.record(version=version.key, answers_by=answers_by)
    return version


@act("agreements.adopt", on="agreements.Version", title="Registrera en parts antagande")
def adopt(
    doing: Doing,
    version: Version,
    *,
    body: Body,
    decided_on: date,
    dnr: str,
    decided_by: str = "",
) -> Adoption:
    """Record that a party has adopted the version. With the last party the version is adopted."""
    parties = {party.body for party in version.document.parties}
    doing.refuse_if(
        reason
        for broken, reason in (
            (version.status not in ON_THE_WAY, f"{version.key} är redan antagen."),
            (body.key not in parties, f"{body} är inte part i {version.key}. Välj en av parterna."),
            (version.adoptions.filter(body=body).exists(), f"{body} har redan antagit den."),
            (decided_on > doing.day, "Beslutsdagen ligger i framtiden. Välj en tidigare dag."),
            (not dnr.strip(), "Ange beslutets diarienummer."),
        )
        if broken
    )
    adoption: Adoption = version.adoptions.create(
        body=body, decided_on=decided_on, dnr=dnr.strip(), decided_by=decided_by.strip()
    )
    if parties == set(version.adoptions.values_list("body__key", flat=True)):
        version.status, version.adopted_on = Version.Status.ADOPTED, decided_on
        version.save()
    doing.record(version=version.key, body=body.key, decided_on=decided_on, dnr=dnr)
    return adoption
