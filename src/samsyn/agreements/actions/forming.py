"""A version on its way: the charter is written."""

from __future__ import annotations

from datetime import date, timedelta

from samsyn.agreements.charter import Charter, CharterError, parse
from samsyn.agreements.models import Agreement, Version
from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Place


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
    if version.status not in Version.ON_THE_WAY:
        raise Refused(f"{version.key} är redan antagen. Skriv en ny version med en ny nyckel.")
    version.title, version.text, version.status = charter.title, text, Version.Status.DRAFT
    version.charter = charter.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    version.proposal = None
    version.since, version.until = charter.validity.begins, day_after(charter.validity.ends)
    version.save()
    # a party that adopted one wording has not adopted another, and is asked anew
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
