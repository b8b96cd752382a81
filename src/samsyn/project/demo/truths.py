"""The planted truths: what an analysis of the demo's incidents must find, as data.

The same list stands in words in docs/demo.md; a test holds the two together.
"""

from dataclasses import dataclass

from .calendar import MONTHS

OUTDOOR_ASSAULT = ("0355", "0357", "0375", "0377")


@dataclass(frozen=True)
class Truth:
    """Something planted on top of the even background, or already true of it (`rows` is 0).

    `places` are keys of neighbourhoods, empty for the whole city. `months` counts from the first
    month of the five years, half-open. `trend` is the weight of the first and the last of these
    months. A `radius` in metres gathers the rows at the square of the first place. `echoes` is how
    many further crimes follow each one, within ECHO_METRES and ECHO_DAYS.
    """

    number: int
    key: str
    sentence: str
    codes: tuple[str, ...]
    places: tuple[str, ...] = ()
    rows: int = 0
    rhythm: str = "evening"
    months: tuple[int, int] = (0, MONTHS)
    trend: tuple[float, float] = (1.0, 1.0)
    radius: float | None = None
    echoes: int = 0


ECHO_METRES = 150.0
ECHO_DAYS = 14

TRUTHS = (
    Truth(
        1,
        "oppen-drogscen",
        "Öppen narkotikahandel samlas vid torget i Skärholmens centrum alla fem åren.",
        ("5005", "5010", "5011"),
        ("skarholmens-centrum",),
        rows=1300,
        radius=80,
    ),
    Truth(
        2,
        "krogstrak",
        "Misshandel och våld mot polis samlas vid Medborgarplatsen fredags- och lördagsnätter.",
        ("0357", "0355", "1701"),
        ("medborgarplatsen",),
        rows=900,
        rhythm="weekend_night",
        radius=80,
    ),
    Truth(
        3,
        "ny-plats",
        "En ny brottsutsatt plats: skadegörelse och klotter i Stadshagen det senaste året.",
        ("1205", "1209"),
        ("stadshagen",),
        rows=260,
        rhythm="night",
        months=(MONTHS - 12, MONTHS),
        radius=80,
    ),
    Truth(
        4,
        "ungdomsran-okar",
        "Rån mot unga i Farsta ökar stadigt de senaste två åren.",
        ("9806",),
        ("farsta-centrum", "farsta-strand", "hokarangen", "skondal"),
        rows=240,
        months=(MONTHS - 24, MONTHS),
        trend=(0.1, 1.0),
    ),
    Truth(
        5,
        "fordonsstolder-minskar",
        "Stölder ur och från fordon i Enskede-Årsta-Vantör minskar under alla fem åren.",
        ("9827", "9828"),
        ("arsta", "ostberga", "enskede", "stureby", "orby", "hogdalen", "ragsved", "hagsatra"),
        rows=2400,
        rhythm="night",
        trend=(1.0, 0.0),
    ),
    Truth(
        6,
        "upprepade-inbrott",
        "Villainbrott i Hässelby villastad följs av nya inbrott nära intill inom två veckor.",
        ("9801",),
        ("hasselby-villastad",),
        rows=140,
        rhythm="burglary",
        echoes=2,
    ),
    Truth(
        7,
        "helgnatter",
        "Misshandel utomhus sker till stor del fredags- och lördagsnätter i hela staden.",
        OUTDOOR_ASSAULT,
    ),
    Truth(
        8,
        "brander-en-manad",
        "Bränder och angrepp på blåljuspersonal i Järva under en enda månad.",
        ("1211", "1210", "1311"),
        ("rinkeby", "husby", "tensta"),
        rows=90,
        rhythm="night",
        months=(MONTHS - 9, MONTHS - 8),
    ),
    Truth(
        9,
        "skolans-lov",
        "Stölder i skolor upphör nästan helt i juli.",
        ("0846",),
    ),
    Truth(
        10,
        "vem-som-drabbas",
        "Våld i nära relation drabbar kvinnor flera gånger oftare än män.",
        ("9365", "9367", "9369", "9371"),
    ),
)
