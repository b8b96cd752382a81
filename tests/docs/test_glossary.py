"""docs/glossary.md names what the code names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("organisation", "decisions", "agreements", "situation", "plans", "followup")
TABLE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## ")[0]
ROWS = re.findall(r"^\| ([^|`]+?) \| `(\w+)` \| (.+?) \|$", TABLE, re.MULTILINE)
CODE = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))


@pytest.mark.parametrize(("term", "name"), [(term, name) for term, name, _ in ROWS])
def test_a_name_in_the_glossary_is_a_name_in_the_code(term: str, name: str) -> None:
    assert re.search(rf"\b{name}\b", CODE), f"{term}: nothing in the code is called {name}"


def test_every_model_stands_in_the_glossary_by_its_swedish_name() -> None:
    known = {name: term for term, name, _ in ROWS}
    models = [m for room in ROOMS for m in apps.get_app_config(room).get_models()]
    missing = {m.__name__: str(m._meta.verbose_name) for m in models if m.__name__ not in known}
    assert missing == {}
    renamed = {
        m.__name__: (known[m.__name__], str(m._meta.verbose_name))
        for m in models
        if not known[m.__name__].startswith(str(m._meta.verbose_name))
    }
    assert renamed == {}
