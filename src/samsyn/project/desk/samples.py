"""One figure of every kind, with invented numbers, for the living style page."""

from __future__ import annotations

from datetime import date, timedelta
from math import cos, pi, sin

from shapely import box

from samsyn import figures
from samsyn.figures import Branch, Figure, Track
from samsyn.figures.tracks import Sign

INVENTED = "Siffrorna är påhittade."


def every() -> list[Figure]:
    """All kinds, in the order of the house's documentation."""
    return [bars(), series(), expected(), multiples(), intervals(), week(), areas(), spots(),
            grid("square"), grid("hex"), lorenz(), timeline(), tree(), triangle(), lineage(),
            handovers(), links(), year()]  # fmt: skip


def bars() -> figures.Bars:
    return figures.Bars(
        title="Anmälda brott per område",
        note=f"Antal under ett år, med osäkerhet. {INVENTED}",
        categories=("Unga i riskzon", "Otrygga platser"),
        groups=(
            figures.Bar("Norra", (1240, 318), ((1172, 1311), (284, 355))),
            figures.Bar("Södra", (980, None)),
        ),
    )


def series() -> figures.MonthlySeries:
    months = tuple(date(2025, month, 1) for month in range(1, 13))
    now = (52, 48, 61, 66, 71, 80, 78, 74, 69, 60, 57, 50)
    return figures.MonthlySeries(
        title="Månad för månad",
        note=f"Heldragen linje är i år, streckad är året före. {INVENTED}",
        months=months,
        lines=(figures.Line("2025", now), figures.Line("2024", tuple(n - 7 for n in now))),
    )


def _season(level: float, n: int) -> list[float]:
    return [round(level * (1 + 0.3 * sin(pi * i / 6)), 1) for i in range(n)]


def _track(name: str, level: float, peaks: dict[int, float]) -> Track:
    expected = _season(level, 24)
    upper = [round(mean + 2.2 * mean**0.5, 1) for mean in expected]
    seen = [round(mean + 4 * cos(1.7 * i)) for i, mean in enumerate(expected)]
    seen = [round(upper[i] * peaks[i]) if i in peaks else n for i, n in enumerate(seen)]
    signs = tuple(
        _sign(n, top) if i >= 12 else "" for i, (n, top) in enumerate(zip(seen, upper, strict=True))
    )
    judged = [None] * 12
    return Track(name, tuple(seen), (*judged, *expected[12:]), (*judged, *upper[12:]), signs)


def _sign(n: float, top: float) -> Sign:
    return "signal" if n > 1.25 * top else "possible" if n > top else ""


def expected() -> figures.ExpectedBand:
    whole = _track("Cykelstölder i Norra", 30, {16: 1.1, 21: 1.4})
    seen = tuple(None if i == 7 else n for i, n in enumerate(whole.observed))
    return figures.ExpectedBand(
        title="Antal mot vad som kunde väntas",
        note=f"En månad över bandet är ett larm. Krysset är ett skyddat tal. {INVENTED}",
        times=_months(),
        track=Track(whole.name, seen, whole.expected, whole.upper, whole.signs),
    )


def multiples() -> figures.SmallMultiples:
    names = ("Norra innerstaden", "Hägersten-Älvsjö", "Enskede-Årsta-Vantör",
             "Skärholmen", "Farsta")  # fmt: skip
    return figures.SmallMultiples(
        title="Flera områden, samma skala",
        note=f"Månader under två år; det senaste är bedömt. {INVENTED}",
        times=_months(),
        tracks=tuple(
            _track(name, 34 - 6 * n, {22: 1.35} if n == 1 else {19: 1.1} if n == 3 else {})
            for n, name in enumerate(names)
        ),
    )


def _months() -> tuple[date, ...]:
    return tuple(date(2024 + i // 12, i % 12 + 1, 1) for i in range(24))


def intervals() -> figures.Intervals:
    one = figures.Interval
    return figures.Intervals(
        title="Förändring mot året före",
        note=f"Fyllda märken är säkra förändringar. {INVENTED}",
        intervals=(one("Rån", -18, -27, -8), one("Skadegörelse", 6, -4, 17), one("Hot", None)),
        unit="förändring i procent",
    )


def week() -> figures.WeekClock:
    hours = (
        round(4 + 3 * sin(pi * (hour - 10) / 12) + (5 if day > 3 and hour > 20 else 0), 1)
        for day in range(7)
        for hour in range(24)
    )
    return figures.WeekClock(
        title="När i veckan",
        note=f"Ju starkare färg, desto fler. {INVENTED}",
        values=tuple(hours),
        decimals=1,
    )


def areas() -> figures.Choropleth:
    names = ("Torget", "Ängen", "Hamnen", "Berget", "Skogen", "Stationen")
    rates = (17.8, 35.3, None, 29.7, 75.8, 18.7)
    cells = tuple(
        figures.Cell(name, rate, box(x := 1000 * (i % 3), y := 1000 * (i // 3), x + 960, y + 960))
        for i, (name, rate) in enumerate(zip(names, rates, strict=True))
    )
    return figures.Choropleth(
        title="Anmälda brott per 1 000 invånare", note=INVENTED, cells=cells, unit="per 1 000",
        decimals=1,
    )  # fmt: skip


def spots() -> figures.SpotMap:
    names = ("Torget", "Ängen", "Hamnen", "Berget")
    outlines = tuple(
        figures.Outline(name, box(x := 1000 * (i % 2), y := 700 * (i // 2), x + 1000, y + 700))
        for i, name in enumerate(names)
    )
    seen = tuple((150.0 + 97 * i % 1700, 90.0 + 331 * i % 1200, 1 + i % 3) for i in range(14))
    return figures.SpotMap(
        title="Var det sågs", note=INVENTED, outlines=outlines, spots=seen,
        kinds=("Bra att veta", "Bör tas upp", "Behöver åtgärdas snart"),
    )  # fmt: skip


def grid(shape: str) -> figures.CellMap:
    step = (1.0, 1.0) if shape == "square" else (1.0, 3**0.5 / 2)
    places = [(i, j) for i in range(12) for j in range(9) if (i * 7 + j * 5) % 4]
    z = [round(4 - ((i - 7) ** 2 + (j - 4) ** 2) / 6, 1) for i, j in places]
    shift = [0.5 * (j % 2) if shape == "hex" else 0.0 for _, j in places]
    return figures.CellMap(
        title="Täta platser " + ("i rutor" if shape == "square" else "i sexhörningar"),
        note=f"Varje ruta är bedömd med sina grannar. {INVENTED}",
        x=tuple(250 * (i + more) for (i, _), more in zip(places, shift, strict=True)),
        y=tuple(250 * j * step[1] for _, j in places),
        values=tuple(z),
        classes=tuple(0 if v > 2.5 else 1 if v > 1 else 2 if v > -4 else 3 for v in z),
        names=(
            figures.CellClass("tätt, mer än slumpen kan förklara", step=5),
            figures.CellClass("möjligen tätt", step=3),
            figures.CellClass("händelser som slumpen kan förklara", step=1),
            figures.CellClass("glest, mer än slumpen kan förklara", other=2),
        ),
        cell=250,
        unit="z",
        shape="square" if shape == "square" else "hex",
    )


def lorenz() -> figures.Lorenz:
    points = tuple((i / 20, (i / 20) ** 4) for i in range(21))
    return figures.Lorenz(
        title="Hur få platser som har hur mycket", note=INVENTED, points=points,
        marks=((0.85, 0.85**4, "hälften på 15 % av platserna"),),
    )  # fmt: skip


def timeline() -> figures.Timeline:
    return figures.Timeline(
        title="Stadsdelsområden över tid",
        note="Norra och Östra blev Norra innerstaden.",
        strips=(
            figures.Strip("Norra", date(2019, 1, 1), date(2023, 7, 1)),
            figures.Strip("Norra innerstaden", date(2023, 7, 1), colour=2),
        ),
        start=date(2019, 1, 1),
        until=date(2027, 1, 1),
        today=date(2026, 11, 21),
    )


def tree() -> figures.Tree:
    return figures.Tree(
        title="Varför ungdomar rånas vid stationen",
        note="Varje orsak står under det den förklarar. Innehållet är påhittat.",
        branches=(
            Branch("p", "Ungdomsrån vid tunnelbanestationen fredagskvällar", kind="problem"),
            Branch("o1", "Få vuxna ute när fritidsgården har stängt", "p", "orsak"),
            Branch("o11", "Fritidsgårdens öppettider följer skolveckan", "o1", "rotorsak"),
            Branch("a11", "Kvällsöppet fredag och lördag", "o11", "åtgärd"),
            Branch("o2", "Skymd gångtunnel", "p", "orsak"),
            Branch("a2", "Belysning och beskärning enligt trygghetsbesiktningsprotokollet", "o2",
                   "åtgärd"),
        ),
    )  # fmt: skip


def triangle() -> figures.Triangle:
    corner = figures.Corner
    return figures.Triangle(
        title="Rån vid stationen i problemanalystriangeln",
        note="Streckade hörn är inte beskrivna. Innehållet är påhittat.",
        inner=(
            corner("Gärningsperson", "Äldre ungdomar i grupp"),
            corner("Offer eller objekt", "Yngre med telefon i handen"),
            corner("Plats", "Gångtunneln"),
        ),
        outer=(
            corner("Handledare"),
            corner("Väktare", "Kamrater som går samtidigt"),
            corner("Platsansvarig", "Trafikbolaget"),
        ),
    )


def lineage() -> figures.Lineage:
    node, link = figures.Node, figures.Link
    return figures.Lineage(
        title="Områden från en överenskommelse till nästa",
        note="Streckat är antaget.",
        headings=("2019", "2023"),
        old=(node("u", "Unga i riskzon"), node("p", "Otrygga platser"), node("k", "Klotter")),
        new=(node("b", "Barn och unga"), node("m", "Trygga miljöer"), node("v", "Våld i nära")),
        links=(link("u", "b"), link("p", "m"), link("k", "m", assumed=True)),
    )


def handovers() -> figures.Handovers:
    return figures.Handovers(
        title="Vem som väntar på vem",
        nodes=(figures.Node("l", "Lokal styrgrupp (2)"), figures.Node("s", "Styrgruppen")),
        links=(
            figures.Handover("l", "s", "Uppföljning", (("accepted", 1), ("late", 1)), ("Södra",)),
        ),
        rows=(("Södra", "Styrgruppen", "Uppföljning", "31 maj 2026", "10 dagar sen"),),
    )


def links() -> figures.Links:
    return figures.Links(
        title="Från problem till åtgärd",
        note="Streck betyder lucka.",
        headings=("Problem", "Orsaker", "Åtgärder"),
        chains=(figures.Chain("Barn och unga", (2, 1, 3)), figures.Chain("Miljöer", (1, 0, 0))),
        first="Område",
    )


def year() -> figures.YearWheel:
    first = date(2026, 1, 1)
    kinds = ("sammanträde", "skyldighet", "lägesbild")
    return figures.YearWheel(
        title="Årshjulet 2026",
        year=2026,
        events=tuple(
            figures.Event(first + timedelta(40 * i), f"Händelse {i + 1}", kinds[i % 3])
            for i in range(9)
        ),
        kinds=kinds,
        today=date(2026, 11, 21),
    )
