"""Published pictures get the kind that their months speak of, so that later ones can follow them.

Drafts stay as they are: a kind that asks for more is for their writers to choose.
"""

from datetime import date
from typing import Any

from django.db import migrations

KINDS = {3: "quarter", 12: "year"}


def name_kinds(apps: Any, _: Any) -> None:
    pictures = apps.get_model("situation", "Picture")._base_manager
    for pk, since, until in pictures.filter(status="published").values_list("pk", "since", "until"):
        if kind := KINDS.get(_months(since, until)):
            pictures.filter(pk=pk).update(kind=kind)


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month


class Migration(migrations.Migration):
    dependencies = [("situation", "0002_sections_and_review")]
    operations = [migrations.RunPython(name_kinds, migrations.RunPython.noop)]
