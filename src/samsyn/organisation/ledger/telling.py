"""An entry in words: what the act concerned, and the main facts that it recorded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError

from samsyn.organisation.models import Body, Entry, EntryDetail, Group, Person, Place
from samsyn.ui.templatetags.ui import day, swedish, until

from .words import COUNTS, UNTOLD, WORDS

MOST = 4
"""Longer lists are counted."""

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MONTHS = re.compile(r"(\d{4}-\d\d)/(\d{4}-\d\d)")


@dataclass(frozen=True)
class Told:
    """An entry with the names of who acted and on what, and its facts as (name, value)."""

    entry: Entry
    person: str
    subject: str
    facts: list[tuple[str, str]]


def tell(entries: Iterable[Entry]) -> list[Told]:
    """The entries in words; a few queries for any number of them."""
    found = list(entries)
    names, subjects = _Names(found), _subjects(found)
    return [
        Told(
            entry,
            names.person(entry.person) if entry.person else "Grundaren",
            subjects.get(entry.subject, ""),
            list(names.facts(_payload(entry), entry.subject.partition(":")[0])),
        )
        for entry in found
    ]


def _payload(entry: Entry) -> dict[str, Any]:
    """What was recorded; nothing when the details have been disposed of."""
    detail: EntryDetail | None = getattr(entry, "detail", None)
    return detail.payload if detail is not None else {}


def _subjects(entries: Iterable[Entry]) -> dict[str, str]:
    """The rows that entries name, as `label → plats i grupp: Rektor, Skolförvaltningen`."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        label, _, pk = entry.subject.partition(":")
        keys[label].add(pk)
    told: dict[str, str] = {}
    for label, pks in keys.items():
        try:
            model = apps.get_model(label)
            rows = model._base_manager.select_related().in_bulk(pks)
        except (LookupError, ValueError, ValidationError):  # a model of another time
            continue
        name = model._meta.verbose_name
        told |= {f"{label}:{pk}": f"{name}: {row}" for pk, row in rows.items()}
    return told


class _Names:
    """Words for the keys that payloads hold."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        entries = list(entries)
        payloads = [_payload(entry) for entry in entries]
        people = {entry.person for entry in entries if entry.person}
        people |= {UUID(p["person"]) for p in payloads if p.get("person")}
        known = Person.objects.filter(pk__in=people).values_list("pk", "name")
        self.people: dict[UUID, str] = dict(known)
        keys = {part for p in payloads for text in _texts(p) for part in text.split("–")}
        self.keys: dict[str, str] = {}
        for model in (Place, Body):
            self.keys |= dict(model.objects.filter(key__in=keys).values_list("key", "name"))
        for group in Group.objects.filter(key__in=keys).select_related("place"):
            self.keys[group.key] = f"{group.name} i {group.place}"

    def person(self, pk: UUID) -> str:
        return self.people.get(pk, "någon vars konto inte finns")

    def facts(self, payload: dict[str, Any], label: str) -> Iterator[tuple[str, str]]:
        for key in sorted(payload, key=_order):
            value = payload[key]
            if key in UNTOLD or (value in (None, "", [], {}, False) and key != "until"):
                continue
            if key == "person":
                yield WORDS[key], self.person(UUID(value))
            elif key == "until" and value is None:
                yield "gäller", "tills vidare"
            elif key in COUNTS:
                yield WORDS[key], swedish(value, 0)
            elif key == "parts" and isinstance(value, list):
                yield WORDS[key], ", ".join(_field(label, name) for name in value)
            else:
                yield WORDS.get(key, key), _choice(label, key, value) or self.value(value)

    def value(self, value: Any) -> str:
        if isinstance(value, bool):
            return "ja" if value else "nej"
        if isinstance(value, dict):
            return "; ".join(f"{self.value(k)} ({self.value(v)})" for k, v in value.items())
        if isinstance(value, list):
            if len(value) > MOST:
                return f"{len(value)} stycken"
            return ", ".join(self.value(item) for item in value)
        return self.text(str(value))

    def text(self, text: str) -> str:
        if DAY.fullmatch(text):
            return day(date.fromisoformat(text))
        if months := MONTHS.fullmatch(text):
            first, after = (date.fromisoformat(f"{month}-01") for month in months.groups())
            return f"{day(first)} – {until(after)}"
        # a link names the two places that share ground
        return "–".join(self.keys.get(part, part) for part in text.split("–"))


def _field(label: str, name: str) -> str:
    """What readers call a field of a model; a field of another time keeps its name."""
    try:
        return str(apps.get_model(label)._meta.get_field(name).verbose_name)
    except (LookupError, FieldDoesNotExist):
        return name


def _choice(label: str, key: str, value: Any) -> str:
    """How readers know the value of a field with choices; "" for any other value.

    What was `before` is a value of the field that stands beside it in the same payload.
    """
    if not isinstance(value, str):
        return ""
    # other rooms record kinds of places too
    rooms = [r for r in (label.partition(".")[0], "organisation") if r in apps.app_configs]
    models = chain.from_iterable(apps.get_app_config(r).get_models() for r in rooms)
    return next(
        (
            str(said[value])
            for model in models
            for field in model._meta.fields
            if key in (field.name, "before") and value in (said := dict(field.flatchoices))
        ),
        "",
    )


def _order(key: str) -> int:
    """Who and what first, then when; the rest as it was stored."""
    first = ("person", "version", "body", "seat", "period", "file", "on", "since", "until")
    return first.index(key) if key in first else len(first)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names of fields in it too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
