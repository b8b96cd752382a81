"""Accounts: the keeper opens and closes the door, and reaches no room."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password

from samsyn.organisation.acts import Doing, act, reading
from samsyn.organisation.models import Installation, Person

reading("accounts.see", on="organisation.Person", title="Se konton")
reading("accounts.list", on="organisation.Installation", title="Se kontolistan")


@act("accounts.open", on="organisation.Installation", title="Öppna ett konto")
def open_account(
    doing: Doing,
    installation: Installation,
    *,
    email: str,
    name: str,
    password: str | None = None,
    manages_accounts: bool = False,
    is_demo: bool = False,
) -> Person:
    """Open an account. Without a password the person sets one by the link sent by e-mail, or
    signs in through the organisation's own identity provider."""
    doing.refuse_if(
        [f"Det finns redan ett konto för {email}."]
        if Person.objects.filter(email__iexact=email).exists()
        else []
    )
    person: Person = Person.objects.create(
        email=email.lower(),
        name=name,
        password=make_password(password),
        manages_accounts=manages_accounts,
        is_demo=is_demo,
    )
    doing.record(person=person.pk, manages_accounts=manages_accounts)
    return person


@act("accounts.close", on="organisation.Person", title="Stänga ett konto")
def close_account(doing: Doing, person: Person) -> Person:
    """Close an account at once, and every session of it for good. Seats stay filled on paper
    until their tenures are ended."""
    doing.refuse_if(_nobody_left_but(person) if person.manages_accounts else [])
    person.is_active, person.closed_at = False, doing.at
    person.save(update_fields=["is_active", "closed_at"])
    return person


@act("accounts.reopen", on="organisation.Person", title="Öppna ett stängt konto")
def reopen_account(doing: Doing, person: Person) -> Person:
    """Open a closed account again; tenures that have not ended give their power back. Sessions
    from before it was closed do not."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@act("accounts.change_keeper", on="organisation.Person", title="Ändra vem som sköter konton")
def change_keeper(doing: Doing, person: Person, *, manages_accounts: bool) -> Person:
    """Let a person keep the accounts, or no longer. One must always remain."""
    doing.refuse_if([] if manages_accounts else _nobody_left_but(person))
    person.manages_accounts = manages_accounts
    person.save(update_fields=["manages_accounts"])
    doing.record(manages_accounts=manages_accounts)
    return person


def _nobody_left_but(person: Person) -> Iterator[str]:
    """Two who leave at once wait here for each other: the second sees what the first has done."""
    list(Installation.objects.select_for_update(no_key=True))
    others = Person.objects.filter(manages_accounts=True, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        yield "Någon måste sköta konton. Ge uppdraget till en annan person först."
