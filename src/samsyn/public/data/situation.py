"""Published pictures and their numbers: what was protected and frozen at publication, no more."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from samsyn.situation.models import Picture
from samsyn.situation.picture import export

from .agreements import PAGE, PLACE
from .dataset import Asked, Dataset, Field, Row, last_day

PERIOD = "Lägesbilder vars period möter den."
HEAVY = ("content", "family", "mapping", "other_information", "analysis")


def _asked(asked: Asked) -> QuerySet[Picture]:
    rows = Picture.objects.may(asked.actor, "situation.read").published()
    rows = rows.filter(asked.within("place"), asked.holding()).select_related("place")
    return rows.order_by("since", "place__name", "pk")


def _pictures(asked: Asked) -> Iterator[Row]:
    rows = _asked(asked).defer(*HEAVY)
    corrected = set(Picture.objects.published().values_list("supersedes_id", flat=True))
    for picture in rows:
        yield {
            "lagesbild": picture.pk,
            "plats": picture.place.key,
            "rubrik": picture.title,
            "period_fran": picture.since,
            "period_till": last_day(picture.until),
            "publicerad": picture.published_at and timezone.localdate(picture.published_at),
            "rattar": picture.supersedes_id,
            "ar_rattad": picture.pk in corrected,
            "sida": picture.get_absolute_url(),
            "hela_json": reverse("situation:picture_json", args=[picture.pk]),
            "hela_csv": reverse("situation:picture_csv", args=[picture.pk]),
        }


def _numbers(asked: Asked) -> Iterator[Row]:
    rows = _asked(asked).defer("family", *HEAVY[2:])
    for picture in rows.iterator(chunk_size=20):
        for _, area, measure, part, period, value, low, high in export.numbers(picture):
            yield {
                "lagesbild": picture.pk,
                "plats": picture.place.key,
                "omrade": area,
                "matt": measure,
                "del": part or None,
                "period": period,
                "varde": None if value == "" else value,
                "skyddat": value is None,
                "fran": None if low == "" else low,
                "till": None if high == "" else high,
            }


PICTURE = Field("lagesbild", "Lägesbildens nummer, samma som i dess adress.")

PICTURES = Dataset(
    name="lagesbilder",
    title="Lägesbilder",
    description="Publicerade lägesbilder. Hela innehållet finns i var och ens egna filer.",
    fields=(
        PICTURE,
        PLACE,
        Field("rubrik", "Lägesbildens rubrik."),
        Field("period_fran", "Periodens första dag."),
        Field("period_till", "Periodens sista dag."),
        Field("publicerad", "Dagen den publicerades."),
        Field("rattar", "Numret på den lägesbild som den rättar."),
        Field("ar_rattad", "true om en senare lägesbild rättar den."),
        PAGE,
        Field("hela_json", "Adressen till hela innehållet som JSON."),
        Field("hela_csv", "Adressen till siffrorna som CSV."),
    ),
    rows=_pictures,
    page="situation:index",
    keywords=("lägesbild", "brottslighet", "statistik"),
    by_period=PERIOD,
)
NUMBERS = Dataset(
    name="lagesbilders-siffror",
    title="Lägesbildernas siffror",
    description="Alla siffror i de publicerade lägesbilderna, en på varje rad. Små tal är skyddade "
    "så att ingen kan kännas igen; de kan inte räknas fram ur summor eller ur andra lägesbilder.",
    fields=(
        PICTURE,
        PLACE,
        Field("omrade", "Samverkansområdet som siffran gäller, eller Alla händelser."),
        Field("matt", "antal, per 1000 invånare, eller förändring (kvot)."),
        Field("del", "Del av platsen eller av de drabbade. Tomt betyder hela platsen."),
        Field("period", "Perioden eller månaden."),
        Field("varde", "Värdet. Tomt när det är skyddat eller inte kan räknas."),
        Field("skyddat", "true när värdet är skyddat."),
        Field("fran", "Nedre gräns för osäkerheten (95 procent)."),
        Field("till", "Övre gräns för osäkerheten (95 procent)."),
    ),
    rows=_numbers,
    page="situation:index",
    keywords=("anmälda brott", "statistik", "skyddade tal"),
    by_period=PERIOD,
)
DATASETS = (PICTURES, NUMBERS)
