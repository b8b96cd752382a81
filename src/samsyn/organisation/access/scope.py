"""Which rows an actor may do an act on. "May I?" and "which ones?" are this one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from samsyn.organisation.models import Mandate

    from .actor import Actor

NOTHING = Q(pk__in=[])


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


class Scoped(models.QuerySet[Any]):
    """Base of the querysets of every model that can be the subject of an act."""

    def may(self, actor: Actor, act: str) -> Self:
        return self.filter(allowed(self.model, actor, act))


def allowed(model: type[models.Model], actor: Actor, act: str) -> Q:
    """The condition on `model` for `actor` to do `act`."""
    open_to: dict[str, Q] = getattr(model, "open_to", {})
    condition = open_to.get(act, NOTHING)
    person = actor.person
    if person is None or not person.is_active:
        return condition
    reach: Reach = getattr(model, "reach", Reach())
    if act.startswith("accounts."):
        keeper = reach.accounts and person.manages_accounts
        return condition | ~NOTHING if keeper else condition
    from samsyn.organisation.models import Mandate

    return condition | reached(reach, Mandate.objects.held(person, act, actor.day))


def reached(reach: Reach, mandates: models.QuerySet[Mandate]) -> Q:
    """The rows that these mandates reach, each by its own scope."""
    from samsyn.organisation.models import PlaceCover

    condition = NOTHING
    if reach.place is not None:
        grounds = mandates.filter(scope="place").values("seat__group__place")
        covered = PlaceCover.objects.filter(place__in=grounds).values("covered")
        condition |= Q(**{f"{reach.place or 'pk'}__in": covered})
    if reach.group is not None:
        groups = mandates.filter(scope="group").values("seat__group")
        condition |= Q(**{f"{reach.group or 'pk'}__in": groups})
    if reach.body is not None:
        bodies = mandates.filter(scope="body").values("seat__body")
        condition |= Q(**{f"{reach.body or 'pk'}__in": bodies})
    return condition
