"""The world a charter is laid upon: the districts of a day, and which bodies play which roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Roles of a place, and the Swedish words for them. A charter names a role where it does not know,
#: or need not know, which body it is.
DISTRICT_ROLES: Mapping[str, str] = {
    "district_board": "stadsdelsnämnden",
    "district_administration": "stadsdelsförvaltningen",
    "local_police": "lokalpolisområdet",
}
CITY_ROLES: Mapping[str, str] = {
    "city_council": "kommunfullmäktige",
    "executive_board": "kommunstyrelsen",
    "police_region": "polisregionen",
    "each_board": "varje nämnd",
    "each_body": "varje organ",
}
ROLES: Mapping[str, str] = {**DISTRICT_ROLES, **CITY_ROLES}

#: Roles that several bodies may play even in one place.
MANY = frozenset({"local_police", "each_board", "each_body"})


@dataclass(frozen=True)
class World:
    """Places and bodies on one day.

    `city` is the city's key and `districts` its districts'. `roles` maps (role, place) to the keys
    of the bodies that play it. `bodies` holds all bodies there are; None means that any key will
    do, which is how a charter can be planned without a database.
    """

    city: str
    districts: tuple[str, ...]
    roles: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    bodies: frozenset[str] | None = None

    @classmethod
    def of_kinds(cls) -> "World":
        """One symbolic city with one symbolic district, where each role is its own body."""
        return cls(city="staden", districts=("stadsdelen",))

    def resolve(self, name: str, place: str) -> tuple[str, ...]:
        """The bodies that `name`, a body's key or a role, stands for in `place`; sorted.

        A district's role asked for in the city means that of every district.
        """
        if name not in ROLES:
            return (name,) if self.bodies is None or name in self.bodies else ()
        if self.bodies is None:
            return (name,)
        if name in CITY_ROLES:
            return tuple(sorted(self.roles.get((name, self.city), ())))
        places = self.districts if place == self.city else (place,)
        found = {body for p in places for body in self.roles.get((name, p), ())}
        return tuple(sorted(found))

    def has_many(self, name: str, place: str) -> bool:
        """Can `name` stand for several bodies here? Told by its kind, so that keys are stable."""
        return name in MANY or (name in DISTRICT_ROLES and place == self.city)
