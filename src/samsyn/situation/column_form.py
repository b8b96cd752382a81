"""Asking which column of a file is what, whatever the file tells of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from pydantic import BaseModel, ValidationError

from .columns import AnyMapping

M = TypeVar("M", bound=BaseModel)


class ColumnForm(forms.Form, Generic[M]):
    """A choice of column for each of `named`, before the form's own fields.

    `mapping` is the answer once the form is valid.
    """

    into: ClassVar[type[BaseModel]]
    named: ClassVar[Mapping[str, str]]
    needed: ClassVar[Collection[str]]
    helped: ClassVar[Mapping[str, str]]
    unguessed: ClassVar[Mapping[str, str]]
    mapping: M

    def __init__(
        self, *args: Any, columns: Sequence[str], guess: AnyMapping | None = None, **options: Any
    ) -> None:
        options["initial"] = guess.model_dump() if guess else dict(self.unguessed)
        super().__init__(*args, **options)
        choices = [("", "– finns inte –"), *((column, column) for column in columns)]
        for name, label in self.named.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=name in self.needed,
                help_text=self.helped.get(name, ""),
                error_messages={"required": "Välj den kolumn där detta står."},
            )
        self.order_fields([*self.named, *self.base_fields])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if not self.errors:
            try:
                self.mapping = self.into.model_validate(answers)  # type: ignore[assignment]
            except ValidationError as error:
                for fault in error.errors():
                    self.add_error(None, str(fault["msg"]).removeprefix("Value error, "))
        return answers
