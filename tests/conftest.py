"""What all tests share: fast passwords, plain static files, quick mail."""

import copy
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as generated
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.lillstad import Founding, Lillstad

# Files whose ground takes long to lay: one worker of a run lays it, not each.
TOGETHER = {"tests/analysis/test_engine.py", "tests/project/test_demo_history.py"}


class Scheduling(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


# How long it takes to make an example tells of the machine and not of the code.
generated.register_profile("samsyn", deadline=None, suppress_health_check=[HealthCheck.too_slow])
generated.load_profile("samsyn")


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Argon2 and hashed file names are tested on their own; here they only cost time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def emptying() -> Iterator[None]:
    """For tests with `transaction=True`: the database is emptied after each, which PostgreSQL's
    ledger guard refuses."""
    flush = DatabaseOperations.execute_sql_flush

    def unguarded(operations: DatabaseOperations, statements: list[str]) -> None:
        flush(operations, ["SET LOCAL session_replication_role = replica", *statements])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.fixture(scope="module")
def ground(
    founding: Founding, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Lillstad]:
    """What the folder's `founding` builds, once a file; each test's own changes are undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield founding()
        transaction.set_rollback(True)


@pytest.fixture
def town(ground: Lillstad, db: None) -> Lillstad:
    return copy.deepcopy(ground)
