"""The chain of reports as a picture: nothing outside it, everything told, circles survive."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from samsyn.figures import Handover, Handovers, Node
from samsyn.figures.base import WIDTH
from tests.figures.kinds import SVG, handovers


@settings(max_examples=80, deadline=None)
@given(handovers())
def test_every_node_is_drawn_within_the_picture(figure: Handovers) -> None:
    svg = ElementTree.fromstring(figure.svg())
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    assert width == WIDTH
    boxes = [r for r in svg.iter(f"{SVG}rect") if "fig-paper" in r.attrib["class"]]
    assert len(boxes) >= len(figure.nodes)
    for box in svg.iter(f"{SVG}rect"):
        x, y, w, h = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= WIDTH + 0.1
        assert 0 <= y <= y + h <= height + 0.1
    assert not re.search(r'\sstyle="', figure.svg())


def test_each_receiver_stands_above_those_who_report_to_it() -> None:
    nodes = (
        Node("local", "Lokal grupp (2)"),
        Node("city", "Styrgruppen"),
        Node("board", "Nämnden"),
    )
    figure = Handovers(
        title="Vem som väntar på vem",
        nodes=nodes,
        links=(
            Handover("local", "city", "Uppföljning", (("accepted", 1), ("late", 1)), ("Södra",)),
            Handover("city", "board", "Återkoppling", (("coming", 1),)),
        ),
        rows=(("Lokal grupp, Södra", "Styrgruppen", "Uppföljning", "31 maj 2024", "10 dagar sen"),),
    )
    said = [e.text for e in ElementTree.fromstring(figure.svg()).iter(f"{SVG}text")]
    assert said == [
        "Nämnden", "Återkoppling", "1 ännu inte",
        "Styrgruppen", "Uppföljning", "1 godtagen · 1 sen: Södra", "Lokal grupp (2)",
    ]  # fmt: skip
    assert figure.table().rows[0][4] == "10 dagar sen"


def test_an_end_or_a_state_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no such end"):
        Handovers(title="", nodes=(), links=(Handover("a", "b", "", ()),))
    with pytest.raises(ValueError, match="no such states"):
        Handover("a", "b", "", (("lost", 1),))
