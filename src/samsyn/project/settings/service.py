"""Who answers for the installation, as the public is told. The demo's are invented."""

from . import environment as env
from .security import DEMO_MODE

_DEMO = {
    "SAMSYN_ORGANISATION": "Stockholms stad (demo)",
    "SAMSYN_CONTACT_EMAIL": "samverkan@stad.example",
    "SAMSYN_CONTACT_PHONE": "",
    "SAMSYN_CONTACT_ADDRESS": "",
    "SAMSYN_DPO_CONTACT": "dataskyddsombud@stad.example",
    "SAMSYN_LEGAL_GROUND": (
        "Demon har inga verkliga användare. I drift skriver staden här vilket rättsligt stöd den "
        "har, till exempel en uppgift av allmänt intresse (dataskyddsförordningen artikel 6.1 e)."
    ),
}


def _told(name: str) -> str:
    return env.text(name) or (_DEMO[name] if DEMO_MODE else "")


SAMSYN_ORGANISATION = _told("SAMSYN_ORGANISATION")
SAMSYN_CONTACT_EMAIL = _told("SAMSYN_CONTACT_EMAIL")
SAMSYN_CONTACT_PHONE = _told("SAMSYN_CONTACT_PHONE")
SAMSYN_CONTACT_ADDRESS = _told("SAMSYN_CONTACT_ADDRESS")
SAMSYN_DPO_CONTACT = _told("SAMSYN_DPO_CONTACT")
SAMSYN_LEGAL_GROUND = _told("SAMSYN_LEGAL_GROUND")
SAMSYN_FEED_URL = env.text("SAMSYN_FEED_URL")
SAMSYN_FEED_USER_AGENT = env.text("SAMSYN_FEED_USER_AGENT")
SAMSYN_FEED_SOURCE = env.text("SAMSYN_FEED_SOURCE")
SAMSYN_FEED_AS = env.text("SAMSYN_FEED_AS")
SAMSYN_DATA_LICENCE = env.text("SAMSYN_DATA_LICENCE")
