"""Decisions, consultations and submitted answers: what the bodies have said and decided."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.decisions.models import Answer, Consultation, Decision, Demand

from .agreements import PAGE
from .dataset import Asked, Dataset, Field, Row

BODY = Field("organ", "Nyckeln till organet i datamängden organ.")
BODY_NAME = Field("organets_namn", "Organets namn.")
DNR = Field("diarienummer", "Ärendets nummer i organets diarium.")
CONSULTATION = Field("remiss", "Remissens nummer, samma som i dess adress.")
BY_PLACE = "Platsen som organet hör till, allt inom den och de platser som den har ersatt."


def _decisions(asked: Asked) -> Iterator[Row]:
    rows = Decision.objects.may(asked.actor, "decisions.read").filter(asked.on("decided_on"))
    rows = rows.filter(asked.within("body__place")) if asked.place else rows
    for decision in rows.select_related("body", "case__diary__body", "item").order_by("pk"):
        yield {
            "beslut": decision.pk,
            "organ": decision.body.key,
            "organets_namn": decision.body.name,
            "diarienummer": decision.case.dnr,
            "arende": decision.case.title,
            "paragraf": decision.item.paragraph if decision.item else None,
            "pa_delegation": decision.item is None,
            "utfall": decision.get_outcome_display(),
            "beslut_i_ord": decision.text,
            "darutover": decision.added_text or None,
            "beslutat": decision.decided_on,
            "galler_fran": decision.final_on,
            "sida": decision.get_absolute_url(),
        }


def _consultations(asked: Asked) -> Iterator[Row]:
    rows = Consultation.objects.may(asked.actor, "decisions.read_consultation")
    rows = rows.filter(asked.on("sent_on"), asked.within("case__diary__body__place"))
    rows = rows.select_related("case__diary__body").prefetch_related("referrals__body")
    for sent in rows.order_by("sent_on", "pk"):
        yield {
            "remiss": sent.pk,
            "rubrik": sent.title,
            "organ": sent.case.body.key,
            "diarienummer": sent.case.dnr,
            "begars": sent.get_asks_display(),
            "omfattar": sent.scope,
            "sand": sent.sent_on,
            "svar_senast": sent.answers_by,
            "till": [referral.body.name for referral in sent.referrals.all()],
            "sida": sent.get_absolute_url(),
        }


def _answers(asked: Asked) -> Iterator[Row]:
    rows = Answer.objects.may(asked.actor, "decisions.read_answer").filter(
        asked.on("submitted_at__date"), asked.within("referral__body__place")
    )
    rows = rows.select_related("referral__body", "referral__consultation", "corrected_by")
    for answer in rows.prefetch_related("parts").order_by("pk"):
        corrected = getattr(answer, "corrected_by", None)
        yield {
            "svar": answer.pk,
            "remiss": answer.referral.consultation_id,
            "organ": answer.referral.body.key,
            "organets_namn": answer.referral.body.name,
            "version": answer.version,
            "forvaltningens_forslag": answer.office_proposal or None,
            "beslut_i_ord": answer.decided or None,
            "darutover": answer.added_text or None,
            "sarskilt": [f"{part}: {part.text}" for part in answer.parts.all()],
            "rattelse": answer.correction or None,
            "rattat_av": corrected.pk if corrected and corrected.submitted_at else None,
            "inlamnat": answer.submitted_at,
            "sida": answer.get_absolute_url(),
        }


def _demands(asked: Asked) -> Iterator[Row]:
    answers = Answer.objects.may(asked.actor, "decisions.read_answer").filter(
        asked.on("submitted_at__date"), asked.within("referral__body__place")
    )
    rows = Demand.objects.filter(answer__in=answers).select_related("answer__referral__body")
    for demand in rows.order_by("answer_id", "number"):
        yield {
            "svar": demand.answer_id,
            "organ": demand.answer.referral.body.key,
            "nummer": demand.number,
            "krav": demand.text,
            "hantering": demand.get_treatment_display() or None,
            "skal": demand.reason or None,
            "klausul": demand.clause or None,
            "hanterat": demand.treated_on,
        }


DECISIONS = Dataset(
    name="beslut",
    title="Beslut",
    description="Beslut som gäller: fattade på sammanträden med justerat protokoll, eller på "
    "delegation. Inga namn på ledamöter.",
    fields=(
        Field("beslut", "Beslutets nummer, samma som i dess adress."),
        BODY,
        BODY_NAME,
        DNR,
        Field("arende", "Vad ärendet handlar om."),
        Field("paragraf", "Paragrafen i protokollet."),
        Field("pa_delegation", "true om beslutet är fattat på delegation."),
        Field("utfall", "bifall, avslag, återremiss eller bordläggning."),
        Field("beslut_i_ord", "Beslutet, ordagrant."),
        Field("darutover", "Vad organet anför utöver beslutet."),
        Field("beslutat", "Dagen beslutet fattades."),
        Field("galler_fran", "Dagen då beslutet är justerat och gäller."),
        PAGE,
    ),
    rows=_decisions,
    page="decisions:decisions",
    keywords=("beslut", "protokoll", "nämnd"),
    by_place=BY_PLACE,
    by_period="Beslut fattade under perioden.",
)
CONSULTATIONS = Dataset(
    name="remisser",
    title="Remisser",
    description="Texter som har sänts till organen för yttrande eller beslut.",
    fields=(
        CONSULTATION,
        Field("rubrik", "Remissens rubrik."),
        Field("organ", "Nyckeln till organet som sände den."),
        DNR,
        Field("begars", "yttrande eller beslut."),
        Field("omfattar", "Vad svaret ska omfatta."),
        Field("sand", "Dagen den sändes."),
        Field("svar_senast", "Sista dagen för svar. Enskilda organ kan ha fått längre tid."),
        Field("till", "Organen som fick den."),
        PAGE,
    ),
    rows=_consultations,
    page="decisions:consultations",
    keywords=("remiss", "yttrande"),
    by_place=BY_PLACE,
    by_period="Remisser sända under perioden.",
)
ANSWERS = Dataset(
    name="remissvar",
    title="Remissvar",
    description="Inlämnade svar på remisser. Ett rättat svar finns kvar, med det som rättar det.",
    fields=(
        Field("svar", "Svarets nummer, samma som i dess adress."),
        CONSULTATION,
        BODY,
        BODY_NAME,
        Field("version", "1 för det första svaret, högre för en rättelse."),
        Field("forvaltningens_forslag", "Vad förvaltningen föreslog."),
        Field("beslut_i_ord", "Vad organet beslutade att svara."),
        Field("darutover", "Vad organet anför utöver det."),
        Field("sarskilt", "Omröstning, reservationer och särskilda uttalanden."),
        Field("rattelse", "Vad som rättas och varför."),
        Field("rattat_av", "Numret på det svar som rättar detta."),
        Field("inlamnat", "Tidpunkten då det lämnades in."),
        PAGE,
    ),
    rows=_answers,
    page="decisions:consultations",
    keywords=("remissvar", "reservation"),
    by_place=BY_PLACE,
    by_period="Svar inlämnade under perioden.",
)
DEMANDS = Dataset(
    name="krav",
    title="Krav i remissvar",
    description="Vad svaren begär, och vad som blev av det: tas in, tas in delvis eller tas inte "
    "in, med skäl och klausul.",
    fields=(
        Field("svar", "Numret på svaret i datamängden remissvar."),
        BODY,
        Field("nummer", "Kravets nummer i svaret."),
        Field("krav", "Vad som begärs."),
        Field("hantering", "tas in, tas in delvis eller tas inte in. Tomt är ännu obehandlat."),
        Field("skal", "Skälen för hanteringen."),
        Field("klausul", "Klausulen där kravet togs in."),
        Field("hanterat", "Dagen det hanterades."),
    ),
    rows=_demands,
    page="decisions:consultations",
    keywords=("remissvar", "krav"),
    by_place=BY_PLACE,
    by_period="Krav i svar inlämnade under perioden.",
)
DATASETS = (DECISIONS, CONSULTATIONS, ANSWERS, DEMANDS)
