"""No template of any room carries a script or a style of its own: the policy forbids it."""

import re
from pathlib import Path

import pytest

import samsyn

ROOMS = Path(samsyn.__file__).parent
TEMPLATES = sorted(ROOMS.glob("**/templates/**/*.html"))
FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style",
    "inline script": r"<script(?![^>]*(\bsrc=|application/json))",
    "event attribute": r"\son(click|load|change|submit|input|focus|blur|error)\s*=",
    "foreign address": r"(?:\ssrc|<link[^>]*\shref)\s*=\s*[\"']https?://",
    "javascript address": r"javascript:",
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_carries_nothing_inline(template: Path) -> None:
    text = template.read_text("utf-8")
    assert [name for name, found in FORBIDDEN.items() if re.search(found, text, re.I)] == []


def test_every_room_with_pages_was_looked_at() -> None:
    rooms = {path.relative_to(ROOMS).parts[0] for path in TEMPLATES}
    assert {"ui", "organisation", "project"} <= rooms
