"""The year's summaries, the results of measures, and what boards were told and asked."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.followup.models import Feedback, Question, Result, Summary
from samsyn.plans.models import Measure

from .agreements import PAGE, PLACE
from .dataset import Asked, Dataset, Field, Row
from .plans import years


def _summaries(asked: Asked) -> Iterator[Row]:
    rows = Summary.objects.may(asked.actor, "followup.read_summary").filter(
        asked.within("place"), **years(asked, "year")
    )
    for summary in rows.select_related("place").defer("content").order_by("year", "version"):
        yield {
            "sammanstallning": summary.pk,
            "plats": summary.place.key,
            "ar": summary.year,
            "version": summary.version,
            "text": summary.text,
            "rattar": summary.amends_id,
            "rattelse": summary.correction or None,
            "faststalld": summary.frozen_on,
            "sida": summary.get_absolute_url(),
        }


def _results(asked: Asked) -> Iterator[Row]:
    open_measures = Measure.objects.may(asked.actor, "plans.read")
    rows = Result.objects.filter(
        asked.within("measure__place"), asked.on("on"), measure__in=open_measures, replaced_by=None
    )
    for result in rows.select_related("measure").order_by("on", "pk"):
        yield {
            "plan": result.measure.plan_id,
            "nummer": result.measure.number,
            "atgard": result.measure.title,
            "slag": result.get_kind_display(),
            "dag": result.on,
            "varde": result.value,
            "text": result.text or None,
            "sida": result.measure.get_absolute_url(),
        }


def _questions(asked: Asked) -> Iterator[Row]:
    rows = Question.objects.filter(asked.within("by_body__place"), asked.on("asked_on"))
    for question in rows.select_related("by_body", "to_group__place").order_by("asked_on", "pk"):
        yield {
            "organ": question.by_body.key,
            "organets_namn": question.by_body.name,
            "till_grupp": question.to_group.key,
            "fraga": question.text,
            "stalld": question.asked_on,
            "svar": question.answer or None,
            "besvarad": question.answered_on,
            "sida": question.get_absolute_url(),
        }


def _feedback(asked: Asked) -> Iterator[Row]:
    rows = Feedback.objects.may(asked.actor, "followup.read_feedback").filter(
        asked.within("to_body__place"), asked.on("sent_on")
    )
    for row in rows.select_related("to_body", "by_group").order_by("sent_on", "pk"):
        yield {
            "fran_grupp": row.by_group.key,
            "organ": row.to_body.key,
            "organets_namn": row.to_body.name,
            "rubrik": row.title,
            "text": row.text,
            "sand": row.sent_on,
            "sida": row.get_absolute_url(),
        }


SUMMARIES = Dataset(
    name="sammanstallningar",
    title="Årliga sammanställningar",
    description="Stadens fastställda sammanställningar av året, även de som senare har rättats.",
    fields=(
        Field("sammanstallning", "Sammanställningens nummer, samma som i dess adress."),
        PLACE,
        Field("ar", "Året den omfattar."),
        Field("version", "1 för den första, högre för en rättelse."),
        Field("text", "Sammanfattning och slutsatser."),
        Field("rattar", "Numret på den som den rättar."),
        Field("rattelse", "Vad som rättas och varför."),
        Field("faststalld", "Dagen den fastställdes."),
        PAGE,
    ),
    rows=_summaries,
    page="followup:index",
    keywords=("uppföljning", "årlig sammanställning"),
    frequency="ANNUAL",
    by_period="Sammanställningar av de år som perioden möter.",
)
RESULTS = Dataset(
    name="resultat",
    title="Resultat av åtgärder",
    description="Vad åtgärderna i beslutade planer har gett. Ersatta resultat är utelämnade.",
    fields=(
        Field("plan", "Planens nummer."),
        Field("nummer", "Åtgärdens nummer i planen."),
        Field("atgard", "Åtgärden."),
        Field("slag", "genomförande, process eller effekt."),
        Field("dag", "Dagen resultatet gäller."),
        Field("varde", "Värdet. Tomt för ett resultat i ord."),
        Field("text", "Anteckning."),
        PAGE,
    ),
    rows=_results,
    page="followup:index",
    keywords=("resultat", "effekt"),
    by_period="Resultat från dagar under perioden.",
)
FEEDBACK = Dataset(
    name="aterkoppling",
    title="Återkoppling till organen",
    description="Vad samverkan har berättat för nämnder och andra organ.",
    fields=(
        Field("fran_grupp", "Nyckeln till gruppen som sände."),
        Field("organ", "Nyckeln till organet."),
        Field("organets_namn", "Organets namn."),
        Field("rubrik", "Rubrik."),
        Field("text", "Vad som berättades."),
        Field("sand", "Dagen."),
        PAGE,
    ),
    rows=_feedback,
    page="followup:index",
    keywords=("återkoppling", "nämnd"),
    by_place="Platsen som organet hör till, allt inom den och de platser som den har ersatt.",
    by_period="Återkoppling sänd under perioden.",
)
QUESTIONS = Dataset(
    name="fragor",
    title="Frågor från organen",
    description="Vad nämnder och andra organ har frågat samverkan, och svaren.",
    fields=(
        Field("organ", "Nyckeln till organet som frågar."),
        Field("organets_namn", "Organets namn."),
        Field("till_grupp", "Nyckeln till gruppen som ska svara."),
        Field("fraga", "Frågan."),
        Field("stalld", "Dagen den ställdes."),
        Field("svar", "Svaret. Tomt när ingen har svarat ännu."),
        Field("besvarad", "Dagen den besvarades."),
        PAGE,
    ),
    rows=_questions,
    page="followup:index",
    keywords=("återkoppling", "fråga"),
    by_place="Platsen som organet hör till, allt inom den och de platser som den har ersatt.",
    by_period="Frågor ställda under perioden.",
)
DATASETS = (SUMMARIES, RESULTS, FEEDBACK, QUESTIONS)
