"""What a group lacks. Pure: told the seats and who sits in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class SeatState:
    """A seat as the rules see it: whose it is and whether somebody ordinary holds it."""

    function: str
    body: str
    body_name: str
    required: bool
    filled: bool


def vacant(seats: Iterable[SeatState]) -> list[str]:
    """Required seats that nobody holds, one sentence each."""
    return [
        f"{seat.function} ({seat.body_name}) är inte tillsatt."
        for seat in seats
        if seat.required and not seat.filled
    ]


def unrepresented(seats: Iterable[SeatState], composition: Iterable[str]) -> list[str]:
    """Bodies that the charter wants in the group and that no holder represents."""
    present = {seat.body for seat in seats if seat.filled}
    names = {seat.body: seat.body_name for seat in seats}
    return [
        f"{names.get(body, body)} ska finnas med men företräds inte av någon."
        for body in composition
        if body not in present
    ]
