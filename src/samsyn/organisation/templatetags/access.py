"""`{% may "situation.publish" picture as can %}`: the same question as everywhere else."""

from __future__ import annotations

from typing import Any

from django import template
from django.db import models

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], act: str, subject: models.Model) -> bool:
    rows = type(subject)._default_manager.all()
    actor = context["request"].actor
    return bool(rows.may(actor, act).filter(pk=subject.pk).exists())  # type: ignore[attr-defined]
