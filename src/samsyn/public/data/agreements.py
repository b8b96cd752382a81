"""Agreements, their areas, local agreements and duties."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.agreements.models import Duty, LocalAgreement, PriorityArea, Version
from samsyn.organisation.models import Group

from .dataset import Asked, Dataset, Field, Row, last_day

HELD = "Det som gällde någon dag under perioden."


def _versions(asked: Asked) -> Iterator[Row]:
    rows = Version.objects.may(asked.actor, "agreements.read_draft").filter(
        asked.within("agreement__city"), asked.holding(until="replaced_on")
    )
    rows = rows.select_related("agreement__city", "replaced_by")
    for version in rows.prefetch_related(
        "adoptions__body", "adoptions__decision__case__diary"
    ).order_by("since", "key"):
        adoptions = list(version.adoptions.all())
        yield {
            "overenskommelse": version.key,
            "titel": version.title,
            "plats": version.agreement.city.key,
            "status": version.get_status_display(),
            "giltig_fran": version.since,
            "giltig_till": last_day(version.until),
            "pa_remiss_fran": version.consulted_on,
            "svar_senast": version.answers_by,
            "ersatt": version.replaced_on,
            "ersatt_av": version.replaced_by.key if version.replaced_by else None,
            "antagen_av": [row.body.name for row in adoptions],
            "antagen_diarienummer": [row.decision.case.dnr for row in adoptions],
            "sida": version.get_absolute_url(),
        }


def _areas(asked: Asked) -> Iterator[Row]:
    rows = PriorityArea.objects.filter(
        asked.within("version__agreement__city"),
        asked.holding("version__since", "version__replaced_on"),
        version__status__in=Version.PUBLIC,
    )
    rows = rows.select_related("version").prefetch_related("continues__version")
    for area in rows.order_by("version__since", "order"):
        yield {
            "omrade": area.ref,
            "overenskommelse": area.version.key,
            "namn": area.name,
            "beskrivning": area.description or None,
            "ordning": area.order,
            "fortsatter": [earlier.ref for earlier in area.continues.all()],
        }


def _locals(asked: Asked) -> Iterator[Row]:
    rows = LocalAgreement.objects.may(asked.actor, "agreements.read_draft").filter(
        asked.within("place"), asked.holding()
    )
    rows = rows.select_related("place", "version").prefetch_related(
        "stances__area__version", "parties__body"
    )
    for local in rows.order_by("place__name", "since"):
        common = {
            "plats": local.place.key,
            "overenskommelse": local.version.key,
            "status": local.get_status_display(),
            "giltig_fran": local.since,
            "giltig_till": last_day(local.until),
            "parter": [party.body.name for party in local.parties.all()],
            "sida": local.get_absolute_url(),
        }
        for stance in local.stances.all():
            yield {
                **common,
                "omrade": stance.area.ref,
                "omradets_namn": stance.area.name,
                "hallning": stance.get_stance_display(),
                "text": stance.text or None,
            }


def _duties(asked: Asked) -> Iterator[Row]:
    rows = Duty.objects.filter(asked.within("place"), asked.holding())
    rows = rows.select_related(
        "place", "by_group__place", "by_body", "to_group__place", "to_body", "version"
    )
    for duty in rows.order_by("place__name", "key", "since"):
        yield {
            "skyldighet": duty.key,
            "plats": duty.place.key,
            "vad": duty.what,
            "fran": _end(duty.by_group, str(duty.owed_by)),
            "till": _end(duty.to_group, str(duty.owed_to)),
            "hur_ofta": duty.how_often,
            "stod": duty.clause,
            "giltig_fran": duty.since,
            "giltig_till": last_day(duty.until),
        }


def _end(group: Group | None, name: str) -> str:
    return f"{name}, {group.place.name}" if group else name


PLACE = Field("plats", "Nyckeln till platsen i datamängden platser.")
VERSION = Field("overenskommelse", "Överenskommelsens nyckel: linje och version.")
PERIOD = (
    Field("giltig_fran", "Första dagen."),
    Field("giltig_till", "Sista dagen. Tomt betyder tills vidare."),
)
PAGE = Field("sida", "Adressen till sidan i Samsyn, utan värdnamn.")
AREA = Field("omrade", "Områdets nyckel, med överenskommelsens version.")

AGREEMENTS = Dataset(
    name="overenskommelser",
    title="Överenskommelser",
    description="Alla versioner av överenskommelserna mellan stad och polis som är på remiss, "
    "antagna, i kraft eller ersatta, med vem som antog dem och när de gällde.",
    fields=(
        VERSION,
        Field("titel", "Överenskommelsens rubrik."),
        PLACE,
        Field("status", "på remiss, antagen, i kraft, förlängd eller ersatt."),
        PERIOD[0],
        Field("giltig_till", "Sista dagen enligt texten. Tomt betyder tills vidare."),
        Field("pa_remiss_fran", "Dagen den sändes på remiss."),
        Field("svar_senast", "Sista dagen för svar på remissen."),
        Field("ersatt", "Första dagen som en ny version gällde i stället."),
        Field("ersatt_av", "Nyckeln till den version som ersatte."),
        Field("antagen_av", "Organ som har beslutat att anta den."),
        Field("antagen_diarienummer", "Diarienummer för besluten, i samma ordning."),
        PAGE,
    ),
    rows=_versions,
    page="agreements:index",
    keywords=("överenskommelse", "samverkan", "polis", "kommun"),
    by_period="Versioner som ännu inte var ersatta då perioden började.",
)
AREAS = Dataset(
    name="omraden",
    title="Prioriterade samverkansområden",
    description="Områden som överenskommelserna pekar ut, och vilka tidigare de fortsätter.",
    fields=(
        AREA,
        VERSION,
        Field("namn", "Områdets namn."),
        Field("beskrivning", "Vad området omfattar."),
        Field("ordning", "Områdets plats i överenskommelsen."),
        Field("fortsatter", "Nycklar till de områden i tidigare versioner som det fortsätter."),
    ),
    rows=_areas,
    page="agreements:index",
    keywords=("samverkansområde", "brottsförebyggande"),
    by_period="Områden i versioner som ännu inte var ersatta då perioden började.",
)
LOCALS = Dataset(
    name="lokala-overenskommelser",
    title="Lokala överenskommelser",
    description="Hur varje undertecknad lokal överenskommelse tar sig an de övergripande områdena. "
    "En rad för varje område.",
    fields=(
        PLACE,
        VERSION,
        Field("status", "undertecknad eller avslutad."),
        *PERIOD,
        Field("parter", "Organen som är parter."),
        PAGE,
        AREA,
        Field("omradets_namn", "Områdets namn."),
        Field("hallning", "prioriteras, berörs, eller inte aktuellt här, förklaras."),
        Field("text", "Vad parterna skriver om området."),
    ),
    rows=_locals,
    page="agreements:locals",
    keywords=("lokal överenskommelse", "stadsdelsområde"),
    by_period=HELD,
)
DUTIES = Dataset(
    name="skyldigheter",
    title="Skyldigheter",
    description="Vad grupper och organ är skyldiga varandra enligt överenskommelserna, nu och då.",
    fields=(
        Field("skyldighet", "Skyldighetens nyckel, samma över versioner."),
        PLACE,
        Field("vad", "Vad som ska göras."),
        Field("fran", "Den som är skyldig."),
        Field("till", "Den som det ska lämnas till."),
        Field("hur_ofta", "Hur ofta, i ord."),
        Field("stod", "Klausulen som det följer av."),
        *PERIOD,
    ),
    rows=_duties,
    page="agreements:duties",
    keywords=("uppföljning", "rapportering"),
    by_period=HELD,
)
DATASETS = (AGREEMENTS, AREAS, LOCALS, DUTIES)
