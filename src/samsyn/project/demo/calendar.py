"""When things happen in the demo: the hours of five years, weighed by a rhythm."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from .tables import table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Times = npt.NDArray[np.datetime64]

MONTHS = 60


@dataclass(frozen=True)
class Calendar:
    """Every hour of the sixty whole months before a day.

    A day begins at six in the morning here, so that the small hours of Saturday belong to the
    Friday night; `weekday` counts from Monday 0. `month` is 0 for the first month, 59 for the last.
    """

    start: Times
    hour: Ints
    weekday: Ints
    season: Ints
    month: Ints

    @classmethod
    def before(cls, today: date) -> "Calendar":
        end = np.datetime64(today, "M")
        first, last = (end - MONTHS).astype("M8[h]").astype(int), end.astype("M8[h]").astype(int)
        start: Times = np.arange(first, last).astype("M8[h]")
        social_day = (start - np.timedelta64(6, "h")).astype("M8[D]").astype(int)
        month = start.astype("M8[M]").astype(int)
        return cls(
            start=start,
            hour=start.astype(int) % 24,
            weekday=(social_day + 3) % 7,  # 1970-01-01 was a Thursday
            season=month % 12,
            month=month - month[0],
        )

    def weights(self, rhythm: str) -> Floats:
        """How likely each hour is under a rhythm of the table `rhythms`; not normalised."""
        row = next(row for row in table("rhythms") if row["rhythm"] == rhythm)
        by_hour = np.full(24, float(row["floor"]))
        for peak in row["peaks"].split(","):
            centre, width, height = map(float, peak.split())
            away = (np.arange(24) - centre + 12) % 24 - 12
            by_hour += height * np.exp(-((away / width) ** 2) / 2)
        week, year = (np.array(row[name].split(), float) for name in ("week", "year"))
        weights: Floats = by_hour[self.hour] * week[self.weekday] * year[self.season]
        return weights

    def draw(self, rng: np.random.Generator, weights: Floats, rows: int) -> Times:
        """Minutes drawn by the hours' weights, in no order."""
        hours = self.start[pick(rng, weights, rows)].astype("M8[m]")
        times: Times = hours + rng.integers(0, 60, rows).astype("m8[m]")
        return times


def pick(rng: np.random.Generator, weights: Floats, rows: int) -> Ints:
    """Indices drawn with replacement, proportional to the weights."""
    steps = np.cumsum(weights)
    found: Ints = np.searchsorted(steps, rng.random(rows) * steps[-1], side="right")
    return found
