"""The register of the demo city: its places and bodies when it was founded, and each redrawing.

Sources: the city's and the police's public pages. Local police areas are many to many with the
districts and change over time, as when Norrmalm was split on 2025-01-01.
"""

from dataclasses import dataclass
from datetime import date

from samsyn.organisation.registry import BodySpec, LinkSpec, MergerSpec, PlaceSpec

from .geography import District, districts, neighbourhoods
from .tables import table

CITY = "stockholm"
FOUNDED = date(2015, 1, 1)
POLICE_SPLIT = date(2025, 1, 1)


@dataclass(frozen=True)
class Redrawing:
    """What is merged or split on a day, and which links between district and police change."""

    on: date
    mergers: tuple[MergerSpec, ...]
    links: tuple[LinkSpec, ...]


def first_places() -> list[PlaceSpec]:
    """The city, its 14 districts with their neighbourhoods, and the police's areas of 2015."""
    return [
        PlaceSpec(CITY, "city", "Stockholm"),
        *(_place(district) for district in districts().values() if district.is_valid(FOUNDED)),
        *(
            PlaceSpec(cell.key, "neighbourhood", cell.name, cell.district_2019)
            for cell in neighbourhoods()
        ),
        *(_police_place(row) for row in table("police") if row["since"] == f"{FOUNDED}"),
    ]


def first_bodies() -> list[BodySpec]:
    """The city's boards and administrations, each district's own, and the police."""
    valid = [district for district in districts().values() if district.is_valid(FOUNDED)]
    return [
        *(BodySpec(r["key"], r["kind"], r["name"], r["parent"], CITY) for r in table("bodies")),
        *(body for district in valid for body in _district_bodies(district)),
        *(_police_body(row) for row in table("police") if row["since"] == f"{FOUNDED}"),
    ]


def first_links() -> list[LinkSpec]:
    """Which districts and police areas shared ground from the start."""
    return [link for link in _links() if link.since == FOUNDED]


def redrawings() -> list[Redrawing]:
    """Every day the map changed, in order."""
    days = {d.valid_from for d in districts().values() if d.valid_from > FOUNDED}
    found = [
        Redrawing(
            day,
            tuple(_merger(d) for d in districts().values() if d.valid_from == day),
            tuple(link for link in _links() if link.since == day),
        )
        for day in days
    ]
    return sorted([*found, _police_split()], key=lambda redrawing: redrawing.on)


def _merger(district: District) -> MergerSpec:
    before = tuple(key for key, d in districts().items() if d.successor == district.key)
    board, office = _district_bodies(district)
    return MergerSpec(
        _place(district),
        before,
        (
            (board, tuple(f"sdn-{key}" for key in before)),
            (office, tuple(f"sdf-{key}" for key in before)),
        ),
    )


def _police_split() -> Redrawing:
    old = tuple(f"lpo-{r['key']}" for r in table("police") if r["until"] == f"{POLICE_SPLIT}")
    return Redrawing(
        POLICE_SPLIT,
        tuple(
            MergerSpec(_police_place(row), old, ((_police_body(row), old),))
            for row in table("police")
            if row["since"] == f"{POLICE_SPLIT}"
        ),
        tuple(link for link in _links(ended=True) if POLICE_SPLIT in (link.since, link.until)),
    )


def _place(district: District) -> PlaceSpec:
    return PlaceSpec(district.key, "district", district.name, CITY, since=district.valid_from)


def _district_bodies(district: District) -> tuple[BodySpec, BodySpec]:
    """The district's board and, under it, its administration."""
    key, name, since = district.key, district.name, district.valid_from
    board = BodySpec(
        f"sdn-{key}",
        "district_board",
        f"{name} stadsdelsnämnd",
        "kommunfullmaktige",
        key,
        since=since,
    )
    office = BodySpec(
        f"sdf-{key}",
        "district_administration",
        f"{name} stadsdelsförvaltning",
        board.key,
        key,
        since=since,
    )
    return board, office


def _police_place(row: dict[str, str]) -> PlaceSpec:
    since = date.fromisoformat(row["since"])
    name = f"Lokalpolisområde {row['name']}"
    return PlaceSpec(f"lpo-{row['key']}", "local_police_area", name, CITY, since=since)


def _police_body(row: dict[str, str]) -> BodySpec:
    place = _police_place(row)
    parent = f"polisomrade-{row['area']}"
    return BodySpec(
        place.key, "local_police_area", place.name, parent, place.key, since=place.since
    )


def _links(*, ended: bool = False) -> list[LinkSpec]:
    """All links; with `ended` as they stand at last, else as they were when they began."""
    return [
        LinkSpec(
            row["district"],
            f"lpo-{row['police']}",
            date.fromisoformat(row["since"]),
            date.fromisoformat(row["until"]) if ended and row["until"] else None,
        )
        for row in table("police_links")
    ]
