"""What happens when in a year, out of all rooms, as everybody may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from samsyn.agreements.models import Duty, LocalAgreement, Version
from samsyn.decisions.models import Consultation, Meeting
from samsyn.figures import Event, YearWheel
from samsyn.followup.clocks import picture_clock
from samsyn.organisation.access import Actor
from samsyn.organisation.models import Group, Place
from samsyn.plans.models import Measure
from samsyn.situation.models import Picture
from samsyn.ui.navigation import address

DUTY, MEETING, PICTURE = "skyldighet", "sammanträde", "lägesbild"
AGREEMENT, MEASURE, CONSULTATION = "överenskommelse", "åtgärd", "remiss"
KINDS = (DUTY, MEETING, PICTURE, AGREEMENT, MEASURE, CONSULTATION)
TOGETHER = 3  # the same thing for more than these is told once, with their number
HEAVY = ("content", "family", "mapping", "other_information", "analysis")


@dataclass(frozen=True)
class Happening:
    """Something in the year, with who it concerns and where to read of it."""

    day: date
    what: str
    kind: str
    who: str = ""
    url: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Asked:
    """Whose year, for which place (with all within it), and which year."""

    actor: Actor
    year: int
    place: Place | None = None

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def after(self) -> date:
        return date(self.year + 1, 1, 1)

    def within(self, path: str) -> Q:
        return Q(**{f"{path}__covered_by__place": self.place}) if self.place else Q()

    def on(self, path: str) -> Q:
        return Q(**{f"{path}__gte": self.first, f"{path}__lt": self.after})

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day < self.after


def happenings(asked: Asked) -> list[Happening]:
    """Everything of the year in order."""
    rooms = (_duties, _meetings, _pictures, _agreements, _locals, _measures, _consultations)
    found = [one for room in rooms for one in room(asked)]
    return sorted(found, key=lambda one: (max(one.day, asked.first), KINDS.index(one.kind)))


def wheel(asked: Asked, found: list[Happening]) -> YearWheel:
    where = f" för {asked.place}" if asked.place else ""
    return YearWheel(
        title=f"Årshjulet {asked.year}{where}",
        note="Numren står i listan. Bågar är tider som löper, det tjocka strecket är i dag.",
        year=asked.year,
        events=tuple(Event(h.day, h.what, h.kind, h.who, h.until) for h in together(found)),
        kinds=KINDS,
        today=asked.actor.day,
    )


def together(found: list[Happening]) -> list[Happening]:
    """The same thing on the same day for many becomes one, which says for how many."""
    alike: dict[tuple[object, ...], list[Happening]] = defaultdict(list)
    for one in found:
        alike[(one.day, one.until, one.kind, one.what)].append(one)
    return [one for group in alike.values() for one in _joined(group)]


def _joined(group: list[Happening]) -> list[Happening]:
    if len(group) <= TOGETHER:
        return group
    one = group[0]
    return [Happening(one.day, one.what, one.kind, f"{len(group)} stycken", one.url, one.until)]


def _named(group: Group | None, name: str) -> str:
    return f"{name}, {group.place.name}" if group else name


def _duties(asked: Asked) -> Iterator[Happening]:
    rows = Duty.objects.filter(asked.within("place"), since__lt=asked.after).exclude(due=None)
    rows = rows.filter(Q(until=None) | Q(until__gt=asked.first))
    url = address("agreements:duties")
    for duty in rows.select_related("by_group__place", "by_body"):
        who = _named(duty.by_group, duty.owed_by.name)
        for day in duty.due_dates(asked.first, asked.after):
            yield Happening(day, duty.what, DUTY, who, url)


def _meetings(asked: Asked) -> Iterator[Happening]:
    rows = Meeting.objects.filter(asked.within("body__place"), asked.on("held_on"))
    for meeting in rows.select_related("body"):
        what = f"Sammanträde, {meeting.get_status_display()}"
        url = address("decisions:meeting", meeting.pk)
        yield Happening(meeting.held_on, what, MEETING, meeting.body.name, url)


def _pictures(asked: Asked) -> Iterator[Happening]:
    rows = Picture.objects.published().filter(asked.within("place"), asked.on("published_at__date"))
    for picture in rows.select_related("place").defer(*HEAVY):
        day = timezone.localdate(picture.published_at)
        what = f"Lägesbild publicerad: {picture.title}"
        yield Happening(day, what, PICTURE, picture.place.name, picture.get_absolute_url())
    yield from _next_picture(asked)


def _next_picture(asked: Asked) -> Iterator[Happening]:
    """When the city's next picture is due: lag (2023:196) 6 §, every second year."""
    rows = Picture.objects.published().filter(place__kind=Place.Kind.CITY)
    last = rows.select_related("place").defer(*HEAVY).order_by("published_at").last()
    if last is None or last.published_at is None or asked.place not in (None, last.place):
        return
    clock = picture_clock(timezone.localdate(last.published_at))
    if asked.has(clock.limit):
        what = f"{clock.title} senast, {clock.ground}"
        yield Happening(clock.limit, what, PICTURE, last.place.name, address("situation:index"))


def _agreements(asked: Asked) -> Iterator[Happening]:
    rows = Version.objects.may(asked.actor, "agreements.read_draft")
    rows = rows.filter(status__in=Version.PUBLIC).filter(asked.within("agreement__city"))
    for version in rows.select_related("agreement__city").defer("charter", "text"):
        for day, what in (
            (version.since, "Börjar gälla"),
            (version.until, "Gäller inte längre enligt sin text"),
            (version.adopted_on, "Antagen av alla parter"),
            (version.replaced_on, "Ersatt"),
        ):
            if day is not None and asked.has(day):
                title, city = f"{what}: {version.title}", version.agreement.city.name
                yield Happening(day, title, AGREEMENT, city, version.get_absolute_url())


def _locals(asked: Asked) -> Iterator[Happening]:
    rows: QuerySet[LocalAgreement] = LocalAgreement.objects.exclude(status="draft")
    rows = rows.filter(asked.within("place"), asked.on("since"))
    for local in rows.select_related("place"):
        what = "Lokal överenskommelse börjar gälla"
        yield Happening(local.since, what, AGREEMENT, local.place.name, local.get_absolute_url())


def _measures(asked: Asked) -> Iterator[Happening]:
    rows = Measure.objects.public().filter(asked.within("place"), asked.on("due"))
    for measure in rows.select_related("place", "seat__body"):
        who = str(measure.seat or measure.place)
        what = f"Åtgärd klar senast: {measure}"
        yield Happening(measure.due or asked.first, what, MEASURE, who, measure.get_absolute_url())


def _consultations(asked: Asked) -> Iterator[Happening]:
    rows = Consultation.objects.may(asked.actor, "decisions.read_consultation").filter(
        asked.within("case__diary__body__place"),
        sent_on__lt=asked.after,
        answers_by__gte=asked.first,
    )
    for sent in rows.select_related("case__diary__body"):
        what, who = f"Svar senast: {sent}", sent.case.body.name
        until = date.fromordinal(sent.answers_by.toordinal() + 1)
        yield Happening(sent.sent_on, str(sent), CONSULTATION, who, _url(sent), until)
        if asked.has(sent.answers_by):
            yield Happening(sent.answers_by, what, CONSULTATION, who, _url(sent))


def _url(sent: Consultation) -> str:
    return address("decisions:consultation", sent.pk)
