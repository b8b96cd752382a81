"""A request as views see it: with the actor that the middleware put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from .actor import Actor


class Request(HttpRequest):
    """For type hints only: Django's request, once `ActorMiddleware` has seen it."""

    actor: Actor
