"""What awaits a person: the lists that the rooms give, turned into errands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from samsyn.agreements.actions.local import missing
from samsyn.agreements.models import Duty, LocalAgreement, Version
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Tenure
from samsyn.organisation.seating import vacant_seats
from samsyn.situation.models.pictures import Picture

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Errand:
    """Something to do: what, where, and why it awaits just this person. `due` is the last day."""

    title: str
    url: str
    note: str
    due: date | None = None


def errands(actor: Actor) -> list[Errand]:
    """Everything that awaits the actor, the most pressing day first, then what has no day."""
    found = [*_duties(actor), *_versions(actor), *_local(actor), *_pictures(actor), *_seats(actor)]
    return sorted(found, key=lambda errand: (errand.due is None, errand.due or actor.day))


def my_tenures(actor: Actor) -> QuerySet[Tenure]:
    """The seats the actor holds today, as holder or deputy."""
    held = Tenure.objects.on(actor.day).filter(person=actor.person)
    return held.select_related("seat__group__place", "seat__body")


def _duties(actor: Actor) -> Iterator[Errand]:
    tenures = list(my_tenures(actor))
    mine = Q(by_group__in=[t.seat.group_id for t in tenures])
    mine |= Q(by_body__in=[t.seat.body_id for t in tenures])
    duties = Duty.objects.on(actor.day).filter(mine).select_related("by_group", "by_body")
    for duty in duties.select_related("by_group", "by_body", "to_group", "to_body"):
        for due in duty.due_dates(actor.day, actor.day + SOON)[:1]:
            note = f"{duty.owed_by} till {duty.owed_to}, enligt {duty.clause}."
            yield Errand(duty.what, reverse("agreements:duties"), note, due)


def _versions(actor: Actor) -> Iterator[Errand]:
    versions = Version.objects.may(actor, "agreements.bring_into_force")
    for version in versions.filter(status=Version.Status.ADOPTED):
        yield Errand(version.title, version.get_absolute_url(), "Antagen, men ännu inte i kraft.")
    for version in Version.objects.standing().may(actor, "agreements.extend"):
        if version.is_overdue(actor.day):
            note = "Sista dagen har passerat. Förläng eller ersätt den."
            yield Errand(version.title, version.get_absolute_url(), note)


def _local(actor: Actor) -> Iterator[Errand]:
    drafts = LocalAgreement.objects.filter(status=LocalAgreement.Status.DRAFT)
    for local in drafts.may(actor, "agreements.draft_local").select_related("place", "version"):
        note = " ".join(missing(local)) or "Klar att undertecknas."
        yield Errand(f"{local} (utkast)", local.get_absolute_url(), note)


def _pictures(actor: Actor) -> Iterator[Errand]:
    drafts = Picture.objects.filter(status=Picture.Status.DRAFT)
    for picture in drafts.may(actor, "situation.publish").select_related("place"):
        note = f"Utkast till lägesbild för {picture.place}, väntar på publicering."
        yield Errand(picture.title, picture.get_absolute_url(), note)


def _seats(actor: Actor) -> Iterator[Errand]:
    for seat in vacant_seats(actor).select_related("group__place", "body"):
        note = f"{seat.body}, i {seat.group}, {seat.group.place}."
        url = reverse("organisation:appoint", args=[seat.pk])
        yield Errand(f"Tillsätt: {seat.function}", url, note)
