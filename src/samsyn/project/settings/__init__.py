"""Django settings, read from the environment with safe defaults. See docs/settings.md."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
DEMO_DIR = Path(os.environ.get("DEMO_DIR", ".demo"))
SECRET_KEY = os.environ.get("SAMSYN_SECRET_KEY", "not-a-secret")
DEMO_MODE = os.environ.get("SAMSYN_MODE", "demo") == "demo"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "samsyn.project.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "samsyn.ui",
    "samsyn.organisation",
    "samsyn.agreements",
    "samsyn.situation",
    "samsyn.project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samsyn.organisation.access.middleware.ActorMiddleware",
    "samsyn.organisation.access.middleware.PolicyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DEMO_DIR / "samsyn.sqlite3"}}
AUTH_USER_MODEL = "organisation.Person"
LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
STATIC_URL = "static/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SAMSYN_LEDGER_KEY = os.environ.get("SAMSYN_LEDGER_KEY", "not-a-key")
SAMSYN_DATA_DIR = Path(os.environ.get("SAMSYN_DATA_DIR", DEMO_DIR / "data"))
