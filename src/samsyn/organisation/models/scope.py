"""Which rows an actor may do an act on. "May I?" and "which ones?" are this one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self

from django.db import models
from django.db.models import Q, QuerySet

from .periods import holds_on

NOTHING = Q(pk__in=[])


class Holder(Protocol):
    """What the query needs to know of a person."""

    is_active: bool
    manages_accounts: bool

    @property
    def tenures(self) -> Any: ...


class Asks(Protocol):
    """What the query needs to know of an actor."""

    @property
    def person(self) -> Holder | None: ...

    @property
    def day(self) -> date: ...


@dataclass(frozen=True)
class Reach:
    """How a mandate reaches the rows of a model: ORM paths to a place, a group and a body.

    `""` is the row itself; None means that this scope never reaches the model. `accounts` marks
    what the keeper of accounts may do `accounts.*` acts on.
    """

    place: str | None = None
    group: str | None = None
    body: str | None = None
    accounts: bool = False


def reach_of(model: type[models.Model], act: str) -> Reach:
    """How mandates for the act reach the model.

    Usually all acts reach alike (`reach`); where they do not, as with what one group sends and
    another receives, the model names the acts that differ in `reach_by`.
    """
    by: dict[str, Reach] = getattr(model, "reach_by", {})
    usual: Reach = getattr(model, "reach", Reach())
    return by.get(act, usual)


class Scoped(models.QuerySet[Any]):
    """Base of the querysets of every model that can be the subject of an act."""

    def may(self, actor: Asks, act: str) -> Self:
        return self.filter(allowed(self.model, actor, act))


def allowed(model: type[models.Model], actor: Asks, act: str) -> Q:
    """The condition on `model` for `actor` to do `act`."""
    open_to: dict[str, Q] = getattr(model, "open_to", {})
    condition = open_to.get(act, NOTHING)
    person = actor.person
    if person is None or not person.is_active:
        return condition
    reach = reach_of(model, act)
    if act.startswith("accounts."):
        keeper = reach.accounts and person.manages_accounts
        return condition | ~NOTHING if keeper else condition
    return condition | reached(reach, person, act, actor.day)


def power(person: Holder, act: str, day: date, *more: Q) -> QuerySet[Any]:
    """The tenures from which `person` may do `act` on `day`, as holder or deputy.

    All conditions stand in one `filter`, so that they speak of the same seat and mandate; `values`
    on `seat__mandates…` then follows that mandate.
    """
    held: QuerySet[Any] = person.tenures.filter(
        holds_on(day),
        holds_on(day, "seat__"),
        holds_on(day, "seat__mandates__"),
        *more,
        person__is_active=True,
        seat__mandates__act=act,
    )
    return held


def reached(reach: Reach, person: Holder, act: str, day: date, *more: Q) -> Q:
    """The rows that the person's mandates for the act reach, each by its own scope."""

    def by(scope: str, path: str) -> Any:
        return power(person, act, day, *more, Q(seat__mandates__scope=scope)).values(path)

    condition = NOTHING
    if reach.place is not None:
        covered = by("place", "seat__group__place__covers__covered")
        condition |= Q(**{f"{reach.place or 'pk'}__in": covered})
    if reach.group is not None:
        condition |= Q(**{f"{reach.group or 'pk'}__in": by("group", "seat__group")})
    if reach.body is not None:
        condition |= Q(**{f"{reach.body or 'pk'}__in": by("body", "seat__body")})
    return condition
