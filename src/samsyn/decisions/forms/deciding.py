"""What a board decided on an item, how its members voted, and what they want on record."""

from __future__ import annotations

from typing import Any

from django import forms

from samsyn.decisions.models import Decision, Item, Participant, Proposal, Statement

from .answers import words
from .cases import of_bodies

ABSTAINS = "avstar"


class DecideForm(forms.Form):
    """The decision on an item. Votes are asked of those who decide, and left out without a vote."""

    outcome = forms.ChoiceField(
        label="Utfall",
        choices=[(o.value, str(o.label).capitalize()) for o in Decision.Outcome],
        widget=forms.RadioSelect,
        initial=Decision.Outcome.APPROVED,
    )
    proposal = forms.ModelChoiceField(
        Proposal.objects.none(),
        label="Förslag som antogs",
        required=False,
        empty_label="Inget av förslagen",
    )
    text = forms.CharField(
        label="Beslutet i ord",
        required=False,
        max_length=10_000,
        widget=words(4),
        help_text="Lämna tomt om förslaget antogs som det står. Fyll alltid i vid avslag "
        "och återremiss.",
    )
    added_text = forms.CharField(
        label="Därutöver anförs", required=False, max_length=10_000, widget=words(4)
    )
    immediate = forms.BooleanField(
        label="Paragrafen justeras omedelbart, så att beslutet gäller idag", required=False
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = list(item.proposals.all())
        of_bodies(self.fields["proposal"], item.proposals.all())
        self.voters = _voters(item)
        by = [(str(p.pk), f"{p.by}: {p.text[:60]}") for p in self.proposals]
        choices = [("", "Ingen omröstning"), *by, (ABSTAINS, "Avstår")]
        for person in self.voters if len(self.proposals) > 1 else ():
            self.fields[f"vote_{person.pk}"] = forms.ChoiceField(
                label=f"Röst: {person}", required=False, choices=choices
            )
        self.order_fields([name for name in self.fields if name != "immediate"])

    def decision(self) -> dict[str, Any]:
        """What the act `decide` asks for."""
        data = {k: v for k, v in self.cleaned_data.items() if not k.startswith("vote_")}
        if data["outcome"] != Decision.Outcome.APPROVED:
            data["proposal"] = None
        return data | {"votes": self._votes()}

    def _votes(self) -> dict[Participant, Proposal | None]:
        by_key = {str(proposal.pk): proposal for proposal in self.proposals}
        said = {p: self.cleaned_data.get(f"vote_{p.pk}", "") for p in self.voters}
        return {p: by_key.get(choice) for p, choice in said.items() if choice}


def _voters(item: Item) -> list[Participant]:
    if item.meeting is None:
        return []
    return list(item.meeting.participants.filter(role__in=Participant.DECIDING))


class RecordForm(forms.Form):
    """A reservation or a statement."""

    kind = forms.ChoiceField(
        label="Slag",
        choices=[(k.value, str(k.label).capitalize()) for k in Statement.Kind],
        widget=forms.RadioSelect,
        initial=Statement.Kind.RESERVATION,
    )
    participants = forms.ModelMultipleChoiceField(
        Participant.objects.none(), label="Av", widget=forms.CheckboxSelectMultiple
    )
    in_favour_of = forms.ModelChoiceField(
        Proposal.objects.none(),
        label="Till förmån för",
        required=False,
        empty_label="Inget av förslagen",
        help_text="För en reservation: det förslag som de hade velat anta.",
    )
    text = forms.CharField(label="Text", required=False, max_length=20_000, widget=words(6))

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elected = Participant.objects.filter(meeting=item.meeting_id)
        of_bodies(self.fields["participants"], elected.exclude(role=Participant.Role.OFFICIAL))
        of_bodies(self.fields["in_favour_of"], item.proposals.all())
