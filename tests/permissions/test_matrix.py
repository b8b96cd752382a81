"""Every address × method × actor against a table written by hand: no leak, nobody shut out.

Read policy/ beside this. A missing page and a forbidden one must look the same from outside.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from samsyn.organisation.models import Mandate
from tests.lillstad import Lillstad

from .actors import ACTORS, client_of
from .cells import METHODS, Cell, address, cells, names, policy, who
from .town import MISSING, matrix_town, objects

OUT = {403, 404, 405}


def ask(client: Client, method: str, url: str) -> HttpResponse:
    """One request, of which nothing remains: rows are rolled back, a lost session is found."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response: HttpResponse = getattr(client, method.lower())(url)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def is_outside(response: HttpResponse) -> bool:
    to_login = response.status_code == 302 and "/logga-in/?next=" in response["Location"]
    return response.status_code in OUT or to_login


def wrong(cell: Cell, response: HttpResponse, get_allowed: bool) -> str:
    if response.status_code >= 500:
        return f"{cell}: {response.status_code}"
    outside = is_outside(response)
    if cell.allowed and outside:
        return f"{cell}: shut out with {response.status_code}"
    # a page that only answers GET may say 405, or show itself again to those who may see it
    if not cell.allowed and not outside and not (cell.method == "POST" and get_allowed):
        return f"{cell}: let in with {response.status_code}"
    return ""


def test_every_address_stands_in_the_policy_and_nothing_else_does() -> None:
    assert set(names()) == set(policy())


def test_the_size_of_the_matrix(capsys: pytest.CaptureFixture[str]) -> None:
    count = sum(1 for _ in cells())
    with capsys.disabled():
        print(
            f"\npermission matrix: {count} cells, {len(policy())} addresses, {len(ACTORS)} actors"
        )
    assert count == sum(map(len, policy().values())) * len(METHODS) * len(ACTORS)


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Lillstad]:
    """The town, furnished once: every request is undone, so all actors meet the same."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield matrix_town()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_the_matrix(town: Lillstad, actor: str) -> None:
    known, client, table = objects(town), client_of(town, actor), policy()
    missing = Missing(client, speaks=actor not in {"anonymous", "gun"})
    errors = []
    for cell in cells():
        if cell.actor != actor:
            continue
        arguments = known.get(cell.name, {}).get(cell.case, {})
        response = ask(client, cell.method, address(cell.name, arguments))
        get_allowed = actor in _getters(table[cell.name][cell.case])
        errors.append(wrong(cell, response, get_allowed))
        inside = set().union(*map(who, table[cell.name][cell.case].values()))
        if cell.method == "GET" and arguments and actor not in inside:
            errors.append(missing.told_from(cell, response, arguments))
    assert errors
    assert not any(errors), "\n".join(error for error in errors if error)


def _getters(methods: dict[str, str]) -> set[str]:
    return who(methods.get("GET", "nobody"))


class Missing:
    """What one actor meets where nothing is: forbidden must be the same, byte for byte.

    Who is not signed in meets a link to sign in that leads back to just this address: does not
    speak here.
    """

    def __init__(self, client: Client, *, speaks: bool) -> None:
        self.client, self.speaks = client, speaks
        self.met: dict[str, tuple[int, str]] = {}

    def told_from(self, cell: Cell, forbidden: HttpResponse, arguments: dict[str, Any]) -> str:
        if not self.speaks:
            return ""
        url = address(cell.name, _missing(arguments))
        if url not in self.met:
            self.met[url] = _plain(ask(self.client, "GET", url))
        same = _plain(forbidden) == self.met[url]
        return "" if same else f"{cell}: forbidden can be told from missing"


def _missing(arguments: dict[str, Any]) -> dict[str, Any]:
    def nothing(value: Any) -> Any:
        return "finns/inte" if "/" in str(value) else MISSING[type(value)]

    return {key: nothing(value) for key, value in arguments.items()}


def _plain(response: HttpResponse) -> tuple[int, str]:
    """The answer without the token that is new in every form, and without its own address."""
    body = response.content.decode()
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    return response.status_code, re.sub(r'name="next" value="[^"]*"', "", body)


@pytest.mark.django_db
def test_the_matrix_is_sharp(town: Lillstad) -> None:
    """The negative control: with every mandate taken away, cells that need one turn red."""
    known = objects(town)
    client = client_of(town, "karin")
    needed = [c for c in cells() if c.actor == "karin" and c.allowed and c.method == "GET"]
    urls = [address(c.name, known.get(c.name, {}).get(c.case, {})) for c in needed]
    before = [is_outside(client.get(url)) for url in urls]
    Mandate.objects.all().delete()
    after = [is_outside(client.get(url)) for url in urls]
    assert not any(before)
    assert any(after)
