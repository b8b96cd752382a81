"""The shape of a group, told without a database.

A charter expands to a set of `GroupSpec`; the database reads back as a set of `GroupSpec`. That the
two can be compared is what makes an agreement executable.
"""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class SeatSpec:
    """A function of a body in a group. Never a person.

    `key` is unique within the group; `body` is the key of a body (several local police areas in
    one district give several seats). `deputy` says that the seat has a deputy (ersättare) beside
    its holder. `required` seats are reported as vacant when nobody holds them.
    """

    key: str
    function: str
    body: str
    required: bool = True
    deputy: bool = False


@dataclass(frozen=True, order=True)
class MandateSpec:
    """An act that the seats of a group may do, how far it reaches, and the clause it rests on.

    `scope` is "place" (the group's place, all within it and its predecessors), "group" (the group
    itself) or "body" (things of the seat's own body). `seats` names the seats' keys; empty means
    all of the group. `ground` is the clause, such as "stockholm/2023 § 4.2".
    """

    act: str
    scope: str
    ground: str
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class GroupSpec:
    """A group as its charter describes it.

    `key` names the same group over versions and is unique in the installation, such as
    "stockholm/lokal-styrgrupp/farsta": line, kind and place. `place` is a place's key.
    `level` is "city" or "district"; `theme` may be empty; `reports_to` is the key of another
    group or empty. `composition` holds the keys of bodies that must be represented; `cadence` and
    `delegation` are the charter's own words, shown on the group's page.
    """

    key: str
    kind: str
    line: str
    name: str
    level: str
    place: str
    standing: bool
    clause: str
    theme: str = ""
    reports_to: str = ""
    cadence: str = ""
    delegation: str = ""
    composition: tuple[str, ...] = ()
    seats: tuple[SeatSpec, ...] = ()
    mandates: tuple[MandateSpec, ...] = ()
