"""What is missing before an agreement can be adopted, brought into force or signed. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samsyn.agreements.charter import Charter, World
from samsyn.agreements.charter.models import LocalRules
from samsyn.agreements.charter.world import ROLES

LAW = "lag"


@dataclass(frozen=True)
class StanceState:
    """What a local agreement says of an area: the area's key, the stance and the words."""

    area: str
    stance: str
    text: str


def not_ready(
    charter: Charter,
    status: str,
    adopted: Collection[str],
    world: World,
    names: Mapping[str, str],
    *,
    is_shipped: bool,
) -> Iterator[str]:
    """Why a version cannot come into force. `adopted` holds the keys of bodies that adopted it,
    `names` what bodies are called.

    Nobody adopts the law, so only a charter of the law that comes with Samsyn (`is_shipped`) can
    stand without parties; else whoever prepares charters could write power for themselves.
    """
    if charter.line == LAW:
        if not is_shipped:
            yield "Lagens linje tar bara emot de stadgor som följer med Samsyn, oförändrade."
    elif len(charter.parties) < 2:
        yield "En överenskommelse behöver minst två parter. Lägg till dem i stadgan."
    if status not in {"draft", "consultation", "adopted"}:
        yield f"{charter.key} är redan i kraft eller ersatt."
    for party in charter.parties:
        if party.body not in adopted:
            name = names.get(party.body, party.body)
            yield f"{name} har inte antagit överenskommelsen. Registrera beslutet först."
    for body in sorted(named_bodies(charter)):
        if world.bodies is not None and body not in world.bodies:
            yield f"Stadgan nämner organet »{body}« som inte finns den dagen. Registrera det först."


def named_bodies(charter: Charter) -> set[str]:
    """The bodies that a charter names by key rather than by role."""
    groups = {group.key for group in charter.groups}
    names = {party.body for party in charter.parties}
    names |= {seat.body for group in charter.groups for seat in group.seats}
    names |= {b for g in charter.groups if g.composition for b in g.composition.bodies}
    names |= {end for duty in charter.duties for end in (duty.owed_by, duty.owed_to)} - groups
    return names - ROLES.keys()


def uncovered(
    areas: Iterable[tuple[str, str]], stances: Iterable[StanceState], rules: LocalRules | None
) -> list[str]:
    """What a local agreement lacks in its coverage of the overall areas, (key, name) each."""
    if rules is None or not rules.all_areas:
        return []
    said = {stance.area: stance for stance in stances}
    missing = []
    for key, name in areas:
        if key not in said:
            missing.append(f"»{name}« saknas: ange om området prioriteras, berörs eller förklaras.")
        elif said[key].stance == "explained" and not said[key].text.strip():
            missing.append(f"»{name}« saknar förklaring: skriv varför området inte är aktuellt.")
    return missing


def party_faults(
    rules: LocalRules | None, parties: Collection[str], police: Collection[str]
) -> list[str]:
    """What is wrong with the parties of a local agreement; `police` are those of the police."""
    least, most = (rules.parties_least, rules.parties_most) if rules else (2, 5)
    faults = []
    if not least <= len(parties) <= most:
        faults.append(f"Parterna är {len(parties)}; de ska vara {least}–{most}.")
    if not set(parties) & set(police):
        faults.append("Ingen part är polis. Lägg till lokalpolisområdet.")
    if not set(parties) - set(police):
        faults.append("Ingen part är stadens. Lägg till stadsdelsförvaltningen eller nämnden.")
    return faults


def cannot_extend(stands: bool, ends: date | None, until: date | None, day: date) -> list[str]:
    """Why a version cannot be extended to `until` (first day after), decided on `day`."""
    faults = []
    if not stands:
        faults.append("Bara en överenskommelse i kraft kan förlängas.")
    elif ends is None:
        faults.append("Överenskommelsen gäller redan tills vidare.")
    elif until is not None and until <= max(ends, day):
        faults.append("Den nya sista dagen måste ligga efter den nuvarande och efter beslutet.")
    return faults
