"""Parties' decisions on a version, for tests of what stands on them."""

from __future__ import annotations

from samsyn.agreements.actions import adopt
from samsyn.agreements.models import Adoption, Version
from samsyn.decisions.models import Case, Decision, Delegation, Diary, Document
from samsyn.organisation.models import Body, Seat
from tests.lillstad import Lillstad


def decided_on(town: Lillstad, version: Version, key: str) -> Decision:
    """A body's final decision to adopt the version as it reads, in a case of its own."""
    body = Body.objects.get(key=key)
    diary, _ = Diary.objects.get_or_create(body=body, defaults={"prefix": key.upper()[:20]})
    case = Case.objects.create(
        diary=diary, year=town.today.year, number=diary.cases.count() + 1, title=version.title,
        opened_on=town.today,
    )  # fmt: skip
    Document.objects.create(
        case=case, number=1, kind=Document.Kind.AGREEMENT, title=version.title, text="…",
        data=version.text, ref=version.ref, registered_on=town.today,
    )  # fmt: skip
    delegation, _ = Delegation.objects.get_or_create(
        body=body, to_body=body, function="Chef", kind="overenskommelse",
        defaults={"what": "Anta överenskommelser", "ground": "§ 1", "since": town.today},
    )  # fmt: skip
    return Decision.objects.create(
        body=body, case=case, delegation=delegation, seat=Seat.objects.first(),
        outcome=Decision.Outcome.APPROVED, text="Antas.", decided_on=town.today,
        final_on=town.today,
    )  # fmt: skip


def adopted_by(town: Lillstad, version: Version, key: str) -> Adoption:
    """Karin registers that a party has adopted the version."""
    return adopt(town.actor("karin"), version, decision=decided_on(town, version, key))


def adopt_by_all(town: Lillstad, version: Version) -> None:
    for party in version.document.parties:
        adopted_by(town, version, party.body)
