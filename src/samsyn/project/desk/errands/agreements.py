"""Versions that wait to come into force or have run out, and local drafts."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.agreements.actions.local import missing
from samsyn.agreements.models import LocalAgreement, Version
from samsyn.organisation.access import Actor

from .errand import Errand


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _versions(actor)
    yield from _local(actor)


def _versions(actor: Actor) -> Iterator[Errand]:
    versions = Version.objects.may(actor, "agreements.bring_into_force")
    for version in versions.filter(status=Version.Status.ADOPTED):
        yield Errand(version.title, version.get_absolute_url(), "Antagen, men ännu inte i kraft.")
    for version in Version.objects.standing().may(actor, "agreements.extend"):
        if version.is_overdue(actor.day):
            note = "Sista dagen har passerat. Förläng eller ersätt den."
            yield Errand(version.title, version.get_absolute_url(), note, version.until)


def _local(actor: Actor) -> Iterator[Errand]:
    drafts = LocalAgreement.objects.filter(status=LocalAgreement.Status.DRAFT)
    for local in drafts.may(actor, "agreements.draft_local").select_related("place", "version"):
        note = " ".join(missing(local)) or "Klar att undertecknas."
        yield Errand(f"{local} (utkast)", local.get_absolute_url(), note)
