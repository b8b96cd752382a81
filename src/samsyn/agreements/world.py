"""The register of places and bodies on a day, as a charter sees it."""

from collections import defaultdict
from datetime import date

from samsyn.agreements.charter import World
from samsyn.organisation.models import Body, Place, PoliceAreaLink

BY_KIND = {
    "city_council": "city_council",
    "executive_board": "executive_board",
    "police_region": "police_region",
}
BY_DISTRICT = {
    "district_board": "district_board",
    "district_administration": "district_administration",
}
BOARDS = {"executive_board", "board", "district_board"}


def world_on(day: date, city: Place) -> World:
    """The districts and bodies of a city on a day, and which body plays which role."""
    districts = {
        place.pk: place.key
        for place in Place.objects.on(day).filter(kind=Place.Kind.DISTRICT, parent=city)
    }
    bodies = list(Body.objects.on(day).select_related("place"))
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for body in bodies:
        roles["each_body", city.key].add(body.key)
        if body.kind in BOARDS:
            roles["each_board", city.key].add(body.key)
        if body.kind in BY_KIND:
            roles[BY_KIND[body.kind], city.key].add(body.key)
        if body.kind in BY_DISTRICT and body.place_id in districts:
            roles[BY_DISTRICT[body.kind], districts[body.place_id]].add(body.key)
    police = {b.place_id: b.key for b in bodies if b.kind == Body.Kind.LOCAL_POLICE_AREA}
    links = PoliceAreaLink.objects.on(day).filter(district__in=districts)
    for district, area in links.values_list("district", "police_area"):
        if area in police:
            roles["local_police", districts[district]].add(police[area])
    return World(
        city=city.key,
        districts=tuple(sorted(districts.values())),
        roles={key: tuple(sorted(found)) for key, found in roles.items()},
        bodies=frozenset(body.key for body in bodies),
    )
