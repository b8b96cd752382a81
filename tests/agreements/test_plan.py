"""What bringing a charter into force would do, told before it is done."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.agreements.charter import Charter, World, apply, expand, parse, plan
from samsyn.agreements.charter.exporting import as_json
from samsyn.agreements.charter.telling import tell

from .papers import LILLSTAD, TEXT, charters

quick = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
worlds = st.sampled_from(
    [LILLSTAD, World.of_kinds(), replace(LILLSTAD, districts=("sodra",)), World("tom", (), {})]
)


@quick
@given(charters(), worlds)
def test_a_plan_to_what_stands_is_empty(charter: Charter, world: World) -> None:
    structure = expand(charter, world)
    assert not plan(structure, structure)
    assert tell(plan(structure, structure)) == ()


@quick
@given(charters(), charters(), worlds, worlds)
def test_a_plan_that_is_applied_gives_the_new_charter_and_twice_no_more(
    old: Charter, new: Charter, then: World, now: World
) -> None:
    before, after = expand(old, then), expand(new, now)
    change = plan(before, after)
    once = apply(change, before)
    assert once == after
    assert apply(change, once) == after
    assert not plan(once, after)
    assert bool(change) == (replace(before, version=after.version) != after)


@quick
@given(charters(), worlds)
def test_from_nothing_all_is_opened_and_to_nothing_mandates_add_up(
    charter: Charter, world: World
) -> None:
    after = expand(charter, world)
    change = plan(None, after)
    assert apply(change, None) == after
    assert change.groups.added == after.groups
    assert len(change.given) == sum(len(group.mandates) for group in after.groups)


@quick
@given(charters(), worlds)
def test_every_reference_of_a_structure_leads_somewhere(charter: Charter, world: World) -> None:
    structure = expand(charter, world)
    keys = {group.key for group in structure.groups}
    assert len(keys) == len(structure.groups)
    assert len({duty.key for duty in structure.duties}) == len(structure.duties)
    for group in structure.groups:
        seats = {seat.key for seat in group.seats}
        assert len(seats) == len(group.seats)
        assert not group.reports_to or group.reports_to in keys
        assert all(set(mandate.seats) <= seats for mandate in group.mandates)


def test_a_renamed_seat_is_a_change_inside_the_group() -> None:
    renamed = TEXT.replace("function: Kommunpolis", "function: Områdespolis")
    change = plan(expand(parse(TEXT), LILLSTAD), expand(parse(renamed), LILLSTAD))
    assert not change.groups.added
    assert not change.groups.removed
    norra, sodra = change.changed_groups
    assert [c.after.function for c in norra.seats.changed] == ["Områdespolis"]
    assert {c.after.body for c in sodra.seats.changed} == {"lpo-norra", "lpo-sodra"}
    assert not norra.given
    assert not norra.withdrawn


def test_two_police_areas_in_a_district_give_a_seat_each() -> None:
    groups = {g.key: g for g in expand(parse(TEXT), LILLSTAD).groups}
    assert {s.key for s in groups["samverkan/lokal-grupp/sodra"].seats} == {
        "chef",
        "kommunpolis@lpo-norra",
        "kommunpolis@lpo-sodra",
    }
    assert groups["samverkan/lokal-grupp/norra"].reports_to == "samverkan/styrgrupp/lillstad"


def test_the_same_power_on_a_new_clause_is_neither_given_nor_withdrawn() -> None:
    moved = TEXT.replace('clause: "§ 3.2"', 'clause: "§ 3.9"')
    change = plan(expand(parse(TEXT), LILLSTAD), expand(parse(moved), LILLSTAD))
    assert len(change.changed_groups) == 2
    assert change.given == change.withdrawn == ()
    assert all(len(group.regrounded) == 3 for group in change.changed_groups)


def test_a_body_that_the_town_lacks_is_told_and_leaves_no_mandate_behind() -> None:
    charter = parse(TEXT)
    nobody = World("lillstad", ("norra",), {}, frozenset())
    structure = expand(charter, nobody)
    assert any("lokalpolisområdet" in text for text in structure.unresolved)
    assert all(group.mandates == () for group in structure.groups)


def test_areas_are_continued_merged_new_and_ended() -> None:
    earlier = TEXT.replace("samverkan/2024", "samverkan/2020").split("areas:")[0] + (
        "areas:\n"
        + "".join(
            f"  - {{key: {key}, name: {key}, assumed: true}}\n"
            for key in ("skolan", "unga", "platser", "kameror")
        )
        + "groups:"
        + TEXT.split("groups:")[1]
    )
    change = plan(expand(parse(earlier), LILLSTAD), expand(parse(TEXT), LILLSTAD))
    fates = {fate.area: fate for fate in change.lineage}
    assert fates["samverkan/2024#unga"].kind == "merged"
    assert fates["samverkan/2024#platser"].kind == "continued"
    assert fates["samverkan/2024#brottsoffer"].kind == "new"
    assert fates["samverkan/2020#kameror"].goes_to == "ordinarie linjearbete"
    assert len(fates) == 4


def test_a_plan_is_told_in_words_and_as_data() -> None:
    change = plan(None, expand(parse(TEXT), LILLSTAD))
    headings = [section.heading for section in tell(change)]
    assert headings == [
        "Grupper som öppnas",
        "Mandat som ges",
        "Skyldigheter som börjar",
        "Områden",
    ]
    data = as_json(change)
    assert [group["place"] for group in data["groups"]["opened"]] == ["norra", "sodra", "lillstad"]
    assert data["duties"]["begun"][0]["owed_to"] == "sdn-norra"


def told(old: str, new: str, heading: str) -> tuple[str, ...]:
    change = plan(expand(parse(old), LILLSTAD), expand(parse(new), LILLSTAD))
    return next(section.lines for section in tell(change) if section.heading == heading)


def test_a_changed_duty_tells_what_changes_and_nothing_else() -> None:
    oftener = TEXT.replace("how_often: två gånger per år", "how_often: varje månad")
    assert oftener != TEXT
    lines = told(TEXT, oftener, "Skyldigheter som ändras")
    assert len(lines) == 1
    assert lines[0].endswith(": hur ofta: två gånger per år → varje månad")


def test_a_reworded_area_is_told() -> None:
    reworded = TEXT.replace("name: Utsatta brottsoffer", "name: Brottsutsatta")
    assert reworded != TEXT
    (line,) = told(TEXT, reworded, "Områden")
    assert line.endswith("#brottsoffer får ny lydelse")


@quick
@given(charters(), charters(), worlds)
def test_mandates_given_and_withdrawn_add_up(old: Charter, new: Charter, world: World) -> None:
    before, after = expand(old, world), expand(new, world)
    change = plan(before, after)
    counts = [sum(len(group.mandates) for group in side.groups) for side in (before, after)]
    assert counts[1] - counts[0] == len(change.given) - len(change.withdrawn)
    for group in change.changed_groups:
        rests = set(group.group.before.mandates) - set(group.withdrawn)
        rests -= {pair.before for pair in group.regrounded}
        rests |= set(group.given) | {pair.after for pair in group.regrounded}
        assert rests == set(group.group.after.mandates)
