"""What docs/charter.md shows is what the reader accepts."""

import re
from pathlib import Path

from samsyn.agreements import packs
from samsyn.agreements.charter import World, expand, parse
from samsyn.agreements.charter.world import ROLES

GUIDE = (Path(__file__).parents[2] / "docs" / "charter.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_a_charter() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.S)
    structure = expand(parse(example, "docs/charter.md"), World.of_kinds())
    assert {group.kind for group in structure.groups} == {"styrgrupp", "lokal-styrgrupp"}


def test_the_guide_names_every_role_and_every_line() -> None:
    assert all(f"`{role}`" in GUIDE for role in ROLES)
    assert all(version.partition("/")[2] in GUIDE for version in packs.versions())
