"""Cause analyses where a picture is shown: `{% load causes %}{% causes_of picture %}`."""

from __future__ import annotations

from typing import Any

from django import template

from samsyn.situation.causes.presenting import listed
from samsyn.situation.causes.reading import Support, Whole
from samsyn.situation.models import AnalysedCause, Picture

register = template.Library()


@register.inclusion_tag("situation/causes/of_picture.html", takes_context=True)
def causes_of(context: dict[str, Any], picture: Picture) -> dict[str, Any]:
    """The picture's analyses that the reader may see, and the way to begin one."""
    actor = context["request"].actor
    may = Picture.objects.may(actor, "situation.analyse_cause").filter(pk=picture.pk)
    return {
        "picture": picture,
        "analyses": listed(actor).filter(picture=picture).order_by("pk"),
        "may_begin": actor.person is not None and may.exists(),
    }


@register.simple_tag
def supports(whole: Whole, cause: AnalysedCause) -> list[Support]:
    """What the cause rests on, in words."""
    return list(whole.supports(cause))
