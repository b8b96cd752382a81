"""Situation pictures: draft, publish, correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from samsyn.organisation.acts import Doing, Refused, act, reading
from samsyn.organisation.models import Place
from samsyn.situation.counting import forget_needless
from samsyn.situation.findings.keeping import with_findings
from samsyn.situation.models import Findings, Picture
from samsyn.situation.picture.document import named
from samsyn.situation.picture.family import with_claims
from samsyn.situation.picture.making import protected, reading_of
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import FINER
from samsyn.situation.picture.saving import all_keys, changed, not_since
from samsyn.situation.rules import missing, period_does_not_fit

TITLES: dict[str, str] = {
    Picture.Kind.QUARTER: "Fördjupad lägesbild",
    Picture.Kind.YEAR: "Årlig lägesbild",
    Picture.Kind.AREA: "{area}: lägesbild",
}
WORDS = ("title", "mapping", "other_information", "analysis", "correction")

reading("situation.read", on="situation.Picture", title="Läsa publicerad lägesbild")
reading("situation.read_draft", on="situation.Picture", title="Läsa utkast till lägesbild")


@act("situation.draft", on="organisation.Place", title="Skriva utkast till lägesbild")
def draft(
    doing: Doing,
    place: Place,
    /,
    *,
    since: date,
    until: date,
    kind: str | None = None,
    area: str | None = None,
    picture: Picture | None = None,
    sections: Mapping[str, Mapping[str, str]] | None = None,
    was: Mapping[str, str] | None = None,
    **words: str,
) -> Picture:
    """Begin a picture of a place and a period (half-open, whole months), or go on with a draft.

    `words` are any of title, mapping, other_information, analysis and correction; `sections` the
    sections to write, by key, each with `text` or, if it is not there, why it is `absent`. What is
    not told stays. `area` is the ref of the area that a picture of one area is about. `was` marks
    the words as their writer read them (`picture.saving`): raises `SavedSince` when somebody else
    has written the same since.
    """
    if picture is not None:
        picture = _as_it_stands(picture)
    asked = picture or Picture(place=place, drafted_at=doing.at, drafted_by=doing.actor.person)
    doing.refuse_if(_faults(doing, place, since, until, picture))
    asked.since, asked.until = since, until
    asked.kind = asked.kind if kind is None else kind
    asked.area = (asked.area if area is None else area) if asked.kind == Picture.Kind.AREA else ""
    doing.refuse_if(_misfits(doing, asked))
    told = all_keys(_sections(sections or {}), {key: said.strip() for key, said in words.items()})
    told = {key: told[key] for key in not_since(asked, was or {}, told)}
    new = changed(asked, told)
    for key in told:
        if key in WORDS:
            setattr(asked, key, told[key]["text"])
        else:
            asked.sections = asked.sections | {key: dict(told[key])}
    asked.title = asked.title or _title(asked, doing.day)
    picture = asked
    picture.save()
    doing.record(picture=picture.pk, period=Period(since, until).key, sections=new)
    return picture


@act("situation.publish", on="situation.Picture", title="Publicera lägesbild")
def publish(doing: Doing, picture: Picture) -> Picture:
    """Protect the picture's numbers, with all that is published about them, and freeze it."""
    _one_at_a_time(picture.place)
    picture = (
        Picture.objects.select_for_update(of=("self",)).select_related("place").get(pk=picture.pk)
    )
    doing.refuse_if(["Lägesbilden är redan publicerad."] if picture.is_published else [])
    out = protected(picture, doing.day)
    unanswered = picture.comments.filter(answered_at=None).count()
    doing.refuse_if(missing(picture, out.content, unanswered))
    told = with_findings(picture, out.content, reading_of(picture, doing.day))
    period = Period(picture.since, picture.until).key
    record = with_claims(out.record, told, period)
    picture.content, picture.family = told, dict(record)
    picture.status, picture.published_at = Picture.Status.PUBLISHED, doing.at
    picture.save()
    Findings.objects.filter(picture=picture).delete()
    forget_needless()
    doing.record(
        period=period,
        shown=out.shown,
        hidden=out.hidden,
        supersedes=picture.supersedes_id,
    )
    return picture


@act("situation.correct", on="situation.Picture", title="Rätta publicerad lägesbild")
def correct(doing: Doing, picture: Picture, *, why: str) -> Picture:
    """Begin the draft of a new picture that takes the place of a published one."""
    doing.refuse_if(_why_not_correct(picture, why))
    successor = Picture.objects.create(
        place=picture.place,
        since=picture.since,
        until=picture.until,
        kind=picture.kind,
        area=picture.area,
        title=picture.title,
        sections=picture.sections,
        mapping=picture.mapping,
        other_information=picture.other_information,
        analysis=picture.analysis,
        threshold=picture.threshold,
        supersedes=picture,
        correction=why.strip(),
        drafted_at=doing.at,
        drafted_by=doing.actor.person,
    )
    doing.record(picture=successor.pk, why=why.strip())
    return successor


def _one_at_a_time(place: Place) -> None:
    """Wait for other publications of the same city: each must see what the others have told."""
    list(Place.objects.select_for_update().filter(parent=None, covers__covered=place))


def _as_it_stands(picture: Picture) -> Picture:
    """The picture read anew and held: who writes may have an old page before them.

    It is not waited for. A publication holds its picture and waits for the city, which the writer
    may be holding.
    """
    held = Picture.objects.select_for_update(skip_locked=True, of=("self",))
    found: Picture | None = held.select_related("place").filter(pk=picture.pk).first()
    if found is None:
        raise Refused("Lägesbilden publiceras eller rättas just nu. Läs om sidan om en stund.")
    return found


def _faults(
    doing: Doing, place: Place, since: date, until: date, picture: Picture | None
) -> list[str]:
    if place.kind not in FINER:
        return ["En lägesbild görs för staden, ett stadsdelsområde eller en stadsdel."]
    try:
        period = Period(since, until)
    except ValueError as error:
        return [str(error)]
    if period.until > doing.day:
        return ["Perioden ska vara slut: välj månader som har gått."]
    if picture is not None and (picture.place_id != place.pk or picture.is_published):
        return ["Lägesbilden är publicerad. Rätta den med en ny."]
    return []


def _misfits(doing: Doing, picture: Picture) -> list[str]:
    """What the kind asks of the months and of the area."""
    if picture.kind not in Picture.Kind.values:
        return ["Välj vilket slags lägesbild det ska vara."]
    months = len(Period(picture.since, picture.until).months())
    areas = {area.ref for area in named(picture.place, doing.day)}
    if picture.kind == Picture.Kind.AREA and picture.area not in areas:
        return ["Välj ett prioriterat område i en överenskommelse som gäller på platsen."]
    return period_does_not_fit(picture.kind, months)


def _sections(told: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The sections' words without surrounding space."""
    return {
        key: {name: said.get(name, "").strip() for name in ("text", "absent")}
        for key, said in told.items()
    }


def _title(picture: Picture, day: date) -> str:
    period = Period(picture.since, picture.until)
    names = {area.ref: area.name for area in named(picture.place, day)}
    head = TITLES.get(picture.kind, "Lägesbild").format(area=names.get(picture.area, ""))
    return f"{head} för {picture.place}, {period}"[:120]


def _why_not_correct(picture: Picture, why: str) -> list[str]:
    reasons = []
    if not picture.is_published:
        reasons.append("Lägesbilden är ett utkast: ändra det i stället.")
    elif successor := picture.corrections.first():
        reasons.append(f"Det finns redan en rättelse: »{successor}«.")
    if not why.strip():
        reasons.append("Skriv vad som rättas och varför.")
    return reasons
