"""docs/acts.md says what the code does."""

from __future__ import annotations

from samsyn.organisation.acts import all_acts
from scripts.docs import PAGE, render


def test_the_page_of_acts_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render(), "run `make docs`"


def test_every_act_says_what_it_does() -> None:
    silent = [
        s.name for s in all_acts() if not s.is_reading and not s.doc and "test." not in s.name
    ]
    assert silent == []
