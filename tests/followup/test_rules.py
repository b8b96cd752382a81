"""What is owed when: due days, periods, what is late and what has been passed over."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samsyn.followup.rules import Given, occasions, pressing

BEGINS = date(2024, 1, 1)
DUES = [date(2024, 5, 31), date(2024, 11, 30), date(2025, 5, 31), date(2025, 11, 30)]
statuses = st.sampled_from(["draft", "submitted", "asked_back", "accepted"])
answers = st.dictionaries(st.sampled_from(DUES), st.builds(Given, statuses))
days = st.dates(BEGINS, date(2026, 1, 31))


@given(answers, days)
def test_periods_leave_nothing_between(given_: dict[date, Given], day: date) -> None:
    found = occasions(DUES, given_, BEGINS, day)
    answered = [o for o in found if o.is_answered]
    for before, after in pairwise(answered):
        assert after.since == before.until
    assert all(o.since <= o.due < o.until for o in found)
    assert sum(o.due >= day for o in found) <= 1


@given(answers, days)
def test_late_is_what_has_passed_unanswered(given_: dict[date, Given], day: date) -> None:
    for o in occasions(DUES, given_, BEGINS, day):
        if o.is_late:
            assert o.due < day
            assert not o.is_answered
            assert all(
                g.status not in {"submitted", "accepted"} for d, g in given_.items() if d > o.due
            )


def test_it_is_not_late_on_its_day() -> None:
    assert not occasions(DUES, {}, BEGINS, DUES[0])[0].is_late
    late = occasions(DUES, {}, BEGINS, DUES[0] + timedelta(1))[0]
    assert late.is_late
    assert late.days_late(DUES[0] + timedelta(1)) == 1


def test_a_later_report_covers_what_was_passed_over() -> None:
    found = occasions(DUES, {DUES[1]: Given("accepted")}, BEGINS, date(2024, 12, 5))
    assert [o.status for o in found] == ["passed_over", "accepted", "none"]
    assert found[1].since == BEGINS
    assert not any(o.is_late for o in found)


def test_what_presses_is_what_is_late_and_what_is_to_be_received() -> None:
    day = date(2024, 12, 5)
    found = occasions(
        DUES, {DUES[0]: Given("submitted"), DUES[1]: Given("asked_back")}, BEGINS, day
    )
    assert [(o.due, o.is_late) for o in pressing(found)] == [(DUES[1], True), (DUES[0], False)]
    assert [o.due for o in pressing(occasions(DUES, {}, BEGINS, BEGINS))] == [DUES[0]]
    done = occasions(DUES[:1], {DUES[0]: Given("accepted")}, BEGINS, day)
    assert [o.status for o in pressing(done)] == ["accepted"]
    assert pressing(occasions([], {}, BEGINS, BEGINS)) == []
