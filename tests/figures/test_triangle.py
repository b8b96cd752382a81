"""The problem-analysis triangle: six names, filled where something is said; a table of it all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from samsyn.figures import Corner, Triangle

from .kinds import elements, texts, triangles

INNER = (Corner("Gärningsperson", "Unga"), Corner("Offer eller objekt"), Corner("Plats", "Torget"))
OUTER = (Corner("Handledare"), Corner("Väktare", "Grannar"), Corner("Platsansvarig"))


def test_every_name_is_drawn_and_none_upon_another() -> None:
    figure = Triangle(title="Mopeder", inner=INNER, outer=OUTER)
    said = " ".join(texts(figure))
    assert all(corner.name in said for corner in (*INNER, *OUTER))
    boxes = [e.attrib for e in elements(figure) if e.tag.endswith("rect")]
    spans = sorted((float(b["y"]), float(b["x"]), b) for b in boxes)
    for (y, _, upper), (below, _, lower) in pairwise(spans):
        apart = y + float(upper["height"]) <= below
        beside = abs(float(upper["x"]) - float(lower["x"])) >= min(
            float(b["width"]) for b in (upper, lower)
        )
        assert apart or beside


def test_what_is_not_described_is_hollow() -> None:
    boxes = [e.attrib for e in elements(Triangle(title="", inner=INNER, outer=OUTER))]
    hollow = [box for box in boxes if box.get("stroke-dasharray") == "4 3"]
    assert len(hollow) == 3


@given(triangles())
def test_the_table_tells_all_that_is_said(figure: Triangle) -> None:
    rows = figure.table().rows
    assert len(rows) == 6
    for row, corner in zip(rows, (*figure.inner, *figure.outer), strict=True):
        assert row[0] == corner.name and row[2] == (corner.words or "Inte beskrivet")


def test_a_triangle_has_three_corners() -> None:
    with pytest.raises(ValueError, match="three"):
        Triangle(title="", inner=INNER[:2], outer=OUTER)
