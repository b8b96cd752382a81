"""docs/tour.md shows what is there: its pictures are light, and its words stand on the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
TOUR = (DOCS / "tour.md").read_text(encoding="utf-8")
ROOM = DOCS.parent / "src" / "samsyn"
PAGES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in ROOM.rglob("*")
    if path.suffix in {".html", ".py"} and ("situation" in path.parts or "ui" in path.parts)
)
MOST = 200 * 1024


@pytest.mark.parametrize("image", re.findall(r"!\[.+?\]\((.+?)\)", TOUR))
def test_every_picture_is_there_and_light(image: str) -> None:
    assert 0 < (DOCS / image).stat().st_size < MOST


@pytest.mark.parametrize("label", sorted(set(re.findall(r"»(.+?)«", TOUR.replace("\n", " ")))))
def test_what_one_is_told_to_press_is_called_that(label: str) -> None:
    assert label in PAGES, f"no page says »{label}«"
