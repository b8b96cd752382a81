"""A charter as running text: what goes out on consultation and lies in the case file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .models import Charter, DutyTerm, GroupKind


def in_words(charter: Charter, names: Mapping[str, str]) -> str:
    """The whole charter in plain Swedish, clause by clause; `names` are words for its keys."""
    wording = _Wording(charter, names)
    return "\n\n".join(part for part in wording.parts() if part)


class _Wording:
    def __init__(self, charter: Charter, names: Mapping[str, str]) -> None:
        self.charter, self.names = charter, names

    def parts(self) -> Iterator[str]:
        charter = self.charter
        yield charter.title
        yield self._list("Parter", [self._name(party.body) for party in charter.parties])
        yield self._validity()
        for term in charter.terms:
            yield f"{term.clause} {term.heading}\n{term.text}"
        areas = [" – ".join(filter(None, (a.name, a.description))) for a in charter.areas]
        yield self._list("Prioriterade områden", areas)
        for group in charter.groups:
            yield self._group(group)
        yield self._list("Skyldigheter", [self._duty(duty) for duty in charter.duties])
        yield self._list("Återkoppling", [words.text for words in charter.feedback])

    def _validity(self) -> str:
        ends = self.charter.validity.ends
        last = "tills vidare" if ends is None else f"till och med {ends}"
        return f"Gäller från {self.charter.validity.begins} {last}."

    def _group(self, group: GroupKind) -> str:
        lines = [f"{group.clause} {group.name}"]
        if group.theme:
            lines.append(f"Tema: {group.theme}.")
        lasting = "Fast grupp" if group.lasting == "standing" else "Tillfällig grupp"
        level = "för hela staden" if group.level == "city" else "i varje stadsdelsområde"
        lines.append(f"{lasting} {level}.")
        if group.cadence:
            lines.append(f"Möten: {group.cadence.text}.")
        if group.reports_to:
            lines.append(f"Rapporterar till {self._name(group.reports_to)}.")
        if group.delegation:
            lines.append(f"Gräns för beslut: {group.delegation.text}")
        lines += [f"- {seat.function} ({self._name(seat.body)})" for seat in group.seats]
        return "\n".join(lines)

    def _duty(self, duty: DutyTerm) -> str:
        ends = f"{self._name(duty.owed_by)} till {self._name(duty.owed_to)}"
        return f"{duty.clause} {duty.what}: {ends}, {duty.how_often}"

    def _list(self, heading: str, lines: list[str]) -> str:
        return "\n".join([heading, *(f"- {line}" for line in lines)]) if lines else ""

    def _name(self, key: str) -> str:
        return self.names.get(key, key)
