"""Sign-in at the employer's identity provider, also on the day that it does not answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

View = Callable[..., HttpResponse]


def _reachable(view: View) -> View:
    """A page that says what to do, where allauth would let the network's error through."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", status=502)

    return guarded


leave = _reachable(views.login)
come_back = _reachable(views.callback)
