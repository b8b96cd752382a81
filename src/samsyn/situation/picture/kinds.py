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
    def _signatures(self) -> dict[str, Signature]:
        found: dict[str, set[str]] = {}
        for area in self.areas:
            for kind in area.kinds:
                found.setdefault(kind, set()).add(area.key)
        return {kind: frozenset(keys) for kind, keys in found.items()}
