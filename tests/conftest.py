"""What all tests share: fast passwords, plain static files, quick mail."""

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """Argon2 and hashed file names are tested on their own; here they only cost time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True
