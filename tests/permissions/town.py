"""Lillstad with one of everything, in Norra and in Södra, for the matrix to knock on."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from samsyn.agreements.actions import adopt, bring_into_force, draft_local, prepare
from samsyn.agreements.models import LocalAgreement
from samsyn.organisation.models import Body, Group, Person, Seat, Tenure
from samsyn.situation.actions import register_source
from samsyn.situation.actions.picture import draft, publish
from samsyn.situation.models import Batch, IncidentCount, Picture, Source
from tests import lillstad
from tests.agreements.papers import FIRST_DAY, TEXT
from tests.lillstad import Lillstad

from .actors import populate

CITY_ACTS = tuple(
    f"{room}.{act}"
    for room, acts in {
        "agreements": (
            "prepare", "consult", "adopt", "bring_into_force", "extend", "realign",
            "draft_local", "read_draft",
        ),
        "situation": (
            "register_source", "import", "withdraw_batch", "read_batches", "import_boundaries",
            "import_population", "draft", "read_draft", "publish", "correct",
        ),
    }.items()
    for act in acts
)  # fmt: skip
LOCAL_ACTS = (
    "agreements.draft_local",
    "agreements.sign_local",
    "agreements.read_draft",
    "situation.import",
    "situation.read_batches",
    "situation.draft",
    "situation.read_draft",
    "situation.publish",
    "situation.correct",
)

PICTURE_PAGES = (
    "picture", "edit_picture", "publish_picture", "correct_picture", "picture_json", "picture_csv",
)  # fmt: skip

# a value of the same type that names nothing
MISSING: dict[type, Any] = {
    int: 999_999,
    str: "finns-inte",
    uuid.UUID: uuid.UUID(int=0),
}


def matrix_town() -> Lillstad:
    town = lillstad.found(CITY_ACTS, LOCAL_ACTS)
    populate(town)
    Person.objects.update(password=make_password("lillstad-2024"))
    _agreements(town)
    for district in ("norra", "sodra"):
        _situation(town, district)
    return town


def _agreements(town: Lillstad) -> None:
    """One version in force, its successor as a draft, and a local draft in each district."""
    lasting, town.today = town.today, FIRST_DAY
    karin, city = town.actor("karin"), town.place("lillstad")
    version = prepare(karin, city, TEXT)
    for key in ("kommunstyrelsen", "polisen"):
        body = Body.objects.get(key=key)
        adopt(karin, version, body=body, decided_on=FIRST_DAY, dnr="KS 2024/17")
    bring_into_force(karin, version)
    town.today = lasting
    successor = TEXT.replace("key: samverkan/2024", "key: samverkan/2030")
    successor = successor.replace("from: 2024-04-01", "from: 2030-01-01")
    prepare(town.actor("karin"), city, successor)
    for district in ("norra", "sodra"):
        parties = Body.objects.filter(key__in=(f"sdf-{district}", f"lpo-{district}"))
        draft_local(town.actor("karin"), town.place(district), parties=parties, stances={})


def _situation(town: Lillstad, district: str) -> None:
    """A source with a batch, a draft picture and a published one."""
    karin, place = town.actor("karin"), town.place(district)
    source = register_source(
        karin, place, name=f"Uttag {district}", body=Body.objects.get(key=f"lpo-{district}"),
        mapping=None,
    )  # fmt: skip
    batch = Batch.objects.create(
        source=source, file_name="uttag.csv", sha256="0" * 64, status=Batch.Status.DONE,
        by=town.people["karin"], received_at=karin.at, read=60, taken=60,
        first_month=date(2023, 1, 1), last_month=date(2024, 1, 1),
    )  # fmt: skip
    for month in (date(2023, 1, 1), date(2024, 1, 1)):
        IncidentCount.objects.create(batch=batch, place=place, kind="1208", month=month, n=30)
    said = "Det har varit lugnt, enligt alla som var där."
    words = dict.fromkeys(("mapping", "other_information", "analysis"), said)
    period = {"since": date(2024, 1, 1), "until": date(2024, 2, 1)}
    publish(karin, draft(karin, place, **period, **words))
    draft(karin, place, **period)


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    """What the addresses of the policy are filled in with: name → case → arguments."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for district in ("norra", "sodra"):
        for name, arguments in _of(town, district).items():
            found.setdefault(name, {})[district] = arguments
    for picture in Picture.objects.select_related("place"):
        case = f"{picture.place.key}_{picture.status}"
        for page in PICTURE_PAGES:
            found.setdefault(f"situation:{page}", {})[case] = {"pk": picture.pk}
    versions = {"in_force": "samverkan/2024", "draft": "samverkan/2030"}
    for page in ("version", "text", "edit", "consult", "adopt", "plan", "extend"):
        found[f"agreements:{page}"] = {case: {"key": key} for case, key in versions.items()}
    found["agreements:areas"] = {"any": {"line": "samverkan"}}
    for page in ("account_close", "account_reopen", "account_keeper"):
        found[f"organisation:{page}"] = {"anna": {"pk": town.people["anna"].pk}}
    found["demo_become"] = {"nobody": {"person": town.people["anna"].pk}}
    for page in ("login", "callback"):
        found[f"openid_connect_{page}"] = {"unknown": {"provider_id": "okand"}}
    for page in ("edit", "remove"):
        found[f"mfa_{page}_webauthn"] = {"others": {"pk": 1}}
    found["account_reset_password_from_key"] = {"wrong": {"uidb36": "1", "key": "fel"}}
    return found


def _of(town: Lillstad, district: str) -> dict[str, dict[str, Any]]:
    group = Group.objects.get(key=f"lillstad/lokal-styrgrupp/{district}")
    seat = Seat.objects.get(group=group, key="chef")
    tenure = Tenure.objects.get(seat=seat, as_deputy=False)
    local = LocalAgreement.objects.get(place__key=district)
    source = Source.objects.get(place__key=district)
    batch = Batch.objects.get(source=source)
    return {
        "organisation:group": {"pk": group.pk},
        "organisation:ledger": {"pk": group.pk},
        "organisation:seat": {"pk": seat.pk},
        "organisation:appoint": {"pk": seat.pk},
        "organisation:end_tenure": {"pk": tenure.pk},
        "organisation:place": {"key": district},
        "organisation:body": {"key": f"sdf-{district}"},
        "agreements:local": {"pk": local.pk},
        "agreements:sign_local": {"pk": local.pk},
        "agreements:draft_local": {"key": district},
        "situation:source": {"key": source.key},
        "situation:upload": {"key": source.key},
        "situation:pictures_of_place": {"key": district},
        **{
            f"situation:{page}": {"pk": batch.pk}
            for page in ("batch", "columns", "again", "withdraw", "rejected")
        },
    }
