"""An act is checked, whole and recorded by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.db.models import Q

from samsyn.organisation import ledger
from samsyn.organisation.access.actor import Actor
from samsyn.organisation.models import Group, Mandate, Tenure
from samsyn.organisation.models.scope import reach_of, reached
from samsyn.organisation.refusal import Forbidden, Refused

from . import registry

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


@dataclass(frozen=True)
class Authority:
    """By what power an act is done. `group` is None for the keeper of accounts and the founder."""

    ground: str
    seat: str = ""
    group: Group | None = None

    @property
    def stream(self) -> str:
        return self.group.key if self.group is not None else "installation"


@dataclass
class Doing:
    """An act under way: who, when, by what power; what is recorded goes into the ledger."""

    act: str
    actor: Actor
    authority: Authority
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return self.actor.at

    @property
    def day(self) -> date:
        return self.actor.day

    def record(self, **detail: Any) -> None:
        self.payload.update(detail)

    def refuse_if(self, reasons: Iterable[str]) -> None:
        """Stop, and undo what was begun, if there are reasons to."""
        found = list(reasons)
        if found:
            raise Refused(*found)


_current: ContextVar[Doing | None] = ContextVar("samsyn_doing", default=None)


def require_act() -> Doing:
    """For functions that change the organisation: they run only inside an act."""
    doing = _current.get()
    if doing is None:
        raise RuntimeError("the organisation is changed only inside an act")
    return doing


def act(
    name: str, *, on: str, title: str
) -> Callable[[Callable[Concatenate[Doing, M, P], R]], Callable[Concatenate[Actor, M, P], R]]:
    """Make `function(doing, subject, …)` an act, called as `function(actor, subject, …)`.

    The call finds the mandate that reaches the subject, opens a transaction, runs the function and
    writes the ledger entry in that same transaction. Raises `Forbidden` without a mandate and
    `Refused` when a rule says no; then nothing has changed.
    """

    def decorate(
        function: Callable[Concatenate[Doing, M, P], R],
    ) -> Callable[Concatenate[Actor, M, P], R]:
        @wraps(function)
        def done(actor: Actor, subject: M, /, *args: P.args, **kwargs: P.kwargs) -> R:
            if _current.get() is not None:
                raise RuntimeError(f"{name} was called inside another act")
            with transaction.atomic():
                _hold(subject)
                doing = Doing(name, actor, authority_for(actor, name, subject))
                token = _current.set(doing)
                try:
                    result = function(doing, subject, *args, **kwargs)
                finally:
                    _current.reset(token)
                ledger.append(
                    doing.authority.stream,
                    ledger.Fact(
                        at=actor.at,
                        act=name,
                        person=actor.person.pk if actor.person else None,
                        seat=doing.authority.seat,
                        ground=doing.authority.ground,
                        subject=label(subject),
                    ),
                    doing.payload,
                    group=doing.authority.group,
                )
            return result

        doc = (function.__doc__ or "").strip()
        registry.add(registry.ActSpec(name, on, title, is_reading=False, doc=doc, function=done))
        return done

    return decorate


def _hold(subject: models.Model) -> None:
    """Lock the subject and read it anew, so that what is judged is what stands.

    Two acts on the same subject follow one after the other. Changes the caller made to the
    instance are not taken in: an act is told them as arguments.
    """
    rows = type(subject)._base_manager.select_for_update(no_key=True)
    try:
        subject.refresh_from_db(from_queryset=rows)
    except ObjectDoesNotExist:
        raise Forbidden("Det du ville ändra finns inte längre.") from None


def label(subject: models.Model) -> str:
    """How the ledger names a row: model and primary key."""
    return f"{subject._meta.label_lower}:{subject.pk}"


def authority_for(actor: Actor, name: str, subject: models.Model) -> Authority:
    """The mandate by which `actor` may do the act on `subject`.

    The question is the same query as every list of the act's subjects; only then is the mandate
    itself looked up, to be named in the ledger.
    """
    if actor.founding and not Tenure.objects.exists():
        return Authority(ground="grundandet: ingen plats är ännu tillsatt")
    rows = type(subject)._default_manager
    if not rows.all().may(actor, name).filter(pk=subject.pk).exists():  # type: ignore[attr-defined]
        raise Forbidden(
            f"Du har inget mandat för »{registry.title_of(name)}« ({name}) på {subject}."
        )
    if name.startswith("accounts."):
        return Authority(ground="sköter konton")
    assert actor.person is not None
    held = Mandate.objects.held(actor.person, name, actor.day)
    for mandate in held.select_related("seat__group", "seat__body").order_by("pk"):
        only = Q(seat__mandates=mandate)
        reach = reach_of(type(subject), name)
        if rows.filter(reached(reach, actor.person, name, actor.day, only), pk=subject.pk).exists():
            seat = f"{mandate.seat} i {mandate.seat.group}"
            return Authority(mandate.ground, seat, mandate.seat.group)
    raise Forbidden(f"Mandatet för {name} upphörde medan handlingen utfördes.")
