"""Chains: each number stands in drawing and table, and what is missing is drawn hollow."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from samsyn.figures.base import WIDTH
from samsyn.figures.links import Chain, Links

HEADINGS = ("Problem", "Orsaker", "Åtgärder")
FIGURE = Links(
    title="Kedjor",
    note="Streck betyder lucka.",
    headings=HEADINGS,
    chains=(
        Chain("Unga", (2, 1, 3)),
        Chain("Platser <med> mycket långa namn som inte får plats på en rad", (1, 0, 0)),
        Chain("Offer", (0, 0, 0), "förklarat"),
    ),
    first="Område",
)


def test_it_is_one_image_with_title_and_description() -> None:
    root = ET.fromstring(FIGURE.svg())
    assert root.attrib["role"] == "img"
    assert "style" not in FIGURE.svg() and "<script" not in FIGURE.svg()


def test_the_table_tells_the_same() -> None:
    table = FIGURE.table()
    assert table.headers == ("Område", *HEADINGS, "Not")
    assert table.rows[0] == ("Unga", "2", "1", "3", "")
    assert table.rows[2] == ("Offer", "0", "0", "0", "förklarat")


def test_a_gap_is_hollow_and_its_lines_are_dashed() -> None:
    drawn, _ = FIGURE.draw("k")
    assert drawn.count("<circle") == 9
    assert drawn.count('class="fig-axis"') == 5
    assert drawn.count("stroke-dasharray") == 4


def test_nothing_runs_outside() -> None:
    drawn, height = FIGURE.draw("k")
    for circle in ET.fromstring(f"<g>{drawn}</g>").iter("circle"):
        x, y, r = (float(circle.attrib[name]) for name in ("cx", "cy", "r"))
        assert r <= x <= WIDTH - r and r <= y <= height - r


def test_without_notes_the_table_has_no_column_for_them() -> None:
    figure = Links(title="Kedjor", headings=HEADINGS, chains=(Chain("Unga", (1, 1, 1)),))
    assert figure.table().headers == ("Namn", *HEADINGS)


def test_every_link_has_its_number() -> None:
    with pytest.raises(ValueError, match="Unga"):
        Links(title="Kedjor", headings=HEADINGS, chains=(Chain("Unga", (1, 2)),))
