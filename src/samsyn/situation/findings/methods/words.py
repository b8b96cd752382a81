"""Swedish for months, shares and lists."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.figures import swedish

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def months_in_words(months: Sequence[str]) -> str:
    """`2024-07`, `2024-08` as »juli och augusti 2024«."""
    years: dict[str, list[str]] = {}
    for month in months:
        years.setdefault(month[:4], []).append(MONTHS[int(month[5:7]) - 1])
    return " och ".join(f"{listed(names)} {year}" for year, names in years.items())


def listed(names: Sequence[str]) -> str:
    """»a, b och c«."""
    return " och ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def percent(share: float, decimals: int = 0) -> str:
    return f"{swedish(100 * share, decimals)} %"


def times(ratio: float) -> str:
    return f"{swedish(ratio, 1)} gånger"


def swedish_ratio(ratio: float) -> str:
    """»12 % fler«, »8 % färre« or »lika många«."""
    off = round(100 * (ratio - 1))
    if not off:
        return "lika många"
    return f"{swedish(abs(off))} % {'fler' if off > 0 else 'färre'}"


def lower(words: str) -> str:
    """The sentence with a small first letter, to stand after a colon."""
    return words[:1].lower() + words[1:]
