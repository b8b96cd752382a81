"""Every view declares who it is for. Fetching a thing and the right to see it are one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal

from django.db import models
from django.http import Http404, HttpResponseBase

from .request import Request

View = Callable[..., HttpResponseBase]
Kind = Literal["public", "signed_in", "seated", "needs"]


@dataclass(frozen=True)
class Policy:
    kind: Kind
    why: str = ""
    act: str = ""


def policy_of(view: Any) -> Policy | None:
    """The policy of a view function, or of the class behind `as_view()`."""
    found = getattr(view, "policy", None) or getattr(
        getattr(view, "view_class", None), "policy", None
    )
    return found if isinstance(found, Policy) else None


def _declare(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def public(why: str) -> Callable[[View], View]:
    """Everybody may see the page."""
    return lambda view: _declare(view, Policy("public", why))


def _outside(request: Request) -> HttpResponseBase:
    """One answer to whoever may not: to sign in, or that there is no such page."""
    # imported here: the sign-in views need the models, and the models need this package
    from django.contrib.auth.views import redirect_to_login

    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


def signed_in(why: str) -> Callable[[View], View]:
    """Anyone with an open account: their own things."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _outside(request)
            return view(request, *args, **kwargs)

        return _declare(guarded, Policy("signed_in", why))

    return decorate


def seated(why: str) -> Callable[[View], View]:
    """Anyone who holds a seat today."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = request.actor.person
            if person is None or not person.holds_a_seat(request.actor.day):
                return _outside(request)
            return view(request, *args, **kwargs)

        return _declare(guarded, Policy("seated", why))

    return decorate


def needs(act: str, *, on: type[models.Model], many: bool = False) -> Callable[[View], View]:
    """Those who may do `act`. The view is given the row that its address names, or the rows.

    The address's arguments are lookups on the model. With `many` the view gets the queryset of all
    rows the actor may do the act on, and the page exists only while there is one; the address's
    arguments are then passed on.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, **kwargs: Any) -> HttpResponseBase:
            rows = on._default_manager.all().may(request.actor, act)  # type: ignore[attr-defined]
            if many:
                return view(request, rows, **kwargs) if rows.exists() else _outside(request)
            row = rows.filter(**kwargs).first()
            return view(request, row) if row is not None else _outside(request)

        return _declare(guarded, Policy("needs", act=act))

    return decorate
