"""Referrals to receive and answer, answers to treat, items and meetings, minutes to approve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from samsyn.decisions.models import Answer, Item, Meeting, Referral
from samsyn.organisation.access import Actor

from .errand import SOON, Errand

APPROVAL = timedelta(days=14)  # kommunallagen 5 kap. 69 §


def errands(actor: Actor) -> Iterator[Errand]:
    yield from _referrals(actor)
    yield from _answers(actor)
    yield from _meetings(actor)
    yield from _items(actor)


def _referrals(actor: Actor) -> Iterator[Errand]:
    """What a body has been asked: to be registered first, then to be answered."""
    rows = Referral.objects.select_related("body", "consultation")
    unanswered = rows.exclude(answers__status=Answer.Status.SUBMITTED)
    for row in unanswered.may(actor, "decisions.receive_referral").filter(case=None):
        note = f"Remiss till {row.body}. Registrera den, så kan svaret skrivas."
        yield _of_referral("Ta emot", row, note)
    for row in unanswered.may(actor, "decisions.draft_answer").filter(case__isnull=False):
        note = f"Remiss till {row.body}, väntar på svar."
        yield _of_referral("Svara", row, note)


def _of_referral(verb: str, row: Referral, note: str) -> Errand:
    return Errand(f"{verb}: {row.consultation}", row.get_absolute_url(), note, row.answers_by)


def _answers(actor: Actor) -> Iterator[Errand]:
    """Answers whose demands the sender has not yet treated; corrected answers are history."""
    rows = Answer.objects.may(actor, "decisions.note_demand").filter(
        Q(corrected_by=None) | Q(corrected_by__status=Answer.Status.DRAFT), status="submitted"
    )
    rows = rows.annotate(left=Count("demands", filter=Q(demands__treatment="")))
    rows = rows.filter(left__gt=0).select_related("referral__body", "referral__consultation")
    for answer in rows.order_by("submitted_at"):
        left = answer.left
        note = f"{left} krav att ta ställning till, i svar på {answer.referral.consultation}."
        yield Errand(f"Behandla: {answer}", answer.get_absolute_url(), note)


def _meetings(actor: Actor) -> Iterator[Errand]:
    rows = Meeting.objects.select_related("body").order_by("held_on")
    near = rows.filter(status=Meeting.Status.PLANNED, held_on__lt=actor.day + SOON)
    for meeting in near.may(actor, "decisions.open_meeting"):
        note = "Planerat sammanträde. Dagordningen kan ännu ändras."
        url = meeting.get_absolute_url()
        yield Errand(f"Sammanträde: {meeting.body}", url, note, meeting.held_on)
    for meeting in rows.filter(status=Meeting.Status.OPEN).may(actor, "decisions.end_meeting"):
        note = "Sammanträdet pågår. Anteckna beslut och avsluta det."
        url = meeting.get_absolute_url()
        yield Errand(f"Avsluta sammanträdet: {meeting.body}", url, note, meeting.held_on)
    ended = rows.filter(status=Meeting.Status.ENDED)
    for meeting in ended.may(actor, "decisions.approve_minutes"):
        note = f"Sammanträdet {meeting.held_on}. Protokollet ska justeras inom fjorton dagar."
        last = timezone.localdate(meeting.ended_at) if meeting.ended_at else meeting.held_on
        url = meeting.get_absolute_url()
        yield Errand(f"Justera protokollet: {meeting.body}", url, note, last + APPROVAL)


def _items(actor: Actor) -> Iterator[Errand]:
    """Matters that wait for a meeting when the board has none planned to take them."""
    waiting = Item.objects.may(actor, "decisions.decide").filter(meeting=None)
    for item in waiting.exclude(body__meetings__status="planned").select_related("body"):
        note = f"Väntar på nästa sammanträde i {item.body}, men inget är planerat."
        yield Errand(f"Planera sammanträde för: {item}", item.get_absolute_url(), note)
