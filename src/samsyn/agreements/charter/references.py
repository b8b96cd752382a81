"""Does a charter hold together? Checked on the raw document, so that the faults of a half-right
file are found at once and each is told where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .world import ROLES

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """Something wrong at a place in the document, told in Swedish."""

    path: Path
    message: str


def broken(raw: Any) -> list[Fault]:
    """Faults in how the parts of a charter refer to each other; tolerates any shape."""
    if not isinstance(raw, Mapping):
        return []
    return [
        *_twins(raw),
        *_sources(raw, set(_mapping(raw.get("sources"))), ()),
        *_groups(raw),
        *_bodies(raw),
        *_ends_of_duties(raw),
        *_lineage(raw),
        *_local(raw),
    ]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _items(parent: Any, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The mappings of a list, with their places; nothing when it is something else."""
    value = _mapping(parent).get(name)
    if isinstance(value, list | tuple):
        yield from ((i, item) for i, item in enumerate(value) if isinstance(item, Mapping))


def _strings(value: Any) -> list[tuple[int, str]]:
    items = value if isinstance(value, list | tuple) else []
    return [(i, item) for i, item in enumerate(items) if isinstance(item, str)]


def _unknown(what: str, name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    hint = f"; menade du {near[0]!r}?" if near else ""
    return f"{what} {name!r} finns inte{hint}"


def _twins(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Two of the same key in one list."""
    lists: list[tuple[Any, Path, str]] = [(raw, (), n) for n in ("areas", "groups", "duties")]
    lists += [(group, ("groups", i), "seats") for i, group in _items(raw, "groups")]
    for parent, path, name in lists:
        seen: set[str] = set()
        for i, item in _items(parent, name):
            key = str(item.get("key"))
            if "key" in item and key in seen:
                yield Fault((*path, name, i, "key"), f"nyckeln {key!r} används två gånger; byt den")
            seen.add(key)


def _sources(value: Any, known: set[str], path: Path) -> Iterator[Fault]:
    """Sources that are named but not listed, anywhere in the document."""
    if isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _sources(item, known, (*path, i))
    for name, item in _mapping(value).items():
        if name == "source" and isinstance(item, str) and item not in known:
            yield Fault((*path, name), _unknown("källan", item, known) + "; lägg den i sources")
        elif name != "sources":
            yield from _sources(item, known, (*path, name))


def _levels(raw: Mapping[str, Any]) -> dict[str, str]:
    return {str(group.get("key")): str(group.get("level")) for _, group in _items(raw, "groups")}


def _groups(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Reporting lines, the seats that acts name, and who gives feedback."""
    levels = _levels(raw)
    for i, group in _items(raw, "groups"):
        path: Path = ("groups", i)
        yield from _reports(group, levels, path)
        seats = {str(seat.get("key")) for _, seat in _items(group, "seats")}
        for j, may in _items(group, "may"):
            for k, seat in _strings(may.get("seats")):
                if seat not in seats:
                    yield Fault((*path, "may", j, "seats", k), _unknown("platsen", seat, seats))
    for i, feedback in _items(raw, "feedback"):
        by = feedback.get("by")
        if isinstance(by, str) and by not in levels:
            yield Fault(("feedback", i, "by"), _unknown("gruppen", by, set(levels)))


def _reports(group: Mapping[str, Any], levels: Mapping[str, str], path: Path) -> Iterator[Fault]:
    target = group.get("reports_to")
    if not isinstance(target, str):
        return
    where = (*path, "reports_to")
    if target not in levels:
        yield Fault(where, _unknown("gruppen", target, set(levels)))
    elif target == group.get("key"):
        yield Fault(where, "en grupp kan inte rapportera till sig själv")
    elif group.get("level") == "city" and levels[target] == "district":
        yield Fault(where, "en stadsövergripande grupp kan inte rapportera till en lokal")


def _bodies(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Names with an underscore are roles, and only some roles are known."""
    places: list[tuple[Path, Any]] = []
    for i, group in _items(raw, "groups"):
        places += [
            (("groups", i, "seats", j, "body"), s.get("body")) for j, s in _items(group, "seats")
        ]
        demanded = _mapping(group.get("composition")).get("bodies")
        places += [(("groups", i, "composition", "bodies", j), b) for j, b in _strings(demanded)]
    places += [(("parties", i, "body"), party.get("body")) for i, party in _items(raw, "parties")]
    places += [(("feedback", i, "to"), item.get("to")) for i, item in _items(raw, "feedback")]
    for path, body in places:
        if isinstance(body, str) and "_" in body and body not in ROLES:
            yield Fault(path, _unknown("rollen", body, set(ROLES)))


def _ends_of_duties(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A duty stands between groups, roles and bodies that the agreement knows."""
    known = set(_levels(raw)) | set(ROLES)
    known |= {str(party.get("body")) for _, party in _items(raw, "parties")}
    for _, group in _items(raw, "groups"):
        known |= {str(seat.get("body")) for _, seat in _items(group, "seats")}
    for i, duty in _items(raw, "duties"):
        for end in ("owed_by", "owed_to"):
            name = duty.get(end)
            if isinstance(name, str) and name not in known:
                what = "gruppen, rollen eller organet"
                yield Fault(("duties", i, end), _unknown(what, name, known))


def _lineage(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """An area continues areas of earlier versions, and what lives on has not ended."""
    version, lives = str(raw.get("key")), set[str]()
    for i, area in _items(raw, "areas"):
        for j, earlier in _strings(area.get("continues")):
            lives.add(earlier)
            if earlier.partition("#")[0] == version:
                message = "ett område kan bara fortsätta områden i en annan version"
                yield Fault(("areas", i, "continues", j), message)
    for i, ended in _items(raw, "ended"):
        if str(ended.get("area")) in lives:
            message = f"{ended['area']} både fortsätter och upphör; ta bort det ena"
            yield Fault(("ended", i, "area"), message)


def _local(raw: Mapping[str, Any]) -> Iterator[Fault]:
    local = _mapping(raw.get("local"))
    least, most = local.get("parties_least", 2), local.get("parties_most", 5)
    if isinstance(least, int) and isinstance(most, int) and most < least:
        yield Fault(("local", "parties_most"), f"ska vara minst parties_least ({least})")
