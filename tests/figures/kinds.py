"""Every kind of figure, with whatever numbers and words: strategies for hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import strategies as st
from shapely import box

from samsyn.figures import (
    Asked,
    Bar,
    Bars,
    Branch,
    Cell,
    CellClass,
    CellMap,
    Chain,
    Choropleth,
    ClassedArea,
    ClassMap,
    Corner,
    Event,
    ExpectedBand,
    Figure,
    Handover,
    Handovers,
    Interval,
    Intervals,
    Line,
    Lineage,
    Link,
    Links,
    Lorenz,
    MonthlySeries,
    Node,
    Outline,
    Point,
    Rounds,
    SmallMultiples,
    SpotMap,
    Strip,
    Timeline,
    Track,
    Tree,
    Triangle,
    WeekClock,
    YearWheel,
)
from samsyn.figures.handovers import STATES

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(max_size=60) | st.text("aåmiOW -", min_size=40, max_size=90)
words |= st.text("0129% a", min_size=15, max_size=90)
values = st.none() | st.integers(0, 10**7) | st.floats(0, 1e6, allow_subnormal=False)


def elements(figure: Figure) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(figure.svg()).iter())


def texts(figure: Figure) -> list[str]:
    return [e.text or "" for e in elements(figure) if e.tag == SVG + "text"]


@st.composite
def series(draw: st.DrawFn) -> Figure:
    n = draw(st.integers(1, 30))
    months = tuple(date(2019 + i // 12, i % 12 + 1, 1) for i in range(n))
    numbers = st.lists(values, min_size=n, max_size=n).map(tuple)
    first = draw(numbers)
    band = tuple(None if v is None else (v * 0.5, v * 2) for v in first)
    lines = (Line(draw(words), first, band), Line(draw(words), draw(numbers)))
    return MonthlySeries(title=draw(words), note=draw(words), months=months, lines=lines)


@st.composite
def bars(draw: st.DrawFn) -> Figure:
    names = tuple(draw(st.lists(words, max_size=6)))
    numbers = st.lists(values, min_size=len(names), max_size=len(names)).map(tuple)
    groups = []
    for _ in range(draw(st.integers(1, 3))):
        shown = draw(numbers)
        spans = tuple(None if v is None else (v * 0.8, v * 1.2) for v in shown)
        groups.append(Bar(draw(words), shown, spans))
    return Bars(title=draw(words), categories=names, groups=tuple(groups))


@st.composite
def maps(draw: st.DrawFn) -> Figure:
    shown = draw(st.lists(values, max_size=20))
    cells = tuple(
        Cell(draw(words), v, box(674_000 + 500 * i, 6_580_000, 674_400 + 500 * i, 6_581_000 + i))
        for i, v in enumerate(shown)
    )
    breaks = tuple(draw(st.lists(st.floats(0, 1e6), max_size=4)))
    return Choropleth(title=draw(words), unit=draw(words), cells=cells, breaks=breaks)


@st.composite
def lineages(draw: st.DrawFn) -> Figure:
    old = tuple(Node(str(i), label) for i, label in enumerate(draw(st.lists(words, max_size=6))))
    new = tuple(Node(str(i), label) for i, label in enumerate(draw(st.lists(words, max_size=6))))
    pairs = [(a.key, b.key) for a in old for b in new]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = tuple(Link(a, b, draw(words), draw(st.booleans())) for a, b in chosen)
    return Lineage(title=draw(words), headings=("2019", "2023"), old=old, new=new, links=links)


@st.composite
def timelines(draw: st.DrawFn) -> Figure:
    days = st.dates(date(1990, 1, 1), date(2030, 1, 1))
    strips = tuple(
        Strip(draw(words), draw(days), draw(st.none() | days), note=draw(words))
        for _ in range(draw(st.integers(0, 5)))
    )
    start, until = date(2000, 6, 1), draw(st.dates(date(2000, 6, 2), date(2040, 1, 1)))
    today = draw(st.none() | days)
    return Timeline(title=draw(words), strips=strips, start=start, until=until, today=today)


@st.composite
def intervals(draw: st.DrawFn) -> Figure:
    change = st.floats(-100, 1e5)
    shown = []
    for name in draw(st.lists(words, max_size=6)):
        low, value, high = sorted((draw(change), draw(change), draw(change)))
        end = draw(st.sampled_from([high, None]))
        shown.append(Interval(name, draw(st.sampled_from([value, None])), low, end))
    return Intervals(title=draw(words), intervals=tuple(shown), unit=draw(words))


KINDS = ("skyldighet", "sammanträde", "lägesbild", "överenskommelse", "åtgärd", "remiss")


@st.composite
def wheels(draw: st.DrawFn) -> YearWheel:
    days = st.dates(date(2025, 11, 1), date(2027, 2, 1))
    events = tuple(
        Event(day, draw(words), draw(st.sampled_from(KINDS)), draw(words), until)
        for day in draw(st.lists(days, max_size=40))
        for until in [draw(st.none() | st.dates(day, date(2027, 6, 1)))]
    )
    today = draw(st.none() | days)
    return YearWheel(title=draw(words), year=2026, events=events, kinds=KINDS, today=today)


@st.composite
def tracks(draw: st.DrawFn, n: int) -> Track:
    column = st.lists(values, min_size=n, max_size=n).map(tuple)
    signs = st.lists(st.sampled_from(["", "signal", "possible"]), min_size=n, max_size=n).map(tuple)
    none = st.just(())
    return Track(draw(words), draw(column), draw(none | column), draw(none | column),
                 draw(none | signs))  # fmt: skip


def _times(n: int, days: int) -> tuple[date | str, ...]:
    first = date(2020, 1, 6)
    return tuple(first + timedelta(days * i) if days else str(i) for i in range(n))


@st.composite
def bands(draw: st.DrawFn) -> ExpectedBand:
    n, days = draw(st.integers(0, 60)), draw(st.sampled_from([0, 1, 7]))
    track = draw(tracks(n))
    return ExpectedBand(title=draw(words), note=draw(words), times=_times(n, days), track=track,
                        unit=draw(words))  # fmt: skip


@st.composite
def multiples(draw: st.DrawFn) -> SmallMultiples:
    n, days = draw(st.integers(0, 30)), draw(st.sampled_from([0, 7]))
    many = tuple(draw(st.lists(tracks(n), max_size=5)))
    return SmallMultiples(title=draw(words), times=_times(n, days), tracks=many, unit=draw(words))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    branches: list[Branch] = []
    for i in range(draw(st.integers(0, 12))):
        parent = draw(st.sampled_from(["", *(branch.key for branch in branches)]))
        branches.append(Branch(str(i), draw(words), parent, draw(st.sampled_from(["", *KINDS]))))
    return Tree(
        title=draw(words), note=draw(words), branches=tuple(draw(st.permutations(branches)))
    )


@st.composite
def triangles(draw: st.DrawFn) -> Triangle:
    corner = st.builds(Corner, words, words)
    three = st.tuples(corner, corner, corner)
    return Triangle(title=draw(words), note=draw(words), inner=draw(three), outer=draw(three))


@st.composite
def handovers(draw: st.DrawFn) -> Handovers:
    nodes = tuple(Node(str(i), label) for i, label in enumerate(draw(st.lists(words, max_size=6))))
    ends = st.sampled_from([n.key for n in nodes]) if nodes else st.nothing()
    numbers = st.tuples(*(st.integers(0, 11) for _ in STATES))
    links = tuple(
        Handover(
            draw(ends), draw(ends), draw(words), tuple(zip(STATES, draw(numbers), strict=True))
        )
        for _ in range(draw(st.integers(0, 6)) if nodes else 0)
    )
    return Handovers(title=draw(words), nodes=nodes, links=links)


@st.composite
def chains(draw: st.DrawFn) -> Links:
    numbers = st.tuples(*(st.integers(0, 40) for _ in range(3)))
    rows = tuple(Chain(draw(words), draw(numbers), draw(words)) for _ in range(draw(small)))
    return Links(title=draw(words), headings=("Problem", "Orsaker", "Åtgärder"), chains=rows)


@st.composite
def grids(draw: st.DrawFn) -> CellMap:
    places = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(-1, 1)),
                           max_size=40))  # fmt: skip
    names = (CellClass(draw(words), step=5), CellClass(draw(words), other=2))
    return CellMap(
        title=draw(words),
        x=tuple(674_000.0 + 250 * x for x, _, _ in places),
        y=tuple(6_580_000.0 + 250 * y for _, y, _ in places),
        values=tuple(float(x) for x, _, _ in places),
        classes=tuple(c for *_, c in places),
        names=names,
        cell=250,
        unit=draw(words),
        shape=draw(st.sampled_from(["square", "hex"])),
    )


@st.composite
def class_maps(draw: st.DrawFn, href: str = "") -> ClassMap:
    areas = tuple(
        ClassedArea(draw(words), draw(st.integers(-1, 1)),
                    box(674_000 + 500 * i, 6_580_000, 674_400 + 500 * i, 6_581_000 + i),
                    draw(st.none() | st.integers(0, 400)), href)
        for i in range(draw(st.integers(0, 6)))
    )  # fmt: skip
    names = (CellClass(draw(words), step=5), CellClass(draw(words), other=2))
    return ClassMap(title=draw(words), areas=areas, names=names, otherwise=draw(words))


@st.composite
def weeks(draw: st.DrawFn) -> WeekClock:
    return WeekClock(
        title=draw(words), values=tuple(draw(st.lists(values, min_size=7, max_size=7))) * 24
    )


@st.composite
def curves(draw: st.DrawFn) -> Lorenz:
    inner = sorted(draw(st.lists(st.floats(0, 1), max_size=9)))
    points = ((0.0, 0.0), *((x, x**3) for x in inner), (1.0, 1.0))
    marks = tuple((x, x**3, "hälften på 10 % av platserna") for x in inner[:2])
    return Lorenz(title=draw(words), points=points, marks=marks)


small = st.integers(0, 5)


@st.composite
def spot_maps(draw: st.DrawFn) -> SpotMap:
    outlines = tuple(
        Outline(draw(words), box(674_000 + 500 * i, 6_580_000, 674_400 + 500 * i, 6_581_000 + i))
        for i in range(draw(st.integers(0, 5)))
    )
    spot = st.tuples(st.integers(673_000, 677_000), st.integers(6_579_000, 6_582_000))
    spots = tuple(
        (float(east), float(north), draw(st.integers(1, 3)))
        for east, north in draw(st.lists(spot, max_size=20))
    )
    kinds = draw(st.sampled_from([(), ("få", "fler", "flest")]))
    return SpotMap(title=draw(words), note=draw(words), outlines=outlines, spots=spots, kinds=kinds)


@st.composite
def rounds(draw: st.DrawFn) -> Rounds:
    years = tuple(str(2000 + i) for i in range(draw(st.integers(0, 8))))
    shares = st.builds(Point, st.none() | st.integers(0, 100), st.just(0), st.integers(0, 100))
    series = tuple(
        Asked(draw(words), tuple(draw(st.none() | shares) for _ in years),
              tuple(draw(st.sets(st.integers(0, 8), max_size=2))))
        for _ in range(draw(small))
    )  # fmt: skip
    return Rounds(title=draw(words), note=draw(words), rounds=years, series=series)


figures = st.one_of(
    spot_maps(), rounds(),
    series(), bars(), maps(), lineages(), timelines(), intervals(), wheels(), bands(), multiples(),
    trees(), triangles(), handovers(), chains(), grids(), class_maps(), weeks(), curves(),
)  # fmt: skip
