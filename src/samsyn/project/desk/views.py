"""Start, about, accessibility, appearance and the people of the demo."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from samsyn import __version__
from samsyn.agreements.models import Version
from samsyn.organisation.access import Request, public
from samsyn.organisation.models import Group
from samsyn.public.thread import telling
from samsyn.situation.models.pictures import Picture

from .awaits import errands, my_tenures
from .cast import cast
from .forms import AppearanceForm

URGENT = timedelta(days=14)
YEAR = 365 * 24 * 60 * 60


@public("says what Samsyn is")
@require_safe
def about(request: Request) -> HttpResponse:
    return render(request, "desk/about.html", {"version": __version__})


@public("the law asks for it: lag 2018:1937, 13 §")
@require_safe
def accessibility(request: Request) -> HttpResponse:
    context = {
        "organisation": settings.SAMSYN_ORGANISATION,
        "email": settings.SAMSYN_CONTACT_EMAIL,
        "phone": settings.SAMSYN_CONTACT_PHONE,
    }
    return render(request, "desk/accessibility.html", context)


@public("a choice of colours, kept in the reader's own browser")
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: Request) -> HttpResponse:
    """Choose light or dark; works without JavaScript, and then leads back."""
    form = AppearanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _remember(request, form.cleaned_data["theme"], form.cleaned_data["next"])
    if request.method != "POST":
        chosen = request.COOKIES.get("theme", "")
        form = AppearanceForm(
            initial={"theme": chosen, "next": request.headers.get("Referer", "/")}
        )
    return render(request, "desk/appearance.html", {"form": form})


def _remember(request: Request, theme: str, back: str) -> HttpResponse:
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    if theme:
        # theme.js writes the same cookie, so it cannot be HttpOnly; it holds one harmless word
        response.set_cookie("theme", theme, max_age=YEAR, samesite="Lax", secure=settings.SECURE)
    else:
        response.delete_cookie("theme")
    return response


@public("explains Samsyn to whoever comes; the signed-in see their own desk")
@require_safe
def start(request: Request) -> HttpResponse:
    if request.actor.person is not None:
        return _desk(request)
    context = {
        "thread": telling(request.actor.day),
        "versions": Version.objects.standing().order_by("-since"),
        "pictures": Picture.objects.current().select_related("place").order_by("-published_at")[:6],
    }
    return render(request, "desk/start.html", context)


def _desk(request: Request) -> HttpResponse:
    """A person's seats and what awaits them."""
    actor = request.actor
    context = {
        "errands": errands(actor),
        "tenures": my_tenures(actor),
        "may_observe": Group.objects.may(actor, "situation.observe").exists(),
        "soon": actor.day + URGENT,
        "pictures": Picture.objects.current().select_related("place").order_by("-published_at")[:4],
    }
    return render(request, "desk/desk.html", context)


@public("the people of the demo are invented")
@require_safe
def demo_people(request: Request) -> HttpResponse:
    """One click to become one of them; does not exist outside demo mode."""
    if not settings.DEMO_MODE:
        raise Http404
    leading, others = cast(request.actor.day)
    return render(request, "desk/demo_people.html", {"leading": leading, "others": others})
