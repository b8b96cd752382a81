"""One act, one name: function, permission, ledger and docs heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class ActSpec:
    """An act by its name. `on` is the label of its subject's model; a reading changes nothing."""

    name: str
    on: str
    title: str
    is_reading: bool
    doc: str = ""
    function: Callable[..., Any] | None = None

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.on)


ACTS: dict[str, ActSpec] = {}
READINGS: dict[tuple[str, str], ActSpec] = {}


def add(spec: ActSpec) -> None:
    """Register an act; a reading may concern several models, a change exactly one."""
    if spec.is_reading:
        READINGS[spec.name, spec.on] = spec
        return
    if spec.name in ACTS:
        raise ValueError(f"the act {spec.name} is defined twice")
    ACTS[spec.name] = spec


def all_acts() -> list[ActSpec]:
    return sorted([*ACTS.values(), *READINGS.values()], key=lambda spec: (spec.name, spec.on))


def names() -> frozenset[str]:
    """Every name a charter may hand out."""
    return frozenset(spec.name for spec in all_acts())


def title_of(name: str) -> str:
    return next((spec.title for spec in all_acts() if spec.name == name), name)


def reading(name: str, *, on: str, title: str) -> None:
    """Declare the right to see, which mandates give as they give acts."""
    add(ActSpec(name, on, title, is_reading=True))
