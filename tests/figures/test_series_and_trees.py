"""Series against what could be expected, small multiples, and trees."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.figures import (
    Asked,
    Branch,
    ExpectedBand,
    Point,
    Rounds,
    SmallMultiples,
    Track,
    Tree,
)
from samsyn.figures.axes import time_names
from samsyn.figures.base import WIDTH, Figure
from tests.figures.kinds import SVG, bands, multiples, texts, trees

ordinary = settings(max_examples=60, deadline=None)
MONTHS = tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(24))


def judged(name: str, signals: dict[int, str] | None = None, scale: float = 1) -> Track:
    """A level series, judged for its last year."""
    found = signals or {}
    return Track(
        name,
        tuple(scale * (60.0 if i in found else 30.0) for i in range(24)),
        (None,) * 12 + (scale * 30.0,) * 12,
        (None,) * 12 + (scale * 45.0,) * 12,
        tuple(found.get(i, "") for i in range(24)),  # type: ignore[arg-type]
    )


def band(track: Track) -> ExpectedBand:
    return ExpectedBand(title="Stölder", times=MONTHS, track=track)


def paths(figure: Figure, fill: str) -> list[str]:
    found = ElementTree.fromstring(figure.svg()).iter(f"{SVG}path")
    return [e.attrib["d"] for e in found if fill in e.attrib["class"]]


def test_signals_are_told_by_shape_number_and_table() -> None:
    figure = band(judged("Norra", {15: "possible", 20: "signal"}))
    marks = [d for d in paths(figure, "fig-edge") + paths(figure, "fig-paper") if d.endswith("Z")]
    assert len(marks) == 4, "one of each sort among the series and one of each in the legend"
    assert texts(figure).count("60") >= 2
    assert {"signal", "möjlig signal, kan vara slump", "inom vad som kunde väntas"} <= set(
        texts(figure)
    )
    rows = figure.table().rows
    assert rows[20] == ("sep 2025", "60", "30", "45", "signal")
    assert rows[15][-1] == "möjlig signal" and rows[3] == ("apr 2024", "30", "–", "–", "–")


def test_what_is_not_there_has_no_words_in_the_legend() -> None:
    calm = band(judged("Norra"))
    assert "signal" not in texts(calm) and "väntat" in texts(calm)
    bare = band(Track("Norra", (1.0,) * 24))
    assert not {"väntat", "observerat"} & set(texts(bare))
    assert bare.table().headers == ("Tid", "Observerat (antal)")


def test_a_gap_parts_the_line_and_what_is_held_back_is_marked() -> None:
    track = Track("Norra", (5.0, 6.0, None, 8.0, None, 9.0), (None, 7.0, 7.0, None, 7.0, 7.0))
    figure = ExpectedBand(title="Lucka", times=tuple("abcdef"), track=track)
    lines = paths(figure, "fig-line-1")[1:]  # the first is the legend's
    assert [line.count("L") for line in lines] == [1, 1, 1]
    assert len(paths(figure, "fig-axis")) == 2
    assert [row[1] for row in figure.table().rows] == ["5", "6", "skyddat", "8", "skyddat", "9"]


@ordinary
@given(multiples())
def test_small_multiples_share_one_scale(figure: SmallMultiples) -> None:
    """The same number stands equally high above its foot in every one of them."""
    scale = figure._scale()
    assert scale[0] == 0 and all(track.highest <= scale[1] for track in figure.tracks)
    assert len(figure.table().rows) == len(figure.tracks) * len(figure.times) or (
        len(figure.tracks) == 1
    )


def test_each_small_series_is_named_and_has_its_signals() -> None:
    quiet, loud = judged("Hägersten-Älvsjö"), judged("Norra innerstaden", {20: "signal"}, 2)
    figure = SmallMultiples(title="Områden", times=MONTHS, tracks=(quiet, loud))
    assert {"Hägersten-Älvsjö", "Norra innerstaden"} <= set(texts(figure))
    assert len(paths(figure, "fig-fill-2")) == 2, "the signal and its legend"
    assert figure.table().headers[:2] == ("Serie", "Tid")
    assert ("Norra innerstaden", "sep 2025", "120", "60", "90", "signal") in figure.table().rows


@pytest.mark.parametrize(
    "track",
    [
        Track("kort", (1.0,) * 23),
        Track("band", (1.0,) * 24, upper=(2.0,)),
        Track("minus", (-1.0,) * 24),
        Track("oändlig", (1.0,) * 24, upper=(float("inf"),) * 24),
        Track("inget tal", (float("nan"),) * 24),
    ],
)
def test_a_series_that_cannot_be_is_refused(track: Track) -> None:
    with pytest.raises(ValueError, match=track.name):
        band(track)
    with pytest.raises(ValueError, match=track.name):
        SmallMultiples(title="", times=MONTHS, tracks=(track,))


@pytest.mark.parametrize(
    ("times", "names"),
    [
        ((date(2024, 3, 1), date(2024, 4, 1)), ["mar 2024", "apr 2024"]),
        ((date(2024, 3, 4), date(2024, 3, 11)), ["4 mar 2024", "11 mar 2024"]),
        (("17", "18"), ["17", "18"]),
    ],
)
def test_times_are_named_as_swedes_write_them(times: tuple[date | str, ...], names: list[str]):
    assert time_names(times) == names


CAUSES = (
    Branch("p", "Ungdomsrån vid stationen", kind="problem"),
    Branch("o", "Trygghetsbesiktningsprotokollsuppföljningen uteblir", "p", "orsak"),
    Branch("å", "Ny rutin", "o", "åtgärd"),
    Branch("o2", "Skymd gångtunnel", "p", "orsak"),
)


def test_the_table_of_a_tree_tells_level_and_what_each_belongs_to() -> None:
    table = Tree(title="Orsaker", branches=CAUSES).table()
    assert table.headers == ("Namn", "Slag", "Nivå", "Hör till")
    assert table.rows[0] == ("Ungdomsrån vid stationen", "problem", "1", "–")
    assert table.rows[2] == ("Ny rutin", "åtgärd", "3", CAUSES[1].label)
    assert [row[0] for row in table.rows] == [branch.label for branch in CAUSES]


def test_kinds_are_words_in_the_boxes() -> None:
    said = texts(Tree(title="Orsaker", branches=CAUSES))
    assert said.count("orsak") == 2 and said.index("problem") < said.index("åtgärd")
    plain = Tree(title="", branches=(Branch("a", "Ensam"),))
    assert texts(plain) == ["Ensam"] and plain.table().headers == ("Namn", "Nivå", "Hör till")


@ordinary
@given(trees())
def test_every_branch_stands_once_below_its_parent_and_further_in(figure: Tree) -> None:
    root = ElementTree.fromstring(figure.svg())
    height = float(root.attrib["viewBox"].split()[3])
    boxes = [r.attrib for r in root.iter(f"{SVG}rect") if "fig-paper" in r.attrib["class"]]
    walk = [branch.key for branch, _ in figure._walk()]
    assert sorted(walk) == sorted(branch.key for branch in figure.branches)
    for branch in figure.branches:
        x, y, w, h = (
            float(boxes[walk.index(branch.key)][n]) for n in ("x", "y", "width", "height")
        )
        assert x >= 0 and x + w <= WIDTH and y + h <= height and w >= 140
        if branch.parent:
            above = boxes[walk.index(branch.parent)]
            assert float(above["x"]) < x and float(above["y"]) < y


def test_long_words_wrap_and_lose_nothing() -> None:
    deep = tuple(
        Branch(str(i), "Trygghetsbesiktningsprotokollsuppföljning", str(i - 1) if i else "")
        for i in range(30)
    )
    said = "".join(texts(Tree(title="Djupt", branches=deep)))
    assert re.sub("-", "", said) == deep[0].label * 30


@pytest.mark.parametrize(
    ("branches", "why"),
    [
        ((Branch("a", "A"), Branch("a", "B")), "same key"),
        ((Branch("a", "A", "b"),), "no b"),
        ((Branch("a", "A", "b"), Branch("b", "B", "a")), "circle"),
        ((Branch("r", "R"), Branch("a", "A", "a")), "circle"),
    ],
)
def test_what_is_no_tree_is_refused(branches: tuple[Branch, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Tree(title="", branches=branches)


@ordinary
@given(st.one_of(bands(), multiples()))
def test_the_table_of_series_holds_every_number(figure: ExpectedBand | SmallMultiples) -> None:
    from samsyn.figures import swedish

    tracks = [figure.track] if isinstance(figure, ExpectedBand) else figure.tracks
    cells = {cell for row in figure.table().rows for cell in row}
    for track in tracks:
        for value in (*track.observed, *track.expected, *track.upper):
            assert value is None or swedish(value) in cells


def test_rounds_are_cut_where_they_are_not_alike_and_tell_it_in_the_table() -> None:
    alike = (Point(20, 18, 22), Point(25, 23, 27), None, Point(None))
    whole = Rounds(title="Otrygg", rounds=("2014", "2017", "2020", "2023"),
                   series=(Asked("Norra", alike),))  # fmt: skip
    cut = Rounds(title="Otrygg", rounds=whole.rounds, series=(Asked("Norra", alike, (1,)),))
    assert whole.svg().count("<path") == cut.svg().count("<path")  # a line less, a break more
    assert 'stroke-dasharray="2 4"' in cut.svg()
    assert [row[1] for row in cut.table().rows] == [
        "20 (18–22)", "25 (23–27) (inte jämförbar med omgången före)", "–", "skyddat",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="one point for each of 1"):
        Rounds(title="", rounds=("2020",), series=(Asked("Norra", alike),))
