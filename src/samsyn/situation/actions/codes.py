"""The table of crime codes. Samsyn brings its own; a city may add what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.organisation.acts import Doing, Refused, act
from samsyn.organisation.models import Installation
from samsyn.situation.codes import Code
from samsyn.situation.models import CrimeCode


@act("situation.import_codes", on="organisation.Installation", title="Läsa in brottskoder")
def import_codes(doing: Doing, here: Installation, *, found: Sequence[Code], source: str) -> int:
    """Add or correct crime codes; they go before Samsyn's own of the same number.

    Pictures on their way are counted with them at once; published ones stay as they are.
    """
    if not found:
        raise Refused("Filen innehåller inga brottskoder. Den ska ha en rad per kod.")
    kept = CrimeCode.keep(found)
    doing.record(codes=sorted(code.code for code in found), source=source)
    return kept
