"""The weekly round: opened, places set first, tasks given and done, closed and carried over."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, QuerySet

from samsyn.organisation.acts import Doing, Refused, act, reading
from samsyn.organisation.models import Group, Place, PlaceCover, Seat
from samsyn.situation.field import rules
from samsyn.situation.field.rounding import frozen
from samsyn.situation.field.sighting import person_faults
from samsyn.situation.field.whereabouts import Ground
from samsyn.situation.models import Hotspot, Round, Task

WEEK = timedelta(days=7)

reading("situation.read_rounds", on="situation.Round", title="Läsa veckorundor")


@act("situation.open_round", on="organisation.Group", title="Börja med veckorundor")
def open_round(doing: Doing, group: Group, /) -> Round:
    """Begin a group's weekly rounds, with what was reported since a week. Each closed round opens
    the next, so this is done once."""
    if Round.objects.filter(group=group, closed_at=None).exists():
        raise Refused("Gruppen har redan en pågående veckorunda.")
    found = Round.objects.create(group=group, opened_at=doing.at - WEEK)
    doing.record(round=found.pk)
    return found


@act("situation.prioritise", on="situation.Round", title="Prioritera en plats för veckan")
def prioritise(doing: Doing, found: Round, /, *, name: str, place: Place, why: str) -> Hotspot:
    """Set a place first for the coming week, and say why."""
    _goes_on(found)
    taken = list(found.hotspots.values_list("name", flat=True))
    within = {p.pk for p in Ground(found.group.place, doing.day).places}
    outside = [] if place.pk in within else [f"{place} ligger utanför gruppens område."]
    faults = rules.hotspot_faults(name, why, taken)
    doing.refuse_if([*faults, *outside, *person_faults(name, why)])
    hotspot = Hotspot.objects.create(round=found, name=name.strip(), place=place, why=why.strip())
    doing.record(hotspot=hotspot.name, places=[place.key])
    return hotspot


@act("situation.unprioritise", on="situation.Hotspot", title="Ta bort en prioriterad plats")
def unprioritise(doing: Doing, hotspot: Hotspot, /) -> None:
    """Take a place back from an open round. Its tasks stay, without the place's name."""
    found = _goes_on(hotspot.round)
    found.tasks.filter(spot=hotspot.name, carried=0).update(spot="")
    doing.record(round=found.pk, hotspot=hotspot.name)
    hotspot.delete()


@act("situation.give_task", on="situation.Round", title="Ge en uppgift vid veckorundan")
def give_task(
    doing: Doing, found: Round, /, *, title: str, seat: Seat, due: date, spot: str = ""
) -> Task:
    """Agree that a seat does something by a day, perhaps at one of the prioritised places."""
    _goes_on(found)
    faults = rules.task_faults(title, due, doing.day)
    if not seats_for(found.group, doing.day).filter(pk=seat.pk).exists():
        faults.append(f"»{seat}« finns inte i dag i någon grupp som verkar här.")
    if spot and not found.hotspots.filter(name=spot).exists():
        faults.append(f"{spot} är ingen av veckans prioriterade platser.")
    doing.refuse_if([*faults, *person_faults(title)])
    task = Task.objects.create(
        round=found, title=title.strip(), spot=spot, seat=seat, given_on=doing.day, due=due
    )
    doing.record(task=task.pk, seat=str(seat), due=str(due))
    return task


@act("situation.do_task", on="situation.Task", title="Säga hur det gick med en uppgift")
def do_task(doing: Doing, task: Task, /, *, status: str, note: str = "") -> Task:
    """Mark a task as done, as not to be done (with why), or as still to do."""
    if status not in Task.Status.values:
        raise Refused("Välj hur det gick.")
    _goes_on(task.round)
    doing.refuse_if([*rules.settling_faults(task.status, status, note), *person_faults(note)])
    before, task.status, task.note = task.status, status, note.strip()
    task.settled_at = None if task.is_waiting else doing.at
    task.save()
    doing.record(before=before, status=status)
    return task


@act("situation.close_round", on="situation.Round", title="Avsluta en veckorunda")
def close_round(doing: Doing, found: Round, /, *, note: str = "") -> Round:
    """Freeze the week as it stands, open the next and carry unfinished tasks over to it.

    Gives the new round. What has been settled stays with the week in which it was.
    """
    _goes_on(found)
    hotspots = found.hotspots.count()
    doing.refuse_if([*rules.missing(hotspots, note), *person_faults(note)])
    found.note, found.closed_at = note.strip(), doing.at
    found.content = frozen(found, doing.at)
    found.save()
    following = Round.objects.create(group=found.group, opened_at=doing.at)
    carried = found.tasks.unfinished().update(round=following, carried=F("carried") + 1)
    doing.record(hotspots=hotspots, carried_tasks=carried, round=following.pk)
    return following


def seats_for(group: Group, day: date) -> QuerySet[Seat]:
    """The seats that may take on a task: those of the groups of the place and of the city."""
    larger = PlaceCover.objects.filter(covered=group.place).values("place")
    seats: QuerySet[Seat] = Seat.objects.on(day).filter(group__place__in=larger)
    return seats.select_related("body", "group__place")


def _goes_on(found: Round) -> Round:
    """The round, held and read anew, refused when it is closed."""
    held: Round = (
        Round.objects.select_for_update(of=("self",))
        .select_related("group__place")
        .get(pk=found.pk)
    )
    if not held.is_open:
        raise Refused("Veckorundan är avslutad och ändras inte. Fortsätt i den pågående.")
    return held
