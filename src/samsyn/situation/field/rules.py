"""What is missing before a weekly round can be closed. Pure: it returns sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

FEWEST_LETTERS = 5
MOST_HOTSPOTS = 8


def missing(hotspots: int, note: str) -> list[str]:
    """A round says where to go first, or why nowhere."""
    if hotspots or len(note.strip()) >= FEWEST_LETTERS:
        return []
    return ["Välj minst en plats för veckan som kommer, eller skriv varför ingen prioriteras."]


def hotspot_faults(name: str, why: str, taken: Sequence[str]) -> list[str]:
    """Why a place cannot be set first."""
    faults = [] if name.strip() else ["Skriv vilken plats det gäller."]
    if len(why.strip()) < FEWEST_LETTERS:
        faults.append("Skriv varför platsen prioriteras.")
    if name.strip().casefold() in {other.casefold() for other in taken}:
        faults.append(f"{name.strip()} är redan prioriterad.")
    if len(taken) >= MOST_HOTSPOTS:
        faults.append(f"Högst {MOST_HOTSPOTS} platser: den som prioriterar allt prioriterar inget.")
    return faults


def task_faults(title: str, due: date, today: date) -> list[str]:
    faults = [] if title.strip() else ["Skriv vad som ska göras."]
    if due < today:
        faults.append("Uppgiften ska vara klar i dag eller senare.")
    return faults


def settling_faults(before: str, status: str, note: str) -> list[str]:
    """Why a task cannot go from one status to another."""
    if before == status:
        return ["Uppgiften står redan så."]
    if status == "dropped" and len(note.strip()) < FEWEST_LETTERS:
        return ["Skriv varför uppgiften inte görs."]
    return []
