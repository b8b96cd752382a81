"""The chain that leads through the house, and what lies beside it.

Rooms stand above `ui`, so they are named by address only; a step whose address does not exist in
this installation is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Step:
    """A place to go. `is_step` tells the chain from what lies beside it."""

    label: str
    url: str
    is_step: bool
    is_here: bool


CHAIN = (
    ("Överenskommelser", "agreements:index"),
    ("Grupper", "organisation:groups"),
    ("Lägesbild", "situation:index"),
    ("Plan", "plans:index"),
    ("Uppföljning", "followup:index"),
)
BESIDE = (
    ("Remisser", "decisions:consultations"),
    ("Beslut", "decisions:decisions"),
    ("Platser", "organisation:places"),
    ("Organ", "organisation:bodies"),
    ("Mandat", "organisation:mandates"),
)


def address(name: str, *arguments: object) -> str:
    """The address of a page by its URL name; empty when this installation has no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def steps(path: str) -> Iterator[Step]:
    """The navigation as seen from the page at `path`."""
    for entries, is_step in ((CHAIN, True), (BESIDE, False)):
        for label, name in entries:
            if url := address(name):
                yield Step(label, url, is_step, path.startswith(url))
