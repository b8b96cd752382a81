"""What must hold before Samsyn serves a real city. Run at each start and by `manage check`.

The demo is let off all of it: there everybody is invented. Each fault says in Swedish what to do.
Sources: Django's deployment checklist; OWASP ASVS 5 §§ 3, 7, 13; CIS PostgreSQL (least privilege).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from samsyn.project.settings import environment as env

LEDGER = ("organisation_entry", "organisation_entrydetail", "organisation_streamhead")
GUARD = "samsyn_ledger_guard"
# Whoever owns the schema may drop its tables; whoever owns the function may replace it.
WAYS_ROUND = """
SELECT DISTINCT 'schema ' || nspname
FROM pg_namespace JOIN pg_class ON relnamespace = pg_namespace.oid
WHERE relname = ANY(%s) AND relkind = 'r' AND pg_has_role(current_user, nspowner, 'MEMBER')
UNION SELECT proname FROM pg_proc
WHERE proname = %s AND pg_has_role(current_user, proowner, 'MEMBER') ORDER BY 1
"""
SHORTEST_KEY = 50  # characters; what Django's own generator gives


@register("samsyn")
def mode_is_known(**_: Any) -> list[CheckMessage]:
    known = env.text("SAMSYN_MODE") in {"demo", "production"}
    return [] if known else [Error("SAMSYN_MODE ska vara demo eller production.", id="samsyn.E100")]


@register("samsyn")
def production_is_closed(**_: Any) -> list[CheckMessage]:
    """Keys, hosts, cookies and headers of an installation that is not the demo."""
    return [] if settings.DEMO_MODE else [*_keys(), *_addresses(), *_headers(), *_letters()]


def _secret_key() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's way of saying that it is empty
        return ""


def _keys() -> Iterator[CheckMessage]:
    secret, ledger = _secret_key(), settings.SAMSYN_LEDGER_KEY
    hint = "Gör en nyckel: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    for name, key, number in (
        ("SAMSYN_SECRET_KEY", secret, "E101"),
        ("SAMSYN_LEDGER_KEY", ledger, "E102"),
    ):
        if len(key) < SHORTEST_KEY:
            yield Error(
                f"{name} saknas eller är kortare än {SHORTEST_KEY} tecken.",
                hint=hint,
                id=f"samsyn.{number}",
            )
    if secret and secret == ledger:
        yield Error("De två nycklarna ska inte vara lika.", hint, id="samsyn.E103")


def _addresses() -> Iterator[CheckMessage]:
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "SAMSYN_HOSTS ska räkna upp de adresser som Samsyn svarar på, inte * eller ingenting.",
            hint="Till exempel: SAMSYN_HOSTS=samsyn.exempel.se",
            id="samsyn.E104",
        )
    issuer = env.text("SAMSYN_OIDC_ISSUER")
    if issuer and not issuer.startswith("https://"):
        yield Error("SAMSYN_OIDC_ISSUER ska börja med https://.", id="samsyn.E108")
    if settings.DEBUG:
        yield Error("DEBUG får inte vara på utanför demon.", id="samsyn.E105")


def _headers() -> Iterator[CheckMessage]:
    """Settings that the code sets itself; a fault here means that somebody has changed it."""
    holds = {
        "SESSION_COOKIE_SECURE": settings.SESSION_COOKIE_SECURE,
        "SESSION_COOKIE_HTTPONLY": settings.SESSION_COOKIE_HTTPONLY,
        "CSRF_COOKIE_SECURE": settings.CSRF_COOKIE_SECURE,
        "SECURE_SSL_REDIRECT": settings.SECURE_SSL_REDIRECT,
        "SECURE_HSTS_SECONDS": settings.SECURE_HSTS_SECONDS >= 365 * 24 * 60 * 60,
        "SECURE_REFERRER_POLICY": settings.SECURE_REFERRER_POLICY in {"same-origin", "no-referrer"},
        "SECURE_CONTENT_TYPE_NOSNIFF": settings.SECURE_CONTENT_TYPE_NOSNIFF,
        "X_FRAME_OPTIONS": settings.X_FRAME_OPTIONS == "DENY",
        "CONTENT_SECURITY_POLICY": _is_strict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]),
    }
    for name, good in holds.items():
        if not good:
            yield Error(f"{name} har ett osäkert värde.", id="samsyn.E106", obj=name)


def _is_strict(directives: dict[str, Any]) -> bool:
    loose = {"*", "'unsafe-inline'", "'unsafe-eval'"}
    return directives.get("default-src") == ["'none'"] and not any(
        loose & set(sources) for sources in directives.values()
    )


def _letters() -> Iterator[CheckMessage]:
    if not settings.EMAIL_HOST and not env.text("SAMSYN_OIDC_ISSUER"):
        yield Warning(
            "Varken SAMSYN_EMAIL_HOST eller SAMSYN_OIDC_ISSUER är satt: ingen kan välja lösenord.",
            id="samsyn.W107",
        )


@register("samsyn", deploy=True)
def database_is_fit(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """The database has the code's shape, invents nobody, and the role can do no more than it must.

    A check of deployment, so that `manage migrate` may run as the role that owns the tables.
    """
    if "default" not in (databases or ()):
        return []
    if _is_behind():
        hint = "Kör: samsyn manage migrate"
        return [Error("Databasen är inte i fas med koden.", hint, id="samsyn.E110")]
    return [] if settings.DEMO_MODE else [*_invented(), *_role()]


def _is_behind() -> bool:
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _invented() -> Iterator[CheckMessage]:
    from samsyn.organisation.models import Person

    if Person.objects.filter(is_demo=True).exists():
        yield Error(
            "I databasen finns demons påhittade personer.",
            hint="En installation i drift börjar med en tom databas.",
            id="samsyn.E111",
        )


def _role() -> Iterator[CheckMessage]:
    """On PostgreSQL the server's role may not be able to switch off what guards the ledger."""
    connection = connections["default"]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypass = cursor.fetchone()
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r'"
            " AND pg_has_role(current_user, relowner, 'MEMBER') ORDER BY relname",
            [list(LEDGER)],
        )
        owned = [name for (name,) in cursor.fetchall()]
        cursor.execute(WAYS_ROUND, [list(LEDGER), GUARD])
        owned += [name for (name,) in cursor.fetchall()]
    hint = "Se avsnittet Databasroller i docs/settings.md."
    if superuser or bypass:
        what = "SUPERUSER" if superuser else "BYPASSRLS"
        yield Error(f"Databasrollen har {what}; det får den inte ha.", hint, id="samsyn.E112")
    elif owned:
        tables = ", ".join(owned)
        yield Error(
            f"Databasrollen äger det som skyddar liggaren: {tables}.", hint, id="samsyn.E113"
        )
