"""What is open and where, in words: the parts of the page /oppet/."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from samsyn.agreements.models import LocalAgreement, Version
from samsyn.decisions.models import Answer, Consultation, Decision
from samsyn.followup.models import Summary
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group
from samsyn.plans.models import Plan
from samsyn.situation.models import Picture
from samsyn.ui.navigation import address


@dataclass(frozen=True)
class Part:
    """Something open: what it is, how much there is, where it is read, and its datasets."""

    title: str
    text: str
    count: str
    url: str
    data: tuple[str, ...]


def parts(actor: Actor) -> list[Part]:
    """As anybody sees it, whoever asks."""
    nobody = Actor(None, actor.at)
    return [*_agreed(nobody), *_decided(nobody), *_done(nobody)]


def _agreed(nobody: Actor) -> list[Part]:
    standing = Version.objects.standing().count()
    earlier = Version.objects.filter(status=Version.Status.REPLACED).count()
    local = LocalAgreement.objects.filter(status="signed").count()
    return [
        Part(
            "Överenskommelser",
            "Vad staden och polisen har kommit överens om: i kraft, på remiss och tidigare, med "
            "varje klausul och vad den öppnar.",
            f"{standing} i kraft, {earlier} tidigare",
            address("agreements:index"),
            ("overenskommelser", "omraden", "skyldigheter"),
        ),
        Part(
            "Lokala överenskommelser",
            "Hur varje stadsdelsområde tar sig an de övergripande områdena.",
            _told(local, "undertecknad", "undertecknade"),
            address("agreements:locals"),
            ("lokala-overenskommelser",),
        ),
        Part(
            "Grupper och funktioner",
            "Vilka grupper som finns, vilka funktioner som sitter i dem, vad de får göra och med "
            "vilket stöd. Namn på personer är inte öppna.",
            _told(Group.objects.on(nobody.day).count(), "grupp i dag", "grupper i dag"),
            address("organisation:groups"),
            ("grupper", "funktioner", "organ", "platser"),
        ),
    ]


def _decided(nobody: Actor) -> list[Part]:
    sent = _count(Consultation.objects.may(nobody, "decisions.read_consultation"))
    answered = _count(Answer.objects.may(nobody, "decisions.read_answer"))
    return [
        Part(
            "Beslut",
            "Vad nämnder och andra organ har beslutat, från den dag protokollet är justerat.",
            f"{_count(Decision.objects.may(nobody, 'decisions.read'))} beslut",
            address("decisions:decisions"),
            ("beslut",),
        ),
        Part(
            "Remisser och svar",
            "Texter på remiss och organens inlämnade svar, med vad svaren begär och vad som blev "
            "av det.",
            f"{_told(sent, 'remiss', 'remisser')}, {_told(answered, 'svar', 'svar')} inlämnade",
            address("decisions:consultations"),
            ("remisser", "remissvar", "krav"),
        ),
    ]


def _done(nobody: Actor) -> list[Part]:
    plans = Plan.objects.may(nobody, "plans.read")
    summaries = Summary.objects.may(nobody, "followup.read_summary")
    return [
        Part(
            "Lägesbilder",
            "Hur det ser ut: brott och händelser i staden och stadsdelsområdena, med skyddade tal "
            "och osäkerhet, och varför. Publicerade lägesbilder ändras aldrig.",
            _told(_count(Picture.objects.published()), "publicerad", "publicerade"),
            address("situation:index"),
            ("lagesbilder", "lagesbilders-siffror", "orsaker"),
        ),
        Part(
            "Planer och åtgärder",
            "Vad som ska göras under året, mot vilken orsak, av vilken funktion och med vilket "
            "mål.",
            _told(_count(plans), "beslutad plan", "beslutade eller avslutade planer"),
            address("plans:index"),
            ("planer", "atgarder"),
        ),
        Part(
            "Uppföljning",
            "Årens sammanställningar, vad åtgärderna har gett, och vad nämnderna har fått veta "
            "och frågat.",
            _told(_count(summaries), "sammanställning", "sammanställningar"),
            address("followup:index"),
            ("sammanstallningar", "resultat", "aterkoppling", "fragor"),
        ),
    ]


def _count(rows: QuerySet[Any]) -> int:
    return rows.count()


def _told(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
