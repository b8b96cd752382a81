"""Which places a place covers: itself, all within it, its predecessors and all within them."""

from __future__ import annotations

from collections import defaultdict

from samsyn.organisation.models import Place, PlaceCover, PlaceSuccession


def covered_by(parts: dict[int, set[int]]) -> dict[int, set[int]]:
    """The transitive closure of "has part", each place covering itself. Pure; cycles are safe."""
    return {place: _reach(place, parts) for place in parts}


def _reach(start: int, parts: dict[int, set[int]]) -> set[int]:
    seen, queue = {start}, [start]
    while queue:
        new = parts.get(queue.pop(), set()) - seen
        seen |= new
        queue.extend(new)
    return seen


def rebuild_cover() -> None:
    """Bring `PlaceCover` in step with the places; run inside the act that changed them."""
    parts: dict[int, set[int]] = defaultdict(set)
    for pk, parent in Place.objects.values_list("pk", "parent"):
        parts[pk] |= set()
        if parent is not None:
            parts[parent].add(pk)
    for old, new in PlaceSuccession.objects.values_list("predecessor", "successor"):
        parts[new].add(old)
    wanted = {(place, other) for place, covers in covered_by(parts).items() for other in covers}
    standing = {
        (place, other): pk
        for pk, place, other in PlaceCover.objects.values_list("pk", "place", "covered")
    }
    gone = [pk for pair, pk in standing.items() if pair not in wanted]
    PlaceCover.objects.filter(pk__in=gone).delete()
    PlaceCover.objects.bulk_create(
        PlaceCover(place_id=place, covered_id=other)
        for place, other in sorted(wanted - standing.keys())
    )
