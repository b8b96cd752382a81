"""`samsyn verify ledger` names the first broken entry, whatever was done to the rows by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from samsyn.organisation import ledger
from samsyn.organisation.commands import verify_ledger
from samsyn.organisation.models import Entry
from tests.lillstad import Lillstad

STREAM = "installation"
TABLES = ("organisation_entry", "organisation_entrydetail")


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@contextmanager
def guard_removed() -> Iterator[None]:
    """As a database owner could: drop the triggers, tamper. The test's rollback puts them back."""
    for table in TABLES:
        if connection.vendor == "postgresql":
            sql("SET CONSTRAINTS ALL IMMEDIATE")
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            sql(f"DROP TRIGGER {table}_no_update")
            sql(f"DROP TRIGGER {table}_no_delete")
    yield


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
def test_the_database_refuses_to_change_the_ledger(town: Lillstad, table: str, verb: str) -> None:
    column = "ground" if table == "organisation_entry" else "salt"
    statement = f"UPDATE {table} SET {column} = 'x'" if verb == "UPDATE" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sql(statement)
    assert ledger.verify() == []


def edit_seat(seq: int) -> int:
    sql(
        "UPDATE organisation_entry SET seat = 'Någon annan' WHERE stream = %s AND seq = %s",
        STREAM,
        seq,
    )
    return seq


def edit_payload(seq: int) -> int:
    entry = Entry.objects.get(stream=STREAM, seq=seq)
    sql(
        "UPDATE organisation_entrydetail SET payload = %s WHERE entry_id = %s", '{"a": 1}', entry.pk
    )
    return seq


def delete_in_the_middle(seq: int) -> int:
    entry = Entry.objects.get(stream=STREAM, seq=seq)
    sql("DELETE FROM organisation_entrydetail WHERE entry_id = %s", entry.pk)
    sql("DELETE FROM organisation_entry WHERE id = %s", entry.pk)
    return seq


def delete_the_tail(seq: int) -> int:
    last = Entry.objects.filter(stream=STREAM).order_by("seq").last()
    assert last is not None
    return delete_in_the_middle(last.seq)


def insert_between(seq: int) -> int:
    """A forged entry in the place of a real one, the later ones moved up a step."""
    for entry in Entry.objects.filter(stream=STREAM, seq__gte=seq).order_by("-seq"):
        sql("UPDATE organisation_entry SET seq = %s WHERE id = %s", entry.seq + 1, entry.pk)
    copy = Entry.objects.get(stream=STREAM, seq=seq - 1)
    copy.pk, copy.seq, copy.previous, copy.ground = None, seq, "f" * 64, "påhittad"
    copy.save(force_insert=True)
    return seq


def swap(seq: int) -> int:
    first, second = Entry.objects.filter(stream=STREAM, seq__in=(seq, seq + 1)).order_by("seq")
    sql("UPDATE organisation_entry SET seq = 9999 WHERE id = %s", first.pk)
    sql("UPDATE organisation_entry SET seq = %s WHERE id = %s", seq, second.pk)
    sql("UPDATE organisation_entry SET seq = %s WHERE id = %s", seq + 1, first.pk)
    return seq


TAMPERINGS = [edit_seat, edit_payload, delete_in_the_middle, delete_the_tail, insert_between, swap]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("seq", [2, 5])
def test_the_first_broken_entry_is_named(
    town: Lillstad, capsys: pytest.CaptureFixture[str], tamper: Callable[[int], int], seq: int
) -> None:
    assert ledger.verify() == []
    with guard_removed():
        broken_at = tamper(seq)
    (found,) = ledger.verify()
    assert (found.stream, found.seq) == (STREAM, broken_at)
    assert verify_ledger(None) == 1  # type: ignore[arg-type]
    assert f"nr {broken_at}" in capsys.readouterr().out


def test_whoever_lacks_the_key_cannot_recompute_the_chain(town: Lillstad, settings: object) -> None:
    settings.SAMSYN_LEDGER_KEY = "en annan nyckel"  # type: ignore[attr-defined]
    assert [b.seq for b in ledger.verify() if b.stream == STREAM] == [1]


def test_a_whole_ledger_says_so(town: Lillstad, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_ledger(None) == 0  # type: ignore[arg-type]
    assert "Liggaren är hel" in capsys.readouterr().out
