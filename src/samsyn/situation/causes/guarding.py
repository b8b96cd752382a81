"""No person in a cause analysis: the one place where its texts are looked through."""

from __future__ import annotations

from samsyn.situation.privacy import told


def person_faults(*texts: str) -> list[str]:
    """Why the texts cannot be kept, if they seem to point at a person."""
    found = dict.fromkeys(kinds for text in texts if (kinds := told(text)))
    return [f"Texten innehåller {kinds}: skriv utan uppgifter om enskilda." for kinds in found]
