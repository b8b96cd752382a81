"""The field: reporting what was seen, reading it, deciding who sees it, and the shared picture."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.organisation.access import Request, needs, seated
from samsyn.organisation.forms import accepted
from samsyn.organisation.models import Body, Group, Place
from samsyn.situation import actions
from samsyn.situation.actions.observing import OBSERVE, bodies_for
from samsyn.situation.field.forms import (
    RemoveForm,
    Sender,
    ShareForm,
    SightingForm,
    TermsForm,
    is_key,
)
from samsyn.situation.field.shared import READ, SharedPicture
from samsyn.situation.field.whereabouts import TAP_WIDTH
from samsyn.situation.models import (
    Observation,
    ObservationDisposal,
    ObservationPhoto,
    ObservationTerms,
    Round,
)

asks_and_changes = require_http_methods(["GET", "HEAD", "POST"])
READ_ONE = "situation.read_observations"
EACH_PAGE = 30


@seated("what is seen in the field is for those who cooperate")
@require_safe
def index(request: Request) -> HttpResponse:
    """What the reader may read of the field, the latest first, and where to go from here."""
    actor = request.actor
    rows = Observation.objects.may(actor, READ_ONE).select_related("place", "body", "group__place")
    received = request.GET.get("mottagen", "")
    context = {
        "observations": Paginator(rows, EACH_PAGE).get_page(request.GET.get("sida")),
        "may_observe": Group.objects.may(actor, OBSERVE).exists(),
        "may_see_shared": Place.objects.may(actor, READ).exists(),
        "rounds": Round.objects.may(actor, "situation.read_rounds")
        .filter(closed_at=None)
        .select_related("group__place"),
        "bodies": Body.objects.may(actor, "situation.set_terms").order_by("name"),
        "received": received if is_key(received) else "",
    }
    return render(request, "situation/field/index.html", context)


@needs(OBSERVE, on=Group, many=True)
@asks_and_changes
def report(request: Request, groups: QuerySet[Group]) -> HttpResponse:
    """The form for the telephone. Pointing at the map without JavaScript asks again, with a point;
    what is sent twice is received once."""
    senders = _senders(request, groups)
    if request.method == "POST":
        if tapped := _tapped(request, senders):
            return _form(request, tapped)
        form = SightingForm(request.POST, request.FILES, senders=senders, actor=request.actor)
        if accepted(form, lambda: _observe(request, form)):
            return _sent(request, form)
    else:
        form = SightingForm(senders=senders, actor=request.actor, initial=_start(request, senders))
    return _form(request, form)


def _observe(request: Request, form: SightingForm) -> None:
    sender = form.chosen
    try:
        actions.observe(request.actor, sender.group, seen=[form.sighting()], body=sender.body)
    except actions.AlreadySent:
        messages.info(request, "Iakttagelsen var redan mottagen.")
    else:
        messages.success(request, "Tack! Iakttagelsen är mottagen.")


def _sent(request: Request, form: SightingForm) -> HttpResponse:
    """On to the next one in the same place and time, or back to the field."""
    said, received = form.cleaned_data, str(form.cleaned_data["key"])
    if "again" not in request.POST:
        return redirect(f"{reverse('situation:field')}?{urlencode({'mottagen': received})}")
    kept = {
        "plats": said["place"].pk,
        "spot": said["spot"],
        "punkt": request.POST.get("point", ""),
        "sender": form.chosen.key,
        "since": request.POST.get("since", ""),
        "mottagen": received,
    }
    return redirect(f"{reverse('situation:report')}?{urlencode(kept)}")


def _senders(request: Request, groups: QuerySet[Group]) -> list[Sender]:
    person, day = request.actor.person, request.actor.day
    found = [
        Sender(group, body)
        for group in groups.on(day).select_related("place")  # type: ignore[attr-defined]
        for body in bodies_for(person, group, day)
    ]
    if not found:
        raise Http404
    return found


def _start(request: Request, senders: list[Sender]) -> dict[str, Any]:
    """Where and when the last one was, if this is one more; else where I was last, and now."""
    asked = request.GET
    sender = next((s for s in senders if s.key == asked.get("sender")), senders[0])
    rows = Observation.objects.filter(by=request.actor.person, group=sender.group)
    last = rows.order_by("-reported_at").values_list("place", flat=True).first()
    now = timezone.localtime(request.actor.at).replace(second=0, microsecond=0)
    return {
        "key": uuid4(),
        "sender": sender.key,
        "place": asked.get("plats") or last or sender.group.place_id,
        "spot": asked.get("spot", "")[:120],
        "point": asked.get("punkt", ""),
        "since": asked.get("since") or now,
        "severity": 2,
    }


def _tapped(request: Request, senders: list[Sender]) -> SightingForm | None:
    """The form anew after a press on the map; by the keyboard a press has no place on it."""
    try:
        x, y = (int(request.POST[f"karta.{axis}"]) for axis in "xy")
    except (KeyError, ValueError):
        return None
    form = SightingForm(request.POST, senders=senders, actor=request.actor)
    drawn = form.ground.tap_map()
    initial = {name: request.POST.get(name, "") for name in form.fields if name != "photo"}
    if drawn is not None and (x or y):
        scale = drawn.size()[0] / TAP_WIDTH
        point = drawn.metres(x * scale, y * scale)
        initial = SightingForm.pointed_at(request.POST, point)
        if found := form.ground.at(point):
            initial["place"] = str(found.pk)
    return SightingForm(senders=senders, actor=request.actor, initial=initial)


def _form(request: Request, form: SightingForm) -> HttpResponse:
    raw = form["point"].value() or ""
    point = form.fields["point"].clean(raw)
    drawn = form.ground.tap_map(point)
    terms = ObservationTerms.of(form.chosen.body)
    received = request.GET.get("mottagen", "")
    context = {
        "form": form,
        "map": drawn,
        "tap": _tap(drawn) if drawn else None,
        "point": point,
        "terms": terms,
        "spots": sorted(form.known),
        "received": received if is_key(received) else "",
    }
    response = render(request, "situation/field/report.html", context)
    response.may_use = ("geolocation",)  # type: ignore[attr-defined]  # see HeadersMiddleware
    return response


def _tap(drawn: Any) -> dict[str, Any]:
    """The size of the map to press on, and how its points lie on the ground, for the script."""
    width, height = drawn.size()
    west, north = drawn.metres(0, 0)
    metres = drawn.metres(1, 0)[0] - west
    frame = f"{west:.2f} {north:.2f} {metres * width / TAP_WIDTH:.6f}"
    return {"width": TAP_WIDTH, "height": round(height * TAP_WIDTH / width), "frame": frame}


@needs(READ_ONE, on=Observation)
@require_safe
def show(request: Request, observation: Observation) -> HttpResponse:
    photo = ObservationPhoto.objects.filter(observation=observation).defer("jpeg").first()
    context = {"observation": observation, "photo": photo}
    return render(request, "situation/field/observation.html", context)


@needs(READ_ONE, on=Observation)
@require_safe
def photo(request: Request, observation: Observation) -> HttpResponse:
    found = ObservationPhoto.objects.filter(observation=observation).first()
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.jpeg), "image/jpeg")


@needs("situation.share_observation", on=Observation)
@asks_and_changes
def share(request: Request, observation: Observation) -> HttpResponse:
    form = ShareForm(request.POST or None, initial={"audience": observation.audience})

    def do() -> None:
        actions.share_observation(request.actor, observation, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Ändrat: du ser på sidan vem som nu ser iakttagelsen.")
        return redirect(observation)
    context = {"form": form, "observation": observation, "heading": "Vem ser iakttagelsen?"}
    return render(request, "situation/field/part.html", context | {"button": "Spara"})


@needs("situation.remove_observation", on=Observation)
@asks_and_changes
def remove(request: Request, observation: Observation) -> HttpResponse:
    form = RemoveForm(request.POST or None)

    def do() -> None:
        actions.remove_observation(request.actor, observation, **form.cleaned_data)

    if accepted(form, do):
        messages.success(request, "Iakttagelsen är borttagen, med foto.")
        return redirect("situation:field")
    context = {"form": form, "observation": observation, "heading": "Ta bort iakttagelsen"}
    return render(request, "situation/field/part.html", context | {"button": "Ta bort"})


@needs(READ, on=Place, many=True)
@require_safe
def shared(request: Request, places: QuerySet[Place]) -> HttpResponse:
    """What owners share: category, neighbourhood, week and severity, counted; never more."""
    kinds = (Place.Kind.CITY, Place.Kind.DISTRICT)
    chosen = places.on(request.actor.day).filter(kind__in=kinds).order_by("kind", "name")  # type: ignore[attr-defined]
    offered = list(chosen)
    if not offered:
        raise Http404
    said = request.GET.get("plats", "")
    place = next((p for p in offered if p.key == said), offered[0])
    picture = SharedPicture(request.actor, place)
    context = {"places": offered, "place": place, "picture": picture}
    return render(request, "situation/field/shared.html", context)


@needs("situation.set_terms", on=Body)
@asks_and_changes
def terms(request: Request, body: Body) -> HttpResponse:
    """What the body has decided of its observations, and what has been disposed of."""
    form = TermsForm(request.POST or None, initial=TermsForm.of(ObservationTerms.of(body)))
    if accepted(form, lambda: actions.set_terms(request.actor, body, **form.cleaned_data)):
        messages.success(request, "Villkoren är ändrade.")
        return redirect("situation:terms", key=body.key)
    disposals = ObservationDisposal.objects.filter(body=body)[:12]
    context = {"form": form, "body": body, "disposals": disposals}
    return render(request, "situation/field/terms.html", context)
