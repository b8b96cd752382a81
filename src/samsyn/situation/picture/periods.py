"""The months that a picture covers, and the same months a year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Self

LONGEST = 12


@dataclass(frozen=True, order=True)
class Period:
    """Whole months from `since` to, but not including, `until`.

    Raises ValueError, in Swedish, for anything but one to twelve whole months: a longer period
    would overlap the same period a year before.
    """

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.since.day != 1 or self.until.day != 1:
            raise ValueError("Perioden ska vara hela månader: börja den 1:a och sluta den sista.")
        if not 1 <= self._length() <= LONGEST:
            raise ValueError(
                "Perioden ska vara 1–12 månader, så att den kan jämföras med året före."
            )

    def _length(self) -> int:
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month

    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        first = self.since.year * 12 + self.since.month - 1
        return tuple(date(n // 12, n % 12 + 1, 1) for n in range(first, first + self._length()))

    def year_before(self) -> Self:
        return type(self)(
            self.since.replace(year=self.since.year - 1),
            self.until.replace(year=self.until.year - 1),
        )

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)

    @cached_property
    def key(self) -> str:
        """`2024-01/2025-01`; a single month is `2024-03`, as it is within a longer period."""
        if self._length() == 1:
            return f"{self.since:%Y-%m}"
        return f"{self.since:%Y-%m}/{self.until:%Y-%m}"

    def __str__(self) -> str:
        """In Swedish: `2024`, `mars 2024` or `januari–mars 2024`."""
        first, last = MONTHS[self.since.month - 1], MONTHS[self.last_day.month - 1]
        if self._length() == 12 and self.since.month == 1:
            return str(self.since.year)
        if self._length() == 1:
            return f"{first} {self.since.year}"
        if self.since.year == self.last_day.year:
            return f"{first}–{last} {self.since.year}"
        return f"{first} {self.since.year}–{last} {self.last_day.year}"


MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
