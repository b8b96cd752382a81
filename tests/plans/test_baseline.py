"""A measure's starting point is what the picture tells, and a protected number is never told."""

from __future__ import annotations

from typing import Any

from samsyn.plans.baseline import from_picture

CONTENT: dict[str, Any] = {
    "place": {"key": "norra", "name": "Norra"},
    "period": {"label": "jan–dec 2023"},
    "areas": [
        {
            "key": "unga",
            "name": "Unga i riskzon",
            "n": 1234,
            "parts": [
                {"key": "torget", "name": "Torget", "n": 12},
                {"key": "backen", "name": "Backen", "n": None},
            ],
        },
    ],
}


def test_the_nearest_place_that_the_picture_tells_of() -> None:
    found = from_picture(CONTENT, "unga", "torget")
    assert found is not None
    assert found.n == 12
    assert found.text == ("12 händelser enligt lägesbilden: Unga i riskzon, Torget, jan–dec 2023")


def test_else_the_picture_as_a_whole() -> None:
    found = from_picture(CONTENT, "unga", "norra")
    assert found is not None
    assert (found.n, found.text[:15]) == (1234, "1\u00a0234 händelser")


def test_a_protected_number_stays_protected() -> None:
    found = from_picture(CONTENT, "unga", "backen")
    assert found is not None
    assert found.n is None
    assert "skyddat" in found.text
    assert not any(letter.isdigit() for letter in found.text.replace("2023", ""))


def test_an_area_without_numbers_has_no_starting_point() -> None:
    assert from_picture(CONTENT, "", "norra") is None
    assert from_picture(CONTENT, "kameror", "norra") is None
    assert from_picture(None, "unga", "norra") is None
