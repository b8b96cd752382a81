"""What all tests share: fast passwords, plain static files, quick mail."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Argon2 and hashed file names are tested on their own; here they only cost time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database where everything is committed, for stories of two at once; emptied afterwards.

    Not `transaction=True`: the ledger's guard stops pytest from emptying it.
    """
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            _empty()


def _empty() -> None:
    kept = {"django_content_type", "auth_permission"}
    tables = set(connection.introspection.django_table_names(only_existing=True)) - kept
    names = ", ".join(map(connection.ops.quote_name, sorted(tables)))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # past the ledger's guard
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    connection.close()
