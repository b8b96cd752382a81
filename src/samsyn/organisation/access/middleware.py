"""Puts the actor on the request and lets no view answer that has not said who it is for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from samsyn.organisation.refusal import Forbidden, Refused

from .actor import Actor
from .policy import policy_of

# pages ask with GET and change with POST; nothing here answers to anything else
METHODS = ("GET", "HEAD", "POST")

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Who is asking, read anew at each request: an ended account or tenure ends at once."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        request.actor = Actor(person, timezone.now())  # type: ignore[attr-defined]
        return self.get_response(request)


class PolicyMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if policy_of(view) is None:
            raise Http404
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Forbidden looks as missing; a refusal by a rule says what is missing."""
        if isinstance(error, Forbidden):
            raise Http404 from error
        if isinstance(error, Refused):
            return render(request, "refused.html", {"reasons": error.reasons}, status=409)
        return None
