"""Hour by weekday: when in the week it happens."""

from dataclasses import dataclass
from functools import cached_property

from samsyn.figures.base import WIDTH, Figure, Table, written
from samsyn.figures.numbers import swedish
from samsyn.figures.svg import PAPER, el, escape, hatch, hatched, scale, text

DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_LEFT, _TOP, _ROW, _STEPS = 46.0, 20.0, 12.0, 5


@dataclass(frozen=True, kw_only=True)
class WeekClock(Figure):
    """168 values from Monday 00–01 on; None is protected. Five equal steps from 0 to the highest.

    Raises ValueError for another number of values or a negative one.
    """

    values: tuple[float | None, ...]
    unit: str = "antal"
    decimals: int | None = None

    def __post_init__(self) -> None:
        if len(self.values) != 168 or any(v is not None and v < 0 for v in self.values):
            raise ValueError("a week has 168 hours, each with 0 or more")

    def draw(self, key: str) -> tuple[str, float]:
        wide = (WIDTH - _LEFT) / 7
        parts = [hatch(key)] if None in self.values else []
        for day, name in enumerate(DAYS):
            parts.append(text(_LEFT + (day + 0.5) * wide, 14, name[:3], anchor="middle"))
            for hour in range(24):
                value = self.values[day * 24 + hour]
                look = hatched(key) if value is None else scale(self._step(value))
                words = f"{name} {hour:02}–{hour + 1:02}: {written(value, self.decimals)}"
                box = el("title", escape(words))
                parts.append(
                    el("rect", box, x=_LEFT + day * wide, y=_TOP + hour * _ROW, width=wide - 1,
                       height=_ROW - 1, **look)
                )  # fmt: skip
        for hour in range(0, 24, 3):
            parts.append(text(_LEFT - 6, _TOP + hour * _ROW + 10, f"{hour:02}", anchor="end"))
        y = _TOP + 24 * _ROW + 12
        return "".join(parts) + self._legend(y), y + 40

    def table(self) -> Table:
        rows = tuple(
            (
                f"{hour:02}–{hour + 1:02}",
                *(written(self.values[day * 24 + hour], self.decimals) for day in range(7)),
            )
            for hour in range(24)
        )
        return Table(("Timme", *(day.capitalize() for day in DAYS)), rows, self.title)

    @cached_property
    def _highest(self) -> float:
        return max((v for v in self.values if v is not None), default=0.0)

    def _step(self, value: float) -> int:
        highest = self._highest
        return min(_STEPS, 1 + int(value / highest * _STEPS)) if highest else 1

    def _legend(self, y: float) -> str:
        parts = [
            el("rect", x=_LEFT + i * 26, y=y, width=26, height=12, stroke=PAPER, **scale(i + 1))
            for i in range(_STEPS)
        ]
        highest = f"{swedish(self._highest, self.decimals)} {self.unit}"
        return "".join([*parts, text(_LEFT - 6, y + 11, "0", anchor="end"),
                        text(_LEFT + _STEPS * 26 + 6, y + 11, highest)])  # fmt: skip
