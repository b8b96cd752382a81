"""Which column of a delivery is what: a mapping of the kind that its source's files have."""

from __future__ import annotations

from typing import Any

from .intake.looks import settled
from .intake.mapping import Mapping
from .intake.presets import guess
from .intake.stage import Preview
from .intake.surveys.guessing import guessed as guess_survey
from .intake.surveys.mapping import SurveyMapping
from .models import Source

AnyMapping = Mapping | SurveyMapping


def mapping_of(source: Source, told: dict[str, Any]) -> AnyMapping:
    """A saved mapping: of incidents, or of a survey's results."""
    return (SurveyMapping if source.is_survey else Mapping).model_validate(told)


def guessed(shown: Preview, source: Source) -> AnyMapping | None:
    """The mapping that headers and first rows suggest."""
    rows = [cells for _, cells in shown.rows]
    if source.is_survey:
        return guess_survey(shown.columns, rows)
    return settled(guess(shown.columns, rows), shown)
