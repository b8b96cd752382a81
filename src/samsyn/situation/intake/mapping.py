"""Which column of a file is what."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from samsyn.situation.privacy import told


def _names_nobody(column: str) -> str:
    """A file without headers has its first row for headers, and a mapping is saved."""
    if what := told(column):
        raise ValueError(f"En kolumnrubrik innehåller {what}. Ge filen en rubrikrad.")
    return column


ColumnName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=200),
    AfterValidator(_names_nobody),
]

FIELDS: dict[str, str] = {
    "id": "Id",
    "kind": "Brottskod eller händelsetyp",
    "start": "Början: dag, eller dag och klockslag",
    "start_time": "Början: klockslag",
    "end": "Slut: dag, eller dag och klockslag",
    "end_time": "Slut: klockslag",
    "told": "Text som börjar med händelsens tid (02 januari 18.30, …)",
    "north": "Latitud eller N (SWEREF 99 TM)",
    "east": "Longitud eller E (SWEREF 99 TM)",
    "place": "Område: namn eller kod",
    "count": "Antal",
    "year": "År, när månaden står i en egen kolumn",
}


class Mapping(BaseModel):
    """Columns of a file by field, and how to read them. A column that is not named is not read.

    - `kind_is`: a four-digit crime code (`crime_code`), a crime code's name (`code_name`) or any
      event type (`event_type`).
    - `coordinates`: decimal degrees (`wgs84`) or metres (`sweref99tm`, EPSG:3006).
    - `elsewhere`: whether a row in a place unknown to us is taken without place (`keep`) or
      rejected (`reject`, for a feed that covers the whole country).
    - `year`: a table of counts, one cell a row: the month stands in `start`, as in SOL of Brå.
    - `earliest`: incidents that began before this day are rejected as typing errors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ColumnName = ""
    kind: ColumnName = ""
    start: ColumnName = ""
    start_time: ColumnName = ""
    end: ColumnName = ""
    end_time: ColumnName = ""
    told: ColumnName = ""
    north: ColumnName = ""
    east: ColumnName = ""
    place: ColumnName = ""
    count: ColumnName = ""
    year: ColumnName = ""

    kind_is: Literal["crime_code", "code_name", "event_type"] = "event_type"
    coordinates: Literal["wgs84", "sweref99tm"] = "wgs84"
    elsewhere: Literal["keep", "reject"] = "keep"
    earliest: date = Field(default=date(1990, 1, 1))

    @model_validator(mode="after")
    def _is_enough(self) -> Self:
        missing = [FIELDS[name] for name in ("kind", "start") if not getattr(self, name)]
        if missing:
            raise ValueError(f"Ange vilken kolumn som är: {', '.join(missing)}.")
        if bool(self.north) != bool(self.east):
            raise ValueError("Ange båda koordinaterna, eller ingen av dem.")
        if self.year and not self.count:
            raise ValueError("En tabell med år och månad behöver en kolumn med antal.")
        return self

    @property
    def tallied(self) -> bool:
        """Whether a row is a cell of somebody's table, and not an incident."""
        return bool(self.year)

    def columns(self) -> dict[str, str]:
        """The named columns by field."""
        named = {field: getattr(self, field) for field in FIELDS}
        return {field: column for field, column in named.items() if column}
