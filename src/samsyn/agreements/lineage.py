"""Where areas come from, as a figure: version by version."""

from samsyn.agreements.charter import Charter
from samsyn.figures import Lineage, Link, Node


def lineage(old: Charter, new: Charter) -> Lineage:
    """Which areas of `new` continue which of `old`. Links that are assumptions are dashed."""
    links = [
        Link(earlier, f"{new.key}#{area.key}", assumed=area.assumed)
        for area in new.areas
        for earlier in area.continues
        if earlier.partition("#")[0] == old.key
    ]
    known = {f"{old.key}#{area.key}" for area in old.areas}
    return Lineage(
        title=f"Områden i {old.key} och {new.key}",
        note="Streckade linjer är antaganden. Områden utan linje upphör eller är nya.",
        headings=(old.key, new.key),
        old=_nodes(old),
        new=_nodes(new),
        links=tuple(link for link in links if link.old in known),
    )


def _nodes(charter: Charter) -> tuple[Node, ...]:
    return tuple(Node(f"{charter.key}#{area.key}", area.name) for area in charter.areas)
