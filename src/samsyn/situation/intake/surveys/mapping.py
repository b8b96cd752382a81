"""Which column of a table of survey results is what."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from samsyn.situation.intake.mapping import ColumnName

FIELDS: dict[str, str] = {
    "year": "År eller omgång",
    "place": "Område: namn eller kod",
    "question": "Fråga",
    "group": "Grupp eller kön",
    "age": "Ålder",
    "n": "Antal svar",
    "share": "Andel",
    "count": "Antal som svarat ja",
    "response_rate": "Svarsfrekvens",
    "design_effect": "Designeffekt (viktning)",
    "population": "Antal i befolkningen",
    "comparable": "Jämförbar med omgången före (ja eller nej)",
    "reason": "Varför den inte är jämförbar",
}


class SurveyMapping(BaseModel):
    """Columns of a table of results by field, one result a row. What is not named is not read.

    `share_is`: percent (56) or parts of one (0,56); a cell with a percent sign is always percent.
    Without a column of places all results are of the survey's own; without groups, of all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: ColumnName = ""
    place: ColumnName = ""
    question: ColumnName = ""
    group: ColumnName = ""
    age: ColumnName = ""
    n: ColumnName = ""
    share: ColumnName = ""
    count: ColumnName = ""
    response_rate: ColumnName = ""
    design_effect: ColumnName = ""
    population: ColumnName = ""
    comparable: ColumnName = ""
    reason: ColumnName = ""

    share_is: Literal["percent", "part"] = "percent"

    @model_validator(mode="after")
    def _is_enough(self) -> Self:
        needed = ("year", "question", "n")
        missing = [FIELDS[name] for name in needed if not getattr(self, name)]
        if missing:
            raise ValueError(f"Ange vilken kolumn som är: {', '.join(missing)}.")
        if not (self.share or self.count):
            raise ValueError("Ange en kolumn med andelen eller med antalet som svarat ja.")
        return self

    def columns(self) -> dict[str, str]:
        """The named columns by field."""
        named = {field: getattr(self, field) for field in FIELDS}
        return {field: column for field, column in named.items() if column}
