"""In each district a source with a batch, a draft picture and a published one."""

from __future__ import annotations

from datetime import date
from typing import Any

from samsyn.organisation.models import Body
from samsyn.situation.actions import register_source, withdraw_batch
from samsyn.situation.actions.picture import correct, draft, publish
from samsyn.situation.actions.review import comment
from samsyn.situation.models import Batch, Comment, IncidentCount, Picture, Source
from tests.lillstad import Lillstad

CITY = tuple(
    f"situation.{act}"
    for act in (
        "register_source", "import", "withdraw_batch", "weed_batch", "set_retention",
        "read_batches", "import_boundaries", "import_population", "draft", "read_draft",
        "publish", "correct", "ask_review", "comment", "answer_comment", "finish_review",
    )
)  # fmt: skip
LOCAL = (
    "situation.import",
    "situation.read_batches",
    "situation.draft",
    "situation.read_draft",
    "situation.publish",
    "situation.correct",
    "situation.ask_review",
    "situation.comment",
    "situation.answer_comment",
    "situation.finish_review",
)
PICTURE_PAGES = (
    "picture", "edit_picture", "publish_picture", "correct_picture", "picture_json", "picture_csv",
    "review", "ask_review", "finish_review", "picture_since_last", "picture_pdf", "picture_docx",
    "picture_geojson", "picture_map", "picture_map_geojson",
    "findings", "suggest_words",
)  # fmt: skip
BATCH_PAGES = (
    "batch", "columns", "take_in", "cancel_batch", "again", "withdraw", "weed", "rejected",
)  # fmt: skip


def furnish(town: Lillstad) -> None:
    for district in ("norra", "sodra"):
        _deliver(town, district)
        karin, place = town.actor("karin"), town.place(district)
        said = "Det har varit lugnt, enligt alla som var där."
        words = dict.fromkeys(("mapping", "other_information", "analysis"), said)
        period = {"since": date(2024, 1, 1), "until": date(2024, 2, 1)}
        picture = publish(karin, draft(karin, place, **period, **words))
        comment(karin, draft(karin, place, **period), text="Skriv mer om barnen.")
        correct(karin, picture, why="En leverans saknades i talen för januari.")


def _deliver(town: Lillstad, district: str) -> None:
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
    wrong = Batch.objects.create(
        source=source, file_name="fel.csv", sha256="1" * 64, status=Batch.Status.DONE,
        by=town.people["karin"], received_at=karin.at,
    )  # fmt: skip
    withdraw_batch(karin, wrong, reason="Fel fil")
    for month in (date(2023, 1, 1), date(2024, 1, 1)):
        IncidentCount.objects.create(batch=batch, place=place, kind="1208", month=month, n=30)


def objects(town: Lillstad) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for picture in Picture.objects.select_related("place"):
        if picture.supersedes_id:
            case = f"{picture.place.key}_correction"
            found.setdefault("situation:picture_correction", {})[case] = {"pk": picture.pk}
            continue
        case = f"{picture.place.key}_{picture.status}"
        if not picture.is_published:
            asked = {"pk": picture.pk, "key": "mapping"}
            found.setdefault("situation:picture_section", {})[case] = asked
        for page in PICTURE_PAGES:
            found.setdefault(f"situation:{page}", {})[case] = {"pk": picture.pk}
    for district in ("norra", "sodra"):
        said = Comment.objects.get(picture__place__key=district)
        found.setdefault("situation:answer_comment", {})[district] = {"pk": said.pk}
        source = Source.objects.get(place__key=district)
        batch = Batch.objects.get(source=source, status=Batch.Status.DONE)
        cases = {
            "source": {"key": source.key},
            "upload": {"key": source.key},
            "retention": {"key": source.key},
            "removal": {"pk": source.batches.get(status=Batch.Status.WITHDRAWN).pk},
            "pictures_of_place": {"key": district},
            **{page: {"pk": batch.pk} for page in BATCH_PAGES},
        }
        for page, arguments in cases.items():
            found.setdefault(f"situation:{page}", {})[district] = arguments
    return found
