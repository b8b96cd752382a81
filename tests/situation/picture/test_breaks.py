"""The city adds a code of its own in the middle of the year: the area's line is broken there."""

from __future__ import annotations

from datetime import date

from samsyn.situation.models import Batch, CrimeCode
from samsyn.situation.picture.drawings import Drawings
from samsyn.situation.picture.periods import Period
from samsyn.situation.picture.reading import Reading
from tests.lillstad import Lillstad

from .conftest import ASSAULT, SINCE, UNTIL


def test_a_change_of_codes_is_told_and_drawn(town: Lillstad, two_years: Batch) -> None:
    CrimeCode.objects.create(
        code=ASSAULT, name="Misshandel", group="BrB 3", theme="våld", since=date(2023, 5, 1)
    )
    reading = Reading(town.place("norra"), Period(SINCE, UNTIL), date(2024, 2, 1))
    told = {area.key: reading.breaks(area.key) for area in reading.kinds.areas}
    concerned = [key for key, found in told.items() if found]
    assert len(concerned) == 1
    [found] = told[concerned[0]]
    assert found == {"month": "2023-05", "text": f"Brottskod {ASSAULT} är ny."}
    assert reading.breaks("alla") == []


def test_the_figure_has_the_mark_and_the_words() -> None:
    months = [{"month": f"2023-{m:02}", "n": m, "before": m} for m in range(1, 13)]
    area = {
        "key": "unga", "name": "Unga", "months": months,
        "breaks": [{"month": "2023-05", "text": "Brottskod 9317 är ny."},
                   {"month": "2022-08", "text": "Brottskod 9318 är ny."}],
    }  # fmt: skip
    whole = {
        "period": {"since": "2023-01-01", "until": "2024-01-01", "label": "2023"},
        "comparison": {"since": "2022-01-01", "until": "2023-01-01", "label": "2022"},
    }
    figure = Drawings(whole).months(area)
    assert figure is not None
    now, then = figure.lines  # type: ignore[attr-defined]
    assert (now.breaks, then.breaks) == ((4,), (7,))
    assert "Serien bryts i maj 2023: Brottskod 9317 är ny." in figure.note
    old = {**area}
    del old["breaks"]  # a picture published before breaks were told
    assert Drawings(whole).months(old).lines[0].breaks == ()  # type: ignore[union-attr, attr-defined]
