"""Weekly pictures: those of one's groups, one of them, a new one. They are never published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Group
from samsyn.situation import week_reckoning
from samsyn.situation.models import Round, WeekPicture
from samsyn.situation.picture.reading import FINER
from samsyn.situation.weekly.forms import WeekForm
from samsyn.situation.weekly.page import WeekPage

SILENCE = timedelta(minutes=10)
LISTED = 60


@needs("situation.read_week_picture", on=WeekPicture, many=True)
@require_safe
def index(request: Request, rows: QuerySet[WeekPicture]) -> HttpResponse:
    """The weekly pictures of one's groups, the latest first."""
    pictures = rows.select_related("group__place").defer("content")[:LISTED]
    context = {"pictures": pictures, "may_make": _groups(request).exists()}
    return render(request, "situation/weeks/index.html", context)


@needs("situation.make_week_picture", on=Group, many=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, groups: QuerySet[Group]) -> HttpResponse:
    """Make one, or make it anew with other words: a group has one picture a week."""
    day, made = request.actor.day, list[WeekPicture]()
    rows = groups.on(day).filter(place__kind__in=FINER).select_related("place")  # type: ignore[attr-defined]
    form = WeekForm(request.POST or None, groups=rows, today=day, initial=_asked(request))

    def do() -> None:
        data = form.cleaned_data
        group = data["group"]
        made.append(week_reckoning.ask(request.actor, group, week=data["week"], note=data["note"]))

    if accepted(form, do):
        return redirect(made[0])
    return render(request, "situation/weeks/form.html", {"form": form})


def _asked(request: Request) -> dict[str, Any]:
    """What a link has filled in: the group, the week and the words that there are already."""
    told = {name: request.GET[key] for key, name in (("grupp", "group"), ("vecka", "week"))
            if request.GET.get(key, "").replace("-", "").isdigit()}  # fmt: skip
    if len(told) == 2:
        rows = WeekPicture.objects.may(request.actor, "situation.read_week_picture")
        try:
            found = rows.filter(group=told["group"], week=date.fromisoformat(told["week"])).first()
        except (ValueError, OverflowError):
            return {}
        told |= {"note": found.note} if found else {}
    return told


@needs("situation.read_week_picture", on=WeekPicture)
@never_cache
@require_safe
def show(request: Request, picture: WeekPicture) -> HttpResponse:
    picture = WeekPicture.objects.select_related("group__place").get(pk=picture.pk)
    waits = picture.status == WeekPicture.Status.WAITING
    if request.headers.get("HX-Request") and not waits:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {
        "picture": picture,
        "page": WeekPage(picture.content) if picture.content else None,
        "outdated": picture.content is not None and _is_outdated(picture, request),
        "stuck": waits and picture.asked_at < request.actor.at - SILENCE,
        "may_make": _groups(request).filter(pk=picture.group_id).exists(),
        "rounds": _rounds(request, picture),
        "others": _others(request, picture),
    }
    return render(request, "situation/weeks/show.html", context)


def _groups(request: Request) -> QuerySet[Group]:
    rows: QuerySet[Group] = Group.objects.may(request.actor, "situation.make_week_picture")
    return rows


def _is_outdated(picture: WeekPicture, request: Request) -> bool:
    basis = week_reckoning.gathering_of(picture, request.actor.day).basis
    return bool(picture.basis != basis)


def _rounds(request: Request, picture: WeekPicture) -> QuerySet[Round]:
    """The group's rounds in which the week is talked about: held within a week of its end."""
    rows = Round.objects.may(request.actor, "situation.read_rounds").filter(group=picture.group_id)
    until = picture.of.until
    after = Q(closed_at__date__gte=until, closed_at__date__lt=until + timedelta(days=7))
    going = Q(closed_at=None, opened_at__date__lte=until + timedelta(days=7))
    found: QuerySet[Round] = rows.select_related("group__place").filter(after | going)
    return found.order_by("opened_at")


def _others(request: Request, picture: WeekPicture) -> QuerySet[WeekPicture]:
    rows = WeekPicture.objects.may(request.actor, "situation.read_week_picture")
    found: QuerySet[WeekPicture] = rows.filter(group=picture.group_id).exclude(pk=picture.pk)
    return found.select_related("group__place").defer("content")[:6]
