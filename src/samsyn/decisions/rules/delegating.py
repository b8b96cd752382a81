"""What a board may hand over, to whom, and how far (kommunallagen 2017:725, 6 and 7 kap.)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# kommunallagen 6 kap. 38 §: "Beslutanderätten får inte delegeras när det gäller …"
NEVER: dict[int, str] = {
    1: "ärenden som avser verksamhetens mål, inriktning, omfattning eller kvalitet",
    2: (
        "framställningar eller yttranden till fullmäktige liksom yttranden med anledning av att "
        "beslut av nämnden i dess helhet eller av fullmäktige har överklagats"
    ),
    3: (
        "ärenden som rör myndighetsutövning mot enskilda, om de är av principiell beskaffenhet "
        "eller annars av större vikt"
    ),
    4: "ärenden som väckts genom medborgarförslag och som lämnats över till nämnden",
    5: "ärenden som enligt lag eller annan författning inte får delegeras",
}


@dataclass(frozen=True)
class MatterKind:
    """A kind of matter; `never` is the point of 6 kap. 38 § that keeps it with the board."""

    name: str
    never: int | None = None


KINDS: dict[str, MatterKind] = {
    "yttrande": MatterKind("Yttrande till en annan nämnd eller myndighet"),
    "inkop": MatterKind("Inköp och avtal"),
    "bidrag": MatterKind("Bidrag"),
    "insats": MatterKind("Insats inom beslutad plan"),
    "lokal-overenskommelse": MatterKind("Underteckna en lokal överenskommelse inom given ram"),
    "personal": MatterKind("Bemanning"),
    "ansokan": MatterKind("Ansökan om tillstånd, till exempel för ordningsvakter"),
    "annat": MatterKind("Annat löpande ärende"),
    "overenskommelse": MatterKind("Anta en övergripande överenskommelse", 1),
    "plan": MatterKind("Anta en åtgärdsplan", 1),
    "mal": MatterKind("Mål, inriktning, omfattning eller kvalitet i övrigt", 1),
    "till-fullmaktige": MatterKind("Framställning eller yttrande till fullmäktige", 2),
    "overklagat": MatterKind("Yttrande när nämndens eller fullmäktiges beslut överklagats", 2),
    "principfraga": MatterKind("Myndighetsutövning av principiell vikt", 3),
    "medborgarforslag": MatterKind("Medborgarförslag", 4),
    "enligt-lag": MatterKind("Annat som enligt lag inte får delegeras", 5),
}

POLICE = {"police_region", "police_area", "local_police_area"}
# bodies that meet and keep minutes; the police and administrations do not
BOARDS = {"city_council", "executive_board", "board", "district_board", "company"}
OWNERS = BOARDS - {"city_council", "company"}
EMPLOYERS = {"administration", "district_administration"}


def meets(kind: str) -> bool:
    """Whether bodies of the kind decide at meetings."""
    return kind in BOARDS


def may_be_delegated(kind: str, *, owner: str) -> list[str]:
    """Why a kind of matter may not be delegated by a body of the kind `owner`.

    Kommunallagen binds municipal boards; the police follow their own rules of procedure.
    """
    matter = KINDS.get(kind)
    if matter is None:
        return [f"Slaget av ärende ”{kind}” finns inte. Välj ett ur förteckningen."]
    if matter.never is None or owner in POLICE:
        return []
    return [
        f"”{matter.name}” får inte delegeras. Kommunallagen 6 kap. 38 § {matter.never} undantar "
        f"{NEVER[matter.never]}. Nämnden beslutar själv."
    ]


def may_hold(owner: str, holder: str, *, is_same_body: bool) -> list[str]:
    """Why a function of a body of kind `holder` may not decide for one of kind `owner`.

    Kommunallagen 6 kap. 37 § (the board's own members) and 7 kap. 5 § (employees of the
    municipality). A group holds none at all: a delegation names a body's function.
    """
    if owner in POLICE:
        return [] if holder in POLICE else ["Polisens beslut kan bara fattas av polisens egna."]
    if owner == "city_council":
        return ["Fullmäktige delegerar inte till anställda. Det beslutar vad som är nämndernas."]
    if owner not in OWNERS:
        return ["Bara en nämnd eller polisen kan lämna delegation. Välj den nämnd som har ärendet."]
    if holder in POLICE:
        return [
            "En kommunal nämnd kan inte delegera till polisen. Kommunallagen 7 kap. 5 § tillåter "
            "bara anställda hos kommunen."
        ]
    if not is_same_body and holder not in EMPLOYERS:
        return [
            "Delegation kan bara ges till nämndens egna ledamöter eller till anställda i en "
            "förvaltning (kommunallagen 6 kap. 37 § och 7 kap. 5 §)."
        ]
    return []


def exceeds(limit: int | None, amount: int | None) -> bool:
    """Whether a matter of the amount is above what the delegation covers."""
    return limit is not None and amount is not None and amount > limit


def kronor(amount: int) -> str:
    return f"{amount:,}".replace(",", "\N{NO-BREAK SPACE}") + "\N{NO-BREAK SPACE}kronor"


@dataclass(frozen=True)
class Wish:
    """A decision somebody wants to make by delegation, as the rules see it."""

    owner: str
    meets: bool
    function: str
    to_body: str
    limit: int | None
    amount: int | None
    holds: bool
    same_body: bool
    same_function: bool
    seat_filled: bool
    same_owner: bool
    case_open: bool
    dnr: str


def decision_faults(wish: Wish) -> Iterator[str]:
    """Why this cannot be decided by this delegation: its body, its seat, its limit."""
    if not wish.holds:
        yield "Delegationen gäller inte den här dagen."
    if not wish.same_body or not wish.same_function:
        yield f"Delegationen gäller {wish.function}, {wish.to_body}. Välj en sådan plats."
    elif not wish.seat_filled:
        yield f"Ingen har platsen {wish.function}, {wish.to_body}, idag. Någon måste tillsättas."
    if not wish.same_owner:
        yield f"Ärendet {wish.dnr} hör inte till {wish.owner}, som har lämnat delegationen."
    if not wish.case_open:
        yield f"Ärendet {wish.dnr} är avslutat. Lägg upp ett nytt."
    if wish.limit is not None and wish.amount is None:
        yield f"Ange beloppet. Delegationen gäller högst {kronor(wish.limit)}."
    if exceeds(wish.limit, wish.amount):
        yield _too_much(wish)


def _too_much(wish: Wish) -> str:
    assert wish.limit is not None and wish.amount is not None
    where = (
        "Sänd ärendet till nästa sammanträde."
        if wish.meets
        else "Vänd dig till den som där får besluta om mer."
    )
    return (
        f"{kronor(wish.amount)} är över delegationens gräns, {kronor(wish.limit)}. "
        f"Beslutet hör till {wish.owner}. {where}"
    )


def anchoring_faults(
    *, greater_weight: bool, anchored_on: date | None, same_case: bool, day: date
) -> list[str]:
    """A matter of greater weight is anchored with politics in good time, not the same day."""
    if anchored_on is not None and not same_case:
        return ["Förankringen hör till ett annat ärende. Välj den som gäller det här."]
    if not greater_weight:
        return []
    if anchored_on is None:
        return [
            "Ett beslut av större betydelse ska förankras politiskt först. Anteckna i ärendet "
            "med vem, när och vad som sades."
        ]
    if anchored_on >= day:
        return ["Förankringen måste ha skett före beslutsdagen, i god tid."]
    return []


def group_faults(name: str, clause: str, *, is_mixed: bool) -> list[str]:
    """A group of both city and police decides nothing: each member decides for its own body."""
    if not is_mixed:
        return []
    return [
        f"{name} är en grupp med både stad och polis och kan inte fatta beslut med delegation "
        f"({clause}; kommunallagen 7 kap. 5 §). Var och en beslutar för sitt eget organ."
    ]
