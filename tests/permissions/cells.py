"""The cells of the matrix: address × case × method × actor, and what each should meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .actors import ACTORS, SETS

POLICY = Path(__file__).with_name("policy")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Cell:
    name: str
    case: str
    method: str
    actor: str
    allowed: bool

    def __str__(self) -> str:
        verdict = "may" if self.allowed else "may not"
        return f"{self.actor} {verdict} {self.method} {self.name} [{self.case}]"


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the installation; an address without one cannot be tested."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield space + (entry.name or f"<unnamed {entry.pattern}>")


def policy() -> dict[str, dict[str, dict[str, str]]]:
    """The hand-written table: name → case → method → the set of actors who may."""
    table: dict[str, dict[str, dict[str, str]]] = {}
    for file in sorted(POLICY.glob("*.yaml")):
        rules = yaml.safe_load(file.read_text("utf-8"))
        assert not table.keys() & rules.keys(), f"{file.name} repeats an address"
        table |= rules
    return table


def who(expression: str) -> set[str]:
    """`norra + keeper` is a union of sets or of single actors."""
    found: set[str] = set()
    for word in expression.split("+"):
        found |= set(SETS.get(word.strip(), [word.strip()]))
    unknown = found - set(ACTORS)
    assert not unknown, f"the policy names unknown actors {unknown}"
    return found


def cells() -> Iterator[Cell]:
    for name, cases in policy().items():
        for case, methods in cases.items():
            for method in METHODS:
                allowed = who(methods.get("GET" if method == "HEAD" else method, "nobody"))
                for actor in ACTORS:
                    yield Cell(name, case, method, actor, actor in allowed)


def address(name: str, arguments: dict[str, Any]) -> str:
    return reverse(name, kwargs=arguments)
