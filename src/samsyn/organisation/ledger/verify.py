"""Reading the chain back: the first broken entry, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samsyn.organisation.models import Entry, EntryDetail, StreamHead

from .chain import Fact, digest_of, leaf_of


@dataclass(frozen=True)
class Break:
    """The first entry of a stream that does not follow from the one before."""

    stream: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"{self.stream} nr {self.seq}: {self.why}"


def verify() -> list[Break]:
    """The first break of every stream that has one; empty when the ledger is whole."""
    heads = {head.stream: head for head in StreamHead.objects.all()}
    streams = set(heads) | set(Entry.objects.values_list("stream", flat=True).distinct())
    found = (_first_break(stream, heads.get(stream)) for stream in sorted(streams))
    return [broken for broken in found if broken is not None]


def _first_break(stream: str, head: StreamHead | None) -> Break | None:
    previous, seq = "—", 0
    for entry, detail in _entries(stream):
        seq += 1
        why = _wrong(entry, detail, seq, previous)
        if why:
            return Break(stream, seq, why)
        previous = entry.digest
    if head is None:
        return Break(stream, seq, "strömmens huvud saknas")
    if head.seq != seq or (seq and head.digest != previous):
        return Break(stream, seq + 1, f"slutet saknas: huvudet säger nr {head.seq}")
    return None


def _entries(stream: str) -> Iterator[tuple[Entry, EntryDetail | None]]:
    rows = Entry.objects.filter(stream=stream).order_by("seq").select_related("detail")
    for entry in rows.iterator(chunk_size=2000):
        yield entry, getattr(entry, "detail", None)


def _wrong(entry: Entry, detail: EntryDetail | None, seq: int, previous: str) -> str:
    if entry.seq != seq:
        return f"nr {seq} saknas (här står nr {entry.seq})"
    if entry.previous != previous:
        return "hänger inte ihop med posten före"
    if detail is None:
        return "uppgifterna saknas"
    if leaf_of(detail.salt, detail.payload) != entry.leaf:
        return "uppgifterna är ändrade"
    fact = Fact(entry.at, entry.act, entry.person, entry.seat, entry.ground, entry.subject)
    if digest_of(entry.stream, entry.seq, entry.previous, fact, entry.leaf) != entry.digest:
        return "posten är ändrad"
    return ""
