"""What a city's own installation must have before it serves anybody. The demo is let off."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from samsyn.organisation.models import Person

KEY = "k" * 60
ROOT = Path(__file__).parents[2]
SOUND = {
    "SAMSYN_MODE": "production",
    "SAMSYN_SECRET_KEY": "s" * 60,
    "SAMSYN_LEDGER_KEY": "l" * 60,
    "SAMSYN_HOSTS": "samsyn.lillstad.se",
    "SAMSYN_EMAIL_HOST": "brev.lillstad.se",
}


def start(tmp_path: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """What `samsyn manage check` says with these settings in a process of its own."""
    clean = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SAMSYN_MODE")}
    return subprocess.run(
        [sys.executable, "-m", "samsyn", "manage", "check"],
        env={**clean, **SOUND, "SAMSYN_DATA_DIR": str(tmp_path), **changed},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_installation_starts(tmp_path: Path):
    done = start(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"SAMSYN_SECRET_KEY": ""}, "SAMSYN_SECRET_KEY saknas"),
        ({"SAMSYN_LEDGER_KEY": "kort"}, "SAMSYN_LEDGER_KEY saknas eller är kortare"),
        ({"SAMSYN_LEDGER_KEY": "s" * 60}, "De två nycklarna ska inte vara lika"),
        ({"SAMSYN_HOSTS": ""}, "SAMSYN_HOSTS ska räkna upp"),
        ({"SAMSYN_HOSTS": "*"}, "SAMSYN_HOSTS ska räkna upp"),
        ({"SAMSYN_OIDC_ISSUER": "http://login.lillstad.se"}, "ska börja med https"),
        ({"SAMSYN_MODE": "prod"}, "SAMSYN_MODE ska vara demo eller production"),
    ],
)
def test_a_fault_stops_the_start_and_says_what_to_do(
    tmp_path: Path, fault: dict[str, str], said: str
):
    done = start(tmp_path, **fault)
    assert done.returncode == 1
    assert said in done.stderr


@pytest.fixture
def in_production(settings: Settings) -> Settings:
    """As `SAMSYN_MODE=production` would have set them."""
    settings.DEMO_MODE = False
    settings.SECRET_KEY, settings.SAMSYN_LEDGER_KEY = "s" * 60, "l" * 60
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.EMAIL_HOST = "brev.lillstad.se"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 365 * 24 * 60 * 60
    return settings


def faults() -> set[str]:
    found = run_checks(tags=["samsyn"], include_deployment_checks=True, databases=["default"])
    return {str(fault.id) for fault in found}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SESSION_COOKIE_SECURE", False),
        ("SESSION_COOKIE_HTTPONLY", False),
        ("CSRF_COOKIE_SECURE", False),
        ("SECURE_SSL_REDIRECT", False),
        ("SECURE_HSTS_SECONDS", 3600),
        ("SECURE_REFERRER_POLICY", "unsafe-url"),
        ("SECURE_CONTENT_TYPE_NOSNIFF", False),
        ("X_FRAME_OPTIONS", "SAMEORIGIN"),
        ("CONTENT_SECURITY_POLICY", {"DIRECTIVES": {"default-src": ["'self'"]}}),
        (
            "CONTENT_SECURITY_POLICY",
            {"DIRECTIVES": {"default-src": ["'none'"], "script-src": ["'unsafe-inline'"]}},
        ),
    ],
)
def test_a_loosened_setting_is_found(in_production: Settings, name: str, value: object):
    before = faults()
    setattr(in_production, name, value)
    assert faults() - before == {"samsyn.E106"}


@pytest.mark.django_db
def test_invented_people_are_not_let_into_production(in_production: Settings):
    assert "samsyn.E111" not in faults()
    Person.objects.create(email="a@demo.invalid", name="Ada Påhitt", is_demo=True)
    assert "samsyn.E111" in faults()


@pytest.mark.django_db
def test_a_database_of_another_shape_is_not_served(in_production: Settings):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'organisation'")
    assert "samsyn.E110" in faults()


@pytest.fixture
def role() -> Iterator[str]:
    """A PostgreSQL role that may use the tables and owns none of them."""
    if connection.vendor != "postgresql":
        pytest.skip("roles are PostgreSQL's; SQLite has none")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE samsyn_app NOLOGIN")
        cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO samsyn_app")
        cursor.execute("SET ROLE samsyn_app")
        yield "samsyn_app"
        cursor.execute("RESET ROLE")


@pytest.mark.django_db
def test_the_role_may_use_the_tables_but_not_own_them(in_production: Settings, role: str):
    assert faults() & {"samsyn.E112", "samsyn.E113"} == set()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        assert "samsyn.E112" in faults()  # the suite's own role is a superuser
        cursor.execute(f"ALTER TABLE organisation_entry OWNER TO {role}")
        cursor.execute(f"SET ROLE {role}")
    assert "samsyn.E113" in faults()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given",
    [
        "ALTER SCHEMA public OWNER TO samsyn_app",  # whoever owns the schema may drop its tables
        "ALTER FUNCTION samsyn_ledger_guard() OWNER TO samsyn_app",  # or replace what guards them
    ],
)
def test_the_role_has_no_other_way_round_the_guard(in_production: Settings, role: str, given: str):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(given)
        cursor.execute(f"SET ROLE {role}")
    assert "samsyn.E113" in faults()


@pytest.mark.django_db
def test_what_production_tells_the_browser(in_production: Settings, client: Client):
    page = client.get("/logga-in/", secure=True)
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in page.headers["Permissions-Policy"]
    assert page.cookies[in_production.CSRF_COOKIE_NAME]["secure"]


@pytest.mark.django_db
def test_plain_http_is_sent_on_to_https(in_production: Settings, client: Client):
    page = client.get("/logga-in/")
    assert page.status_code == 301
    assert page.headers["Location"] == "https://testserver/logga-in/"
