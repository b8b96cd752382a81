"""Numbers and months as Swedish readers write them."""

from datetime import date
from math import floor, isfinite, log10

SPACE = "\u00a0"  # no line break inside a number
MINUS = "\u2212"
MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def swedish(value: float, decimals: int | None = None) -> str:
    """The number with spaces between thousands and a decimal comma: `1 234,5`.

    Without `decimals` whole numbers have none and others as many as give three figures.
    Raises ValueError for NaN and infinity: what cannot be told must be said in words.
    """
    if not isfinite(value):
        raise ValueError(f"not a number to show: {value}")
    if decimals is None:
        decimals = 0 if value == int(value) else _three_figures(value)
    text = f"{abs(value):,.{decimals}f}"
    sign = MINUS if value < 0 and float(text.replace(",", "")) else ""
    return sign + text.replace(",", SPACE).replace(".", ",")


def signed(value: float, decimals: int | None = None) -> str:
    """The number with its sign, `+4` or `−2`; what is written as zero has none."""
    text = swedish(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0,") else text


def limit(value: float, decimals: int | None = None) -> str:
    """An end of an interval with its sign and decimals enough to tell it from zero."""
    if decimals is None:
        return signed(value)
    return next((end for n in range(decimals, 4) if (end := signed(value, n)).strip("0,")), "0")


def month_name(month: date) -> str:
    """`mar 2024`."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """Round numbers that cover low–high, in steps of 1, 2 or 5 × a power of ten."""
    span = (high - low) or 1.0
    power = 10.0 ** floor(log10(span / wanted))
    step = next(power * m for m in (1, 2, 5, 10) if span / (power * m) <= wanted)
    first, last = floor(low / step), -floor(-high / step)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def _three_figures(value: float) -> int:
    return max(0, min(6, 2 - floor(log10(abs(value)))))
