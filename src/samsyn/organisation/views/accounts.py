"""Accounts: for whoever keeps them. An account gives no power; a seat does."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.organisation import actions
from samsyn.organisation.access import Request, needs
from samsyn.organisation.forms import AccountForm, accepted
from samsyn.organisation.models import Installation, Person

LIST = "organisation:accounts"


@needs("accounts.list", on=Installation, many=True)
@require_safe
def index(request: Request, here: QuerySet[Installation]) -> HttpResponse:
    people = Person.objects.may(request.actor, "accounts.see")
    return render(request, "organisation/accounts.html", {"people": people})


@needs("accounts.open", on=Installation, many=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, here: QuerySet[Installation]) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.open_account(request.actor, here[0], **form.cleaned_data)
    ):
        name = form.cleaned_data["name"]
        messages.success(request, f"Kontot för {name} är öppnat. Personen har ännu ingen plats.")
        return redirect(LIST)
    return render(request, "organisation/account_new.html", {"form": form})


@needs("accounts.close", on=Person)
@require_POST
def close(request: Request, person: Person) -> HttpResponse:
    actions.close_account(request.actor, person)
    messages.success(request, f"Kontot för {person} är stängt från och med nu.")
    return redirect(LIST)


@needs("accounts.reopen", on=Person)
@require_POST
def reopen(request: Request, person: Person) -> HttpResponse:
    actions.reopen_account(request.actor, person)
    messages.success(request, f"Kontot för {person} är öppet igen.")
    return redirect(LIST)


@needs("accounts.change_keeper", on=Person)
@require_POST
def keeper(request: Request, person: Person) -> HttpResponse:
    """Give the task of keeping accounts, or take it back, as the page asks: the one who sent it
    may have seen an older state."""
    wish = request.POST.get("manages_accounts") == "on"
    actions.change_keeper(request.actor, person, manages_accounts=wish)
    task = "sköter nu konton" if person.manages_accounts else "sköter inte längre konton"
    messages.success(request, f"{person} {task}.")
    return redirect(LIST)
