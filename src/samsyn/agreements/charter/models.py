"""The charter: an agreement written so that a machine can carry it out.

One document per version, such as `stockholm/2023`. Terms follow the glossary; the shape follows
Brå's handbook (*Samverkan i lokalt brottsförebyggande arbete*: steering, preparatory and working
group) and lag (2023:196) 9 §, which asks that an agreement states its purposes and areas.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .references import broken
from .statements import (
    ActName,
    AreaRef,
    Body,
    Clause,
    Key,
    Part,
    Rhythm,
    Short,
    Statement,
    Text,
    VersionKey,
)

Level = Literal["city", "district"]


class Source(Part):
    """Where a statement comes from: a document, a page, a section of law."""

    title: Text
    where: str = Field(default="", description="adress, diarienummer eller paragraf")


class Party(Statement):
    """A body that signs the agreement."""

    body: Body


class Validity(Statement):
    """From which day the agreement holds, and its last day; without `until` it holds for now."""

    begins: date = Field(alias="from")
    ends: date | None = Field(default=None, alias="until", description="tomt: tills vidare")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.ends is not None and self.ends < self.begins:
            raise ValueError("until ligger före from; sista dagen måste komma efter den första")
        return self


class Words(Statement):
    """A passage, such as the limits of a group's delegation."""

    text: Text


class Cadence(Statement):
    """How often a group meets, in words."""

    text: Rhythm


class Term(Words):
    """A clause that binds people rather than software: purpose, communication, dialogue."""

    clause: Clause
    heading: Short


class Area(Statement):
    """A prioritised area of cooperation, and the earlier areas it continues."""

    key: Key
    name: Short
    description: str = ""
    continues: tuple[AreaRef, ...] = ()


class Ended(Statement):
    """An earlier area that no longer stands, and where its work goes."""

    area: AreaRef
    goes_to: Text


class Seat(Statement):
    """A function of a body in a group, never a person.

    `body` is a body's key or a role (see `samsyn.agreements.charter.world.ROLES`) that is resolved
    for the group's place. A role with several bodies gives one seat for each.
    """

    key: Key
    function: Short
    body: Body
    required: bool = True
    deputy: bool = False


class Composition(Statement):
    """Bodies, or roles, that must be represented in the group."""

    bodies: tuple[Body, ...] = Field(min_length=1)


class May(Statement):
    """Acts that `seats`, or else all of the group, may do. `clause` defaults to the group's."""

    acts: tuple[ActName, ...] = Field(min_length=1)
    scope: Literal["place", "group", "body"]
    seats: tuple[Key, ...] = ()
    clause: Clause | None = None


class GroupKind(Statement):
    """A kind of group: one for the city, or one in each district."""

    key: Key
    name: Short
    level: Level
    lasting: Literal["standing", "temporary"]
    clause: Clause
    theme: Annotated[str, Field(max_length=120)] = ""
    reports_to: Key | None = Field(default=None, description="nyckel för en annan grupp")
    cadence: Cadence | None = None
    delegation: Words | None = None
    composition: Composition | None = None
    seats: tuple[Seat, ...] = Field(min_length=1)
    may: tuple[May, ...] = ()


class Due(Part):
    """A rule for days: the given day of month, then every so many months.

    `first_year` is the first year the day counts; otherwise the year the agreement begins.
    """

    every_months: Literal[1, 2, 3, 4, 6, 12, 24, 36, 48]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31, description="31 betyder månadens sista dag")]
    first_year: Annotated[int, Field(ge=1990, le=2200)] | None = None


class DutyTerm(Statement):
    """Who owes what to whom, and how often. Without `due` the duty is continuous."""

    key: Key
    clause: Clause
    what: Text
    owed_by: Body = Field(description="grupp, organ eller roll")
    owed_to: Body = Field(description="grupp, organ eller roll")
    how_often: Rhythm
    due: Due | None = None


class LocalRules(Statement):
    """What a local agreement must hold to be signed."""

    all_areas: bool = Field(description="varje område ska prioriteras, beröras eller förklaras")
    extra_areas: bool = Field(description="egna lokala områden får läggas till")
    parties_least: Annotated[int, Field(ge=2, le=20)] = 2
    parties_most: Annotated[int, Field(ge=2, le=20)] = 5


class Feedback(Words):
    """How a group tells the bodies behind it what it does."""

    by: Key
    to: Body


class Charter(Part):
    """A whole agreement, checked: unique keys, and every reference leads somewhere."""

    key: VersionKey
    title: Short
    parties: tuple[Party, ...] = ()
    validity: Validity
    sources: dict[Key, Source] = {}
    terms: tuple[Term, ...] = ()
    areas: tuple[Area, ...] = ()
    ended: tuple[Ended, ...] = ()
    groups: tuple[GroupKind, ...] = Field(min_length=1)
    duties: tuple[DutyTerm, ...] = ()
    local: LocalRules | None = None
    feedback: tuple[Feedback, ...] = ()

    @property
    def line(self) -> str:
        """The agreement this is a version of: `stockholm` in `stockholm/2023`."""
        return self.key.partition("/")[0]

    @property
    def version(self) -> str:
        return self.key.partition("/")[2]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        """The same check the reader makes with lines; here for charters built in code."""
        faults = broken(self.model_dump(by_alias=True, mode="json", exclude_none=True))
        if faults:
            raise ValueError("; ".join(fault.message for fault in faults))
        return self

    def statements(self) -> Iterator[Statement]:
        """Every statement of the charter, in reading order."""
        yield from _statements(self)


def _statements(part: object) -> Iterator[Statement]:
    if isinstance(part, Statement):
        yield part
    if isinstance(part, Part):
        for name in type(part).model_fields:
            yield from _statements(getattr(part, name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _statements(item)
