"""Words for agreements: `{% load agreements %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samsyn.agreements.charter.statements import Statement
from samsyn.agreements.models import Version
from samsyn.agreements.presenting import Numbered
from samsyn.organisation.acts import title_of
from samsyn.ui.templatetags.ui import status

register = template.Library()

KINDS = {
    Version.Status.DRAFT: "plain",
    Version.Status.CONSULTATION: "wait",
    Version.Status.ADOPTED: "wait",
    Version.Status.IN_FORCE: "good",
    Version.Status.EXTENDED: "good",
    Version.Status.REPLACED: "past",
}


@register.simple_tag
def stand(version: Version) -> SafeString:
    """The status of a version as a mark."""
    kind = KINDS[Version.Status(version.status)]
    return status(kind, version.get_status_display().capitalize())


@register.simple_tag
def ground(statement: Statement, sources: Mapping[str, Numbered]) -> SafeString:
    """What a statement rests on: a source on the page, an assumption, or both."""
    found = sources.get(statement.source or "")
    if found is None:
        return format_html('<span class="assumed">{}</span>', "Antagande")
    link = format_html('<a href="#kalla-{0}">källa {0}</a>', found.number)
    if statement.assumed:
        return format_html('<span class="assumed">Antagande utifrån {}</span>', link)
    return format_html('<span class="small muted">Enligt {}</span>', link)


@register.filter
def named(key: str, names: Mapping[str, str]) -> str:
    """The readable name of a key; the key itself where there is none."""
    return names.get(key, key)


@register.filter
def titled(act: str) -> str:
    """The Swedish title of an act; its name where no room knows it."""
    return title_of(act)


@register.filter
def scoped(scope: str) -> str:
    """How far an act reaches, in words."""
    words = {"place": "på gruppens plats", "group": "i gruppen", "body": "för det egna organet"}
    return words.get(scope, scope)


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """A value by a key that the template holds in a variable; None where there is none."""
    return mapping.get(key)
