"""Kim reads the pages in bright sun and at night: every pair of colours must have contrast.

WCAG 2.1, 1.4.3 (text: 4.5:1) and 1.4.11 (parts of a picture or a control: 3:1), reckoned with the
formula for relative luminance of the same standard.
"""

import re
from pathlib import Path

import pytest

import samsyn.ui

TOKENS = (Path(samsyn.ui.__file__).parent / "static/ui/tokens.css").read_text("utf-8")
TEXT = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "raised"), ("ink", "accent-soft"),
    ("ink", "wait-soft"), ("ink", "bad-soft"), ("ink", "good-soft"),
    ("muted", "paper"), ("muted", "surface"), ("muted", "raised"),
    ("accent", "paper"), ("accent", "surface"), ("accent", "accent-soft"), ("accent", "wait-soft"),
    ("accent-ink", "accent"), ("surface", "bad"),
    ("good", "good-soft"), ("wait", "wait-soft"), ("bad", "bad-soft"), ("bad", "paper"),
    ("band-ink", "band"), ("band-muted", "band"),
]  # fmt: skip
PARTS = [
    ("line-strong", "paper"), ("line-strong", "surface"), ("focus", "paper"), ("focus", "surface"),
    ("band-line", "band"), ("band-focus", "band"),
    *((f"fig-{n}", "surface") for n in range(1, 7)),
]  # fmt: skip


def colours(theme: int) -> dict[str, str]:
    """The hexadecimal colours of the light (0) or dark (1) theme."""
    both = dict(re.findall(r"--([\w-]+): light-dark\(([^)]+)\);", TOKENS))
    one = dict(re.findall(r"--([\w-]+): (#\w{6});", TOKENS))
    return {name: pair.split(",")[theme].strip() for name, pair in both.items()} | one


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (PARTS, 3.0)], ids=["text", "parts"])
def test_every_pair_can_be_told_apart(
    theme: int, pairs: list[tuple[str, str]], least: float
) -> None:
    known = colours(theme)
    weak = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < least} == {}


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_no_other_style_sheet_names_a_colour() -> None:
    folder = Path(samsyn.ui.__file__).parent / "static/ui"
    named = {
        sheet.name: found
        for sheet in folder.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        and (found := re.findall(r"#[0-9a-f]{3,8}\b(?=[;,)\s])", sheet.read_text("utf-8")))
    }
    assert named == {}
