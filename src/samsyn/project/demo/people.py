"""The demo's people: names that nobody bears, and the nine roles that one may step into."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from .tables import table

DOMAIN = "demo.example"
KEEPER = "Konrad Kontoexempel"


@dataclass(frozen=True)
class Role:
    """A role for one click: who, on which seat of which group, from which day."""

    role: str
    name: str
    group: str
    seat: str
    since: date
    sentence: str

    @property
    def email(self) -> str:
        return email_of(self.name)


@cache
def roles() -> tuple[Role, ...]:
    """The nine roles, in the order that a page should show them."""
    return tuple(
        Role(
            row["role"],
            row["name"],
            row["group"],
            row["seat"],
            date.fromisoformat(row["since"]),
            row["sentence"],
        )
        for row in table("cast")
    )


def names(seed: int) -> Iterator[str]:
    """Made-up names without repetition, in an order that the seed decides; a few hundred."""
    rows = table("names")
    every = [f"{first['first']} {last['last']}" for first in rows for last in rows]
    yield from (every[at] for at in np.random.default_rng(seed).permutation(len(every)))


def email_of(name: str) -> str:
    """An address on a domain that can never exist (RFC 2606)."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@{DOMAIN}"
