"""Django's settings, read from the environment with safe defaults. See docs/settings.md."""

from pathlib import Path

from . import environment as env
from .accounts import *  # noqa: F403
from .database import database
from .security import *  # noqa: F403
from .security import DEMO_MODE as DEMO_MODE
from .service import *  # noqa: F403

DEBUG = False
PACKAGE = Path(__file__).resolve().parents[2]
DEMO_DIR = Path(env.text("DEMO_DIR")).resolve()

# Rows, database file and collected static files lie here. The demo fills a side directory and
# renames it when whole, so nothing in the database may hold an absolute path.
SAMSYN_DATA_DIR = env.folder(
    "SAMSYN_DATA_DIR", DEMO_DIR / "whole" if DEMO_MODE else Path("/var/lib/samsyn")
)
_keep = 0 if DEMO_MODE else 60
DATABASES = {"default": database(env.text("DATABASE_URL"), SAMSYN_DATA_DIR, keep=_keep)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The demo's keys protect nothing: there one becomes anybody by one click. Production refuses them.
_DEMO_KEY = "the-demo-has-no-secrets" if DEMO_MODE else ""
SECRET_KEY = env.text("SAMSYN_SECRET_KEY") or _DEMO_KEY
SAMSYN_LEDGER_KEY = env.text("SAMSYN_LEDGER_KEY") or _DEMO_KEY
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # HSTS preload is the city's choice for its domain
ALLOWED_HOSTS = env.words("SAMSYN_HOSTS") or (
    ["localhost", ".localhost", "127.0.0.1", "[::1]"] if DEMO_MODE else []
)

ROOT_URLCONF = "samsyn.project.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "leaflet",  # its static files alone
    "samsyn.project",  # before allauth: our templates dress its pages
    "samsyn.public",
    "samsyn.followup",
    "samsyn.plans",
    "samsyn.situation",
    "samsyn.agreements",
    "samsyn.decisions",
    "samsyn.organisation",
    "samsyn.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "samsyn.project.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samsyn.project.uploads.UploadMiddleware",  # before anybody reads the body
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samsyn.project.login.factor.SecondFactorMiddleware",
    "samsyn.organisation.access.middleware.ActorMiddleware",
    "samsyn.organisation.access.middleware.PolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samsyn.project.context.mode",
            ]
        },
    }
]
FORM_RENDERER = "samsyn.ui.forms.Dress"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = (DEMO_DIR if DEMO_MODE else SAMSYN_DATA_DIR) / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "samsyn.project.static.ManifestStorage"},
}

# One cache for all processes: login throttles must count across them, and forget nothing.
CACHES = {
    "default": {
        "BACKEND": "samsyn.project.cache.KeepingCache",
        "LOCATION": "samsyn_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Without a mail server the letters (only password links) are written where the server runs.
EMAIL_HOST = env.text("SAMSYN_EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(env.text("SAMSYN_EMAIL_PORT"))
EMAIL_HOST_USER = env.text("SAMSYN_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("SAMSYN_EMAIL_PASSWORD")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = env.text("SAMSYN_EMAIL_FROM")

# To standard error, where service managers look. Never the content of what was sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Whoever scans the internet for hosts would fill the log.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
