"""What a cause analysis asks, as data: the problem's four parts, the triangle, and whom to mind.

The methods and their names are Brå's handbook's and routine activity theory's (Cohen and Felson
1979; Clarke and Eck 2003); the questions are our own words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A text of the analysis: its field, its name, and what to ask oneself when writing it."""

    field: str
    name: str
    question: str


@dataclass(frozen=True)
class Corner(Part):
    """A corner of the triangle; `over` is the inner corner that an outer one keeps watch over."""

    over: str = ""


STATEMENT = (
    Part("what", "Vad händer?", "Vilka händelser är det, hur går de till och hur många är de?"),
    Part("where", "Var?", "Vilka platser gäller det, och vilka liknande platser slipper det?"),
    Part("when", "När?", "Vilka tider, dagar och årstider? Har det börjat, ökat eller flyttat?"),
    Part(
        "who",
        "Vem drabbas?",
        "Vilka grupper drabbas, på vilket sätt, och vilka klarar sig? Inga enskilda personer.",
    ),
)

TRIANGLE = (
    Corner(
        "target",
        "Offer eller objekt",
        "Vem eller vad blir utsatt? Vad gör just dem eller det åtkomligt eller lockande?",
    ),
    Corner(
        "offender",
        "Gärningsperson",
        "Vad vill de som gör detta uppnå, och vad gör att det känns möjligt och värt risken?",
    ),
    Corner(
        "setting",
        "Plats",
        "Vad i platsen, ljuset, vägarna eller tiden gör att det händer där och inte intill?",
    ),
    Corner(
        "guardian",
        "Väktare",
        "Vilka kan skydda den eller det som utsätts: grannar, vänner, personal? Var är de då?",
        over="target",
    ),
    Corner(
        "handler",
        "Handledare",
        "Vilka har inflytande över dem som gör detta: föräldrar, tränare, vänner? Vad vet de?",
        over="offender",
    ),
    Corner(
        "manager",
        "Platsansvarig",
        "Vem råder över platsen: ägare, butik, skola, trafikbolag? Vad gör de och kan göra?",
        over="setting",
    ),
)

MINDED = (
    Part(
        "women",
        "Kvinnor och flickor",
        "Vad är annorlunda för dem? Eller varför det inte går att säga.",
    ),
    Part(
        "children",
        "Barn och unga",
        "Hur berörs de, som utsatta eller som de som gör det? Eller varför det inte går att säga.",
    ),
    Part(
        "victims",
        "Brottsutsatta",
        "Vad behöver de som har drabbats? Eller varför det inte är aktuellt.",
    ),
)
ONE_KIND = Part(
    "one_kind",
    "Därför bara ett slag av orsaker",
    "Behövs bara om trädet saknar situationella eller sociala orsaker.",
)
WORDS = tuple(p.field for p in (*STATEMENT, *TRIANGLE, *MINDED, ONE_KIND))
"""Every text of an analysis by its field."""
