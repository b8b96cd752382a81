"""An answer and its parts; demands and how they are treated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from samsyn.decisions.answering import Content
from samsyn.decisions.models import AnswerPart, Demand
from samsyn.decisions.rules import PartState

MOST = 20
SINGLE = [kind for kind in AnswerPart.Kind if kind != AnswerPart.Kind.VOTES]


def words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AnswerForm(forms.Form):
    """Each part has its own field; there is always one row more of each kind than is filled in.

    Built on a decision, its words are shown but cannot be changed here.
    """

    decided = forms.CharField(label="Beslut", required=False, widget=words(6))
    added_text = forms.CharField(label="Därutöver anförs", required=False, widget=words(6))
    office_proposal = forms.CharField(
        label="Förvaltningens förslag", required=False, widget=words(5)
    )
    demands = forms.CharField(
        label="Krav i svaret",
        required=False,
        widget=words(5),
        help_text="Ett krav per rad. Avsändaren svarar på vart och ett.",
    )

    def __init__(self, *args: Any, content: Content, is_decided: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(content))
        super().__init__(*args, **kwargs)
        if is_decided:
            for name in ("decided", "added_text"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "Ordagrant ur beslutet."
        self.fields["votes"] = forms.CharField(
            label="Omröstning", required=False, widget=words(4),
            help_text="Hur många och vilka som röstade för vad.",
        )  # fmt: skip
        filled = self.data or self.initial
        for kind in SINGLE:
            for i in range(1, min(_last(filled, kind) + 1, MOST) + 1):
                self._add_part(kind, i)
        self.order_fields([*(n for n in self.fields if n != "demands"), "demands"])

    def _add_part(self, kind: AnswerPart.Kind, i: int) -> None:
        label = f"{str(kind.label).capitalize()} {i}"
        self.fields[f"{kind}_{i}_by"] = forms.CharField(
            label=f"{label}: från", required=False, max_length=200,
            help_text="Partier eller ledamöter.",
        )  # fmt: skip
        self.fields[f"{kind}_{i}_text"] = forms.CharField(
            label=f"{label}: text", required=False, widget=words(4)
        )

    def answer(self) -> dict[str, Any]:
        """What the acts `draft_answer` and `correct_answer` ask for."""
        data = self.cleaned_data
        votes = data["votes"].strip()
        parts = [(str(AnswerPart.Kind.VOTES), "", votes)] if votes else []
        for name in self.fields:
            if found := re.fullmatch(r"(\w+)_(\d+)_text", name):
                by, text = data[f"{found[1]}_{found[2]}_by"], data[name]
                parts += [(found[1], by, text)] if by.strip() or text.strip() else []
        return {
            "office_proposal": data["office_proposal"],
            "decided": data["decided"],
            "added_text": data["added_text"],
            "parts": parts,
            "demands": [line for line in data["demands"].splitlines() if line.strip()],
        }


def _initial(content: Content) -> dict[str, str]:
    initial = {
        "decided": content.decided,
        "added_text": content.added_text,
        "office_proposal": content.office_proposal,
        "demands": "\n".join(content.demands),
        "votes": "\n\n".join(part.text for part in content.parts if part.kind == "votes"),
    }
    for kind in SINGLE:
        for i, part in enumerate(_of_kind(content, kind), 1):
            initial |= {f"{kind}_{i}_by": part.by, f"{kind}_{i}_text": part.text}
    return initial


def _of_kind(content: Content, kind: AnswerPart.Kind) -> list[PartState]:
    return [part for part in content.parts if part.kind == kind]


def _last(filled: Mapping[str, Any], kind: AnswerPart.Kind) -> int:
    """The last row of a kind that has something in it."""
    found = (re.fullmatch(rf"{kind}_(\d\d?)_(?:by|text)", name) for name in filled)
    return max((int(match[1]) for match in found if match and filled[match[0]]), default=0)


class CorrectForm(AnswerForm):
    correction = forms.CharField(
        label="Vad som rättas och varför",
        max_length=2000,
        widget=words(3),
        help_text="Visas för alla tillsammans med det som ändrats.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["correction", *self.fields])

    def answer(self) -> dict[str, Any]:
        return {**super().answer(), "correction": self.cleaned_data["correction"]}


class DemandForm(forms.Form):
    text = forms.CharField(
        label="Krav", max_length=2000, widget=words(3), help_text="Med svarets egna ord."
    )


class TreatForm(forms.Form):
    treatment = forms.ChoiceField(
        label="Kravet", choices=Demand.Treatment.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Skäl", max_length=4000, widget=words(4))
    clause = forms.CharField(
        label="Klausul",
        required=False,
        max_length=120,
        help_text="Där kravet tas in, till exempel ”stockholm/2026 § 3.5”.",
    )
