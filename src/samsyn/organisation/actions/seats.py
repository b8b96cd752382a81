"""Who sits where. A seat is filled by decision, never by the person who wants it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from samsyn.organisation.acts import Doing, act, reading
from samsyn.organisation.models import Person, Seat, Tenure

reading("organisation.see_holders", on="organisation.Group", title="Se vem som har en plats")
reading("organisation.read_ledger", on="organisation.Group", title="Läsa gruppens liggare")


@act("organisation.appoint", on="organisation.Seat", title="Tillsätta en plats")
def appoint(
    doing: Doing,
    seat: Seat,
    person: Person,
    *,
    since: date,
    until: date | None = None,
    decided: str,
    as_deputy: bool = False,
) -> Tenure:
    """Let a person hold a seat from a day. The one who held it before leaves that day."""
    wish = Tenure(
        seat=seat, person=person, since=since, until=until, decided=decided, as_deputy=as_deputy
    )
    doing.refuse_if(_not_possible(wish))
    before = Tenure.objects.filter(seat=seat, as_deputy=as_deputy)
    before.filter(since__lt=since).filter(Q(until=None) | Q(until__gt=since)).update(until=since)
    wish.save()
    doing.record(person=person.pk, since=since, until=until, decided=decided, as_deputy=as_deputy)
    return wish


def _not_possible(wish: Tenure) -> Iterator[str]:
    seat, since, until = wish.seat, wish.since, wish.until
    if not seat.holds(since):
        yield f"{seat} finns inte den {since}. Välj en dag då platsen finns."
    if until is not None and until <= since:
        yield "Sista dagen måste komma efter den första."
    if not wish.decided.strip():
        yield "Ange beslutet som tillsätter platsen, till exempel diarienummer och datum."
    if not wish.person.is_active:
        yield f"{wish.person} har inget öppet konto. Be den som sköter konton öppna det."
    if wish.as_deputy and not seat.deputy:
        yield f"{seat} har ingen ersättare enligt överenskommelsen."
    later = Tenure.objects.filter(seat=seat, as_deputy=wish.as_deputy, since__gte=since)
    if until is not None:
        later = later.filter(since__lt=until)
    # what was begun and ended the same day holds no time
    if any(tenure.until is None or tenure.until > tenure.since for tenure in later):
        yield "Någon har redan platsen under den tiden. Avsluta det innehavet först."


@act("organisation.end_tenure", on="organisation.Tenure", title="Avsluta ett innehav")
def end_tenure(doing: Doing, tenure: Tenure, *, on: date, decided: str) -> Tenure:
    """End a person's time in a seat; the power ends with it, from that day's first request."""
    doing.refuse_if(
        reason
        for broken, reason in (
            (on < tenure.since, "Dagen kommer före innehavets första dag."),
            (tenure.until is not None and tenure.until <= on, "Innehavet är redan avslutat."),
            (not decided.strip(), "Ange beslutet som avslutar innehavet."),
        )
        if broken
    )
    tenure.until = on
    tenure.save(update_fields=["until"])
    doing.record(person=tenure.person_id, seat=str(tenure.seat), on=on, decided=decided)
    return tenure
