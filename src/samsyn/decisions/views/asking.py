"""A page that asks for one thing: a heading, a few words, a form and its button."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from samsyn.organisation.access import Request


@dataclass(frozen=True)
class Question:
    """What is asked, and the address to go back to."""

    title: str
    lead: str
    button: str
    back: str


def ask(request: Request, form: Form, question: Question) -> HttpResponse:
    return render(request, "decisions/do.html", {"form": form, "question": question})
