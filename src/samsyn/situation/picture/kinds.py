"""What a kind of incident counts to: priority areas, and whom the crime code says was hit."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

ALL = "alla"
Signature = frozenset[str]


@dataclass(frozen=True)
class Area:
    """A priority area and the kinds of incident (crime codes, event types) that count to it."""

    key: str
    name: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Victim:
    """What a crime code says of the victim; an empty text where it does not say."""

    sex: str
    age: str

    @property
    def key(self) -> str:
        return f"{self.sex or '-'} {self.age or '-'}"


NOT_SAID = Victim("", "")


@dataclass(frozen=True)
class Kinds:
    """The areas and the codes in force for a picture. A kind may count to several areas or none."""

    areas: tuple[Area, ...]
    victims: Mapping[str, Victim]

    def victim(self, kind: str) -> Victim:
        return self.victims.get(kind, NOT_SAID)

    def signature(self, kind: str) -> Signature:
        """The areas that the kind counts to."""
        return self._signatures.get(kind, frozenset())

    @cached_property
    def signatures(self) -> frozenset[Signature]:
        """All there are; to count to no area is one too."""
        return frozenset(self._signatures.values()) | {frozenset()}

    def says(self, victim: Victim, signature: Signature) -> bool:
        """Whether any kind of the signature says that of its victim."""
        return (signature, victim) in self._said

    @cached_property
    def _said(self) -> frozenset[tuple[Signature, Victim]]:
        """Kinds on no list at all count to no area and say nothing."""
        listed = self._signatures.keys() | self.victims.keys()
        said = {(self.signature(kind), self.victim(kind)) for kind in listed}
        return frozenset(said | {(frozenset(), NOT_SAID)})

    @cached_property
    def _signatures(self) -> dict[str, Signature]:
        found: dict[str, set[str]] = {}
        for area in self.areas:
            for kind in area.kinds:
                found.setdefault(kind, set()).add(area.key)
        return {kind: frozenset(keys) for kind, keys in found.items()}
