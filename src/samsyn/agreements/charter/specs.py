"""What a charter becomes when it is laid upon a world: groups, areas and duties, comparable."""

from dataclasses import dataclass, field

from samsyn.organisation.structure.specs import GroupSpec

from .models import Due


@dataclass(frozen=True, order=True)
class AreaSpec:
    """An area; `key` is version and area, such as `stockholm/2023#unga-i-riskzon`."""

    key: str
    name: str
    description: str = ""
    continues: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class EndedSpec:
    """An earlier area (`key`) that no longer stands, and where its work goes."""

    key: str
    goes_to: str


@dataclass(frozen=True)
class DutySpec:
    """Something owed. `key` is line, duty and place, with bodies where there are several.

    `owed_by` and `owed_to` are keys of groups or of bodies. `due` has its `first_year` filled in.
    """

    key: str
    place: str
    what: str
    owed_by: str
    owed_to: str
    how_often: str
    clause: str
    due: Due | None = None


@dataclass(frozen=True)
class Structure:
    """All that a charter asks for, sorted by key. `unresolved` tells what found no body."""

    version: str
    groups: tuple[GroupSpec, ...] = ()
    areas: tuple[AreaSpec, ...] = ()
    ended: tuple[EndedSpec, ...] = ()
    duties: tuple[DutySpec, ...] = ()
    unresolved: tuple[str, ...] = field(default=(), compare=False)
