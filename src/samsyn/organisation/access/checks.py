"""The server does not start while a view has not said who it is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from .policy import policy_of


def patterns(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every address of the installation with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        else:
            yield address, entry


@register("samsyn")
def every_view_declares_its_policy(**_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The view at /{address} declares no policy.",
            hint="Mark it @public, @signed_in, @seated or @needs (samsyn.organisation.access).",
            id="samsyn.E001",
        )
        for address, pattern in patterns()
        if policy_of(pattern.callback) is None
    ]
