"""From a charter's kinds to the groups, seats, mandates and duties of a world."""

from dataclasses import dataclass, field

from samsyn.organisation.structure.specs import GroupSpec, MandateSpec, SeatSpec

from .models import Charter, Due, DutyTerm, GroupKind
from .specs import AreaSpec, DutySpec, EndedSpec, Structure
from .world import DISTRICT_ROLES, ROLES, World


def expand(charter: Charter, world: World) -> Structure:
    """Lay `charter` upon `world`. The same two always give the same structure."""
    laying = _Laying(charter, world)
    groups = sorted(
        laying.group(kind, place) for kind in charter.groups for place in laying.places(kind)
    )
    duties = sorted((d for term in charter.duties for d in laying.duties(term)), key=_key)
    areas = [
        AreaSpec(f"{charter.key}#{a.key}", a.name, a.description, tuple(sorted(a.continues)))
        for a in charter.areas
    ]
    return Structure(
        version=charter.key,
        groups=tuple(groups),
        areas=tuple(sorted(areas)),
        ended=tuple(sorted(EndedSpec(e.area, e.goes_to) for e in charter.ended)),
        duties=tuple(duties),
        unresolved=tuple(sorted(laying.unresolved)),
    )


def _key(duty: DutySpec) -> str:
    return duty.key


@dataclass
class _Laying:
    """A charter being laid upon a world; gathers what finds no body there."""

    charter: Charter
    world: World
    unresolved: set[str] = field(default_factory=set)

    def places(self, kind: GroupKind) -> tuple[str, ...]:
        return (self.world.city,) if kind.level == "city" else self.world.districts

    def group_key(self, kind: str, place: str) -> str:
        """The key of a kind's group: that of `place`, or of the city when it is the city's."""
        level = next(k.level for k in self.charter.groups if k.key == kind)
        where = self.world.city if level == "city" else place
        return f"{self.charter.line}/{kind}/{where}"

    def clause(self, clause: str) -> str:
        return f"{self.charter.key} {clause}"

    def resolve(self, name: str, place: str, wanted_for: str) -> tuple[str, ...]:
        bodies = self.world.resolve(name, place)
        if not bodies:
            said = ROLES.get(name, name)
            self.unresolved.add(f"{place}: inget organ är {said}, som behövs för {wanted_for}")
        return bodies

    def group(self, kind: GroupKind, place: str) -> GroupSpec:
        seats = {seat.key: self.seats(kind, seat.key, place) for seat in kind.seats}
        wanted = kind.composition.bodies if kind.composition else ()
        composition = {b for w in wanted for b in self.resolve(w, place, kind.name)}
        return GroupSpec(
            key=self.group_key(kind.key, place),
            kind=kind.key,
            line=self.charter.line,
            name=kind.name,
            level=kind.level,
            place=place,
            standing=kind.lasting == "standing",
            clause=self.clause(kind.clause),
            theme=kind.theme,
            reports_to=self.group_key(kind.reports_to, place) if kind.reports_to else "",
            cadence=kind.cadence.text if kind.cadence else "",
            delegation=kind.delegation.text if kind.delegation else "",
            composition=tuple(sorted(composition)),
            seats=tuple(sorted(spec for specs in seats.values() for spec in specs)),
            mandates=self.mandates(kind, seats),
        )

    def seats(self, kind: GroupKind, key: str, place: str) -> tuple[SeatSpec, ...]:
        """The seats that one line of the charter gives: one for each body it stands for."""
        seat = next(s for s in kind.seats if s.key == key)
        many = self.world.has_many(seat.body, place)
        return tuple(
            SeatSpec(
                key=f"{seat.key}@{body}" if many else seat.key,
                function=seat.function,
                body=body,
                required=seat.required,
                deputy=seat.deputy,
            )
            for body in self.resolve(seat.body, place, f"{seat.function} i {kind.name}")
        )

    def mandates(
        self, kind: GroupKind, seats: dict[str, tuple[SeatSpec, ...]]
    ) -> tuple[MandateSpec, ...]:
        """What the group may do, one mandate for the same act, scope and ground.

        Where no seat found a body there is nobody to hold a mandate.
        """
        if not any(seats.values()):
            return ()
        holders: dict[tuple[str, str, str, bool], set[str]] = {}
        for may in kind.may:
            named = {s.key for key in may.seats for s in seats[key]}
            if may.seats and not named:
                continue
            ground = self.clause(may.clause or kind.clause)
            for act in may.acts:
                holders.setdefault((act, may.scope, ground, not may.seats), set()).update(named)
        return tuple(
            sorted(
                MandateSpec(act, scope, ground, tuple(sorted(keys)))
                for (act, scope, ground, _), keys in holders.items()
            )
        )

    def duties(self, term: DutyTerm) -> list[DutySpec]:
        """The duty of each district, or of the city when both its ends are there."""
        local = any(self._is_local(end) for end in (term.owed_by, term.owed_to))
        places = self.world.districts if local else (self.world.city,)
        return [duty for place in places for duty in self._duties_in(term, place)]

    def _is_local(self, end: str) -> bool:
        kinds = {kind.key: kind.level for kind in self.charter.groups}
        return kinds.get(end) == "district" or end in DISTRICT_ROLES

    def _duties_in(self, term: DutyTerm, place: str) -> list[DutySpec]:
        several = self._several(term.owed_by), self._several(term.owed_to)
        return [
            DutySpec(
                key="@".join(
                    [
                        f"{self.charter.line}/{term.key}/{place}",
                        *([debtor] if several[0] else []),
                        *([creditor] if several[1] else []),
                    ]
                ),
                place=place,
                what=term.what,
                owed_by=debtor,
                owed_to=creditor,
                how_often=term.how_often,
                clause=self.clause(term.clause),
                due=self._anchored(term),
            )
            for debtor in self._ends(term.owed_by, place, term)
            for creditor in self._ends(term.owed_to, place, term)
        ]

    def _anchored(self, term: DutyTerm) -> Due | None:
        """The rule for due dates with its first year: its own, or the one the agreement begins."""
        if term.due is None or term.due.first_year is not None:
            return term.due
        return term.due.model_copy(update={"first_year": self.charter.validity.begins.year})

    def _several(self, end: str) -> bool:
        kinds = {kind.key for kind in self.charter.groups}
        return end not in kinds and self.world.has_many(end, "")

    def _ends(self, end: str, place: str, term: DutyTerm) -> tuple[str, ...]:
        if any(kind.key == end for kind in self.charter.groups):
            return (self.group_key(end, place),)
        return self.resolve(end, place, term.what)
