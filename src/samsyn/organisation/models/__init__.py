"""What the organisation is made of. One file per part; import from here."""

from .bodies import Body, BodySuccession
from .groups import Group, Mandate, Seat, Tenure
from .installation import Installation
from .ledger import Entry, EntryDetail, StreamHead
from .people import Person
from .places import Place, PlaceCover, PlaceSuccession, PoliceAreaLink

__all__ = [
    "Body",
    "BodySuccession",
    "Entry",
    "EntryDetail",
    "Group",
    "Installation",
    "Mandate",
    "Person",
    "Place",
    "PlaceCover",
    "PlaceSuccession",
    "PoliceAreaLink",
    "Seat",
    "StreamHead",
    "Tenure",
]
