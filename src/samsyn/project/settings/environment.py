"""Every setting that the environment decides, in one list.

`docs/settings.md` explains them to whoever runs Samsyn; a test holds the two together.
"""

import os
from pathlib import Path

DEFAULTS = {
    "SAMSYN_MODE": "demo",
    "SAMSYN_SECRET_KEY": "",
    "SAMSYN_LEDGER_KEY": "",
    "SAMSYN_HOSTS": "",
    "SAMSYN_DATA_DIR": "",
    "SAMSYN_BEHIND_PROXY": "no",
    "SAMSYN_EMAIL_HOST": "",
    "SAMSYN_EMAIL_PORT": "587",
    "SAMSYN_EMAIL_USER": "",
    "SAMSYN_EMAIL_PASSWORD": "",
    "SAMSYN_EMAIL_FROM": "samsyn@localhost",
    "SAMSYN_OIDC_ISSUER": "",
    "SAMSYN_OIDC_CLIENT_ID": "",
    "SAMSYN_OIDC_SECRET": "",
    "SAMSYN_OIDC_NAME": "Organisationens inloggning",
    "SAMSYN_OIDC_MFA": "no",
    "SAMSYN_ORGANISATION": "",
    "SAMSYN_CONTACT_EMAIL": "",
    "SAMSYN_CONTACT_PHONE": "",
    "SAMSYN_CONTACT_ADDRESS": "",
    "SAMSYN_DPO_CONTACT": "",
    "SAMSYN_LEGAL_GROUND": "",
    "SAMSYN_DATA_LICENCE": "https://creativecommons.org/publicdomain/zero/1.0/",
    "SAMSYN_FEED_URL": "https://polisen.se/api/events",
    "SAMSYN_FEED_USER_AGENT": "",
    "SAMSYN_FEED_SOURCE": "",
    "SAMSYN_FEED_AS": "",
    "DATABASE_URL": "",
    "DEMO_DIR": ".demo",
}


def text(name: str) -> str:
    """The value of a setting, or its default. Unknown names are a fault in the code: KeyError."""
    return os.environ.get(name, "").strip() or DEFAULTS[name]


def words(name: str) -> list[str]:
    """A setting that lists things, with commas between them."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def flag(name: str) -> bool:
    """A setting that is yes or no."""
    return text(name).lower() in {"yes", "ja", "true", "1", "on"}


def folder(name: str, default: Path) -> Path:
    """A setting that names a directory, made absolute so that it holds wherever one stands."""
    value = text(name)
    return (Path(value) if value else default).resolve()
