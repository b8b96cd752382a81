"""Review of draft pictures: seats are asked, comment, say that they are done, and are answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Seat, Tenure
from samsyn.situation.models import Comment, Picture, Review
from samsyn.situation.picture.reviewing import headings, reviewers

LONGEST = 4_000
PUBLISHED = "Lägesbilden är publicerad. Rätta den med en ny."


@act("situation.ask_review", on="situation.Picture", title="Be om granskning av lägesbild")
def ask_review(
    doing: Doing, picture: Picture, *, seats: Sequence[Seat], due: date | None = None
) -> list[Review]:
    """Ask seats to look at a draft. Each finds it on their desk until they say they have.

    A seat that has already been asked and has not answered keeps its question, with the new day.
    """
    doing.refuse_if(_cannot_ask(doing, picture, seats, due))
    asked = []
    for seat in seats:
        review, _ = Review.objects.update_or_create(
            picture=picture,
            seat=seat,
            done_on=None,
            defaults={"due": due, "asked_on": doing.day, "asked_by": doing.authority.seat},
        )
        asked.append(review)
    doing.record(picture=picture.pk, asked=len(asked), due=due)
    return asked


@act("situation.comment", on="situation.Picture", title="Lämna synpunkt på lägesbild")
def comment(doing: Doing, picture: Picture, *, text: str, section: str = "") -> Comment:
    """Say something of a draft, or of one of its sections, from one's seat."""
    reasons = [PUBLISHED] if picture.is_published else []
    reasons += [] if text.strip() else ["Skriv vad du vill säga."]
    reasons += [f"Skriv högst {LONGEST} tecken."] if len(text) > LONGEST else []
    if section not in headings(picture, doing.day):
        reasons.append("Välj ett avsnitt som lägesbilden har.")
    doing.refuse_if(reasons)
    said = Comment.objects.create(
        picture=picture, section=section, text=text.strip(), by=doing.authority.seat, at=doing.at
    )
    doing.record(picture=picture.pk, comment=said.pk)
    return said


@act("situation.answer_comment", on="situation.Comment", title="Besvara synpunkt på lägesbild")
def answer_comment(doing: Doing, comment: Comment, *, answer: str) -> Comment:
    """Say what was done about a comment, or why nothing; then it no longer stops publication."""
    reasons = [PUBLISHED] if comment.picture.is_published else []
    reasons += ["Synpunkten är redan besvarad."] if comment.is_answered else []
    reasons += [] if answer.strip() else ["Skriv vad ni har gjort, eller varför inte."]
    doing.refuse_if(reasons)
    comment.answer, comment.answered_at = answer.strip()[:LONGEST], doing.at
    comment.answered_by = doing.authority.seat
    comment.save()
    doing.record(picture=comment.picture_id, comment=comment.pk)
    return comment


@act("situation.finish_review", on="situation.Picture", title="Avsluta granskning av lägesbild")
def finish_review(doing: Doing, picture: Picture, *, note: str = "") -> list[Review]:
    """Say that one has looked, from every seat of one's own that was asked."""
    held = Tenure.objects.on(doing.day).filter(person=doing.actor.person).values("seat")
    found = list(picture.reviews.filter(done_on=None, seat__in=held))
    reasons = [PUBLISHED] if picture.is_published else []
    reasons += [] if found else ["Ingen av dina platser har en granskning att avsluta här."]
    doing.refuse_if(reasons)
    for review in found:
        review.done_on, review.note = doing.day, note.strip()[:LONGEST]
        review.save()
    doing.record(picture=picture.pk, reviewed=len(found))
    return found


def _cannot_ask(
    doing: Doing, picture: Picture, seats: Sequence[Seat], due: date | None
) -> list[str]:
    if picture.is_published:
        return [PUBLISHED]
    reasons = [] if seats else ["Välj minst en plats som ska granska."]
    if due is not None and due < doing.day:
        reasons.append("Välj en dag som inte har passerat.")
    able = set(reviewers(picture, doing.day).values_list("pk", flat=True))
    reasons += [
        f"{seat} kan inte granska den här lägesbilden: platsen är tom eller saknar mandat."
        for seat in seats
        if seat.pk not in able
    ]
    return reasons
