"""Whoever runs Samsyn can trust the list of settings: none missing, none invented."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from samsyn.project.settings import environment as env
from samsyn.project.settings.database import database

ROOT = Path(__file__).parents[2]


def test_the_docs_name_every_setting_and_no_other():
    text = (ROOT / "docs" / "settings.md").read_text()
    table = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))
    assert table == set(env.DEFAULTS)


def test_only_the_settings_read_the_environment():
    """What is not in the list cannot be set; `serve` and `fill` stand before the settings."""
    before = {"settings/environment.py", "cli.py", "wsgi.py", "serve/home.py", "serve/server.py"}
    before |= {"serve/fill.py"}
    readers = {
        str(path.relative_to(ROOT / "src/samsyn/project"))
        for path in (ROOT / "src/samsyn").rglob("*.py")
        if "os.environ" in path.read_text()
    }
    assert readers <= before


@pytest.mark.parametrize(
    ("value", "meant"), [("yes", True), ("Ja", True), ("no", False), ("", False)]
)
def test_yes_and_no_are_understood(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool):
    monkeypatch.setenv("SAMSYN_BEHIND_PROXY", value)
    assert env.flag("SAMSYN_BEHIND_PROXY") is meant


def test_an_unknown_setting_is_a_fault_in_the_code():
    with pytest.raises(KeyError):
        env.text("SAMSYN_NOTHING")


def test_sqlite_queues_its_writers_and_survives_a_power_cut(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
):
    """Read back from a real file, as SQLite itself reports it."""
    from django.db.backends.sqlite3.base import DatabaseWrapper

    described = {**settings.DATABASES["default"], **database("", tmp_path)}
    connection = DatabaseWrapper(described, "file")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    assert connection.transaction_mode == "IMMEDIATE"
    connection.close()
