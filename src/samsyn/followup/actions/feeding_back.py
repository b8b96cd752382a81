"""Feedback to a board, its question back, and the answer."""

from __future__ import annotations

from samsyn.followup.models import Feedback, Question, Report, Summary
from samsyn.organisation.acts import Doing, act
from samsyn.organisation.models import Body, Group


@act("followup.give_feedback", on="organisation.Group", title="Återkoppla till organ")
def give_feedback(
    doing: Doing,
    group: Group,
    *,
    to_body: Body,
    title: str,
    text: str,
    summary: Summary | None = None,
    report: Report | None = None,
) -> Feedback:
    """Tell a body what the cooperation has done, with a frozen summary or accepted report."""
    reasons = [] if title.strip() else ["Skriv en rubrik."]
    reasons += [] if text.strip() else ["Skriv vad samverkan vill berätta."]
    if summary is not None and not summary.is_frozen:
        reasons.append("Sammanställningen är ett utkast. Fastställ den innan den skickas.")
    if report is not None and report.status != Report.Status.ACCEPTED:
        reasons.append("Rapporten är inte godtagen. Vänta tills mottagaren har godtagit den.")
    doing.refuse_if(reasons)
    feedback = Feedback.objects.create(
        by_group=group,
        to_body=to_body,
        title=title.strip(),
        text=text.strip(),
        summary=summary,
        report=report,
        sent_on=doing.day,
        sent_by=doing.authority.seat,
    )
    doing.record(body=to_body.key, feedback=feedback.pk)
    return feedback


@act("followup.ask", on="organisation.Body", title="Fråga samverkan för organets räkning")
def ask(
    doing: Doing, body: Body, *, to_group: Group, text: str, feedback: Feedback | None = None
) -> Question:
    """Put the body's question to a group, about something it was told or of its own accord."""
    reasons = [] if text.strip() else ["Skriv frågan."]
    if feedback is not None and feedback.to_body_id != body.pk:
        reasons.append("Återkopplingen gäller ett annat organ.")
    if not to_group.holds(doing.day):
        reasons.append("Gruppen finns inte längre. Välj en annan.")
    doing.refuse_if(reasons)
    question = Question.objects.create(
        by_body=body,
        to_group=to_group,
        feedback=feedback,
        text=text.strip(),
        asked_on=doing.day,
        asked_by=doing.authority.seat,
    )
    doing.record(question=question.pk, group=to_group.key)
    return question


@act("followup.answer_question", on="followup.Question", title="Svara på organs fråga")
def answer_question(doing: Doing, question: Question, *, answer: str) -> Question:
    """Answer a body's question, once."""
    reasons = ["Frågan är redan besvarad."] if question.answer else []
    reasons += [] if answer.strip() else ["Skriv svaret."]
    doing.refuse_if(reasons)
    question.answer, question.answered_on = answer.strip(), doing.day
    question.answered_by = doing.authority.seat
    question.save()
    doing.record(body=question.by_body.key)
    return question
