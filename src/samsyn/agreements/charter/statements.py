"""What every sentence of a charter has in common: a source, or the word that it is assumed."""

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
BODY = r"^[a-z0-9]+([-_][a-z0-9]+)*$"
VERSION = r"^[a-z0-9-]+/[a-z0-9-]+$"
AREA_REF = r"^[a-z0-9-]+/[a-z0-9-]+#[a-z0-9-]+$"
ACT = r"^[a-z_]+\.[a-z_]+$"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Clause = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Rhythm = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=60)]
Body = Annotated[str, StringConstraints(pattern=BODY, max_length=60)]
VersionKey = Annotated[str, StringConstraints(pattern=VERSION, max_length=50)]
AreaRef = Annotated[str, StringConstraints(pattern=AREA_REF, max_length=120)]
ActName = Annotated[str, StringConstraints(pattern=ACT, max_length=80)]


class Part(BaseModel):
    """A piece of a charter: immutable, and without keys that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Statement(Part):
    """Something the charter claims. It names its source, or admits to being an assumption.

    Both may be given: an assumption can lean on a source that does not say it outright.
    """

    source: Key | None = Field(default=None, description="nyckel i sources")
    assumed: bool = Field(
        default=False, validate_default=True, description="true när källa saknas för uppgiften"
    )

    @field_validator("assumed")
    @classmethod
    def _stands_on_something(cls, assumed: bool, info: ValidationInfo) -> bool:
        """A field validator, so that it is told together with the statement's other faults."""
        if not assumed and info.data.get("source", "reported already") is None:
            raise ValueError(
                "uppgiften saknar stöd: ange source (en nyckel i sources) eller assumed: true"
            )
        return assumed
