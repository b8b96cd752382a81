"""Input to the organisation: days, appointments, endings, accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.organisation.models import Person, Seat

DECIDED = "Diarienummer och datum, till exempel ”KS 2024/17, 2024-02-01”."


class DayInput(forms.DateInput):
    """A day in the form that browsers' own date fields want."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, typed or picked; the error tells how."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=DayInput(),
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": "Skriv dagen som åååå-mm-dd, till exempel 2024-02-01."},
            **options,
        )


class DayForm(forms.Form):
    """A look at another day: `?dag=2020-07-01`."""

    dag = DayField(label="Dag")


class PersonChoice(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


class AppointForm(forms.Form):
    """Fill a seat. The last day is asked for as people say it, and kept as the first day after."""

    person = PersonChoice(
        Person.objects.filter(is_active=True),
        label="Person",
        empty_label="Välj en person",
        help_text="Den som saknas i listan behöver först ett konto.",
    )
    since = DayField(label="Från och med")
    last = DayField(label="Till och med", required=False, help_text="Lämna tomt för tills vidare.")
    decided = forms.CharField(label="Beslut", max_length=200, help_text=DECIDED)
    as_deputy = forms.BooleanField(label="Som ersättare", required=False)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not seat.deputy:
            del self.fields["as_deputy"]

    def appointment(self) -> dict[str, Any]:
        """What the act `organisation.appoint` asks for."""
        data = dict(self.cleaned_data)
        last: date | None = data.pop("last")
        return data | {"until": last + timedelta(days=1) if last else None}


class EndForm(forms.Form):
    """End a tenure: `on` is the first day the person no longer holds the seat."""

    on = DayField(
        label="Upphör den",
        help_text="Den första dagen som personen inte längre har platsen. Rätten upphör samma dag.",
    )
    decided = forms.CharField(label="Beslut", max_length=200, help_text=DECIDED)


class AccountForm(forms.Form):
    """Open an account. The person sets a password by the link in a letter, or signs in by OIDC."""

    name = forms.CharField(label="Namn", max_length=120)
    email = forms.EmailField(
        label="E-post",
        help_text="Adressen i tjänsten. Dit går brevet med länken för att välja lösenord.",
    )
    manages_accounts = forms.BooleanField(label="Ska också sköta konton", required=False)


def accepted(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Do the act if the form holds; if a rule refuses, say why in it. Forbidden goes on as 404."""
    if not form.is_valid():
        return False
    try:
        do()
    except Forbidden:
        raise
    except Refused as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True
