"""Who owes whom what, and how far it has come: duties and reports laid side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from samsyn.agreements.models import Duty
from samsyn.organisation.models import Body, Group

from .models import Report
from .rules import Given, Occasion, occasions, pressing

AHEAD = timedelta(days=4 * 366)
ENDS = ("place", "version", "by_group__place", "by_body", "to_group__place", "to_body")


@dataclass(frozen=True)
class Owed:
    """A duty with its due days, and one of them that somebody waits for now."""

    duty: Duty
    occasions: tuple[Occasion, ...]
    now: Occasion
    report: Report | None  # the latest version for `now`

    @property
    def waits_for_receiver(self) -> bool:
        return self.now.status == "submitted"

    @property
    def sender(self) -> str:
        return name_of(self.duty.owed_by)

    @property
    def receiver(self) -> str:
        return name_of(self.duty.owed_to)

    @property
    def missed(self) -> int:
        """Late due days beside the one that is pressing."""
        return sum(o.is_late for o in self.occasions) - self.now.is_late


def name_of(end: Group | Body) -> str:
    """A district's group is named with its district."""
    if isinstance(end, Group) and end.level == Group.Level.DISTRICT:
        return f"{end.name}, {end.place.name}"
    return end.name


def owed(day: date, duties: QuerySet[Duty] | None = None) -> list[Owed]:
    """What is owed by the duties that hold on a day, and how far it has come.

    A duty stands twice when one of its reports is late and another waits to be received.
    """
    rows = Duty.objects.on(day) if duties is None else duties
    standing = list(rows.exclude(due=None).select_related(*ENDS))
    keys = {duty.key for duty in standing}
    reports = _latest(keys)
    earlier = _rows(keys)
    found = []
    for duty in standing:
        given = reports.get(duty.key, {})
        listed = occasions_of(earlier[duty.key], given, day)
        found += [Owed(duty, tuple(listed), now, given.get(now.due)) for now in pressing(listed)]
    return sorted(found, key=lambda o: (o.now.due, o.duty.what, o.duty.place.name))


def occasions_of(rows: Sequence[Duty], reports: dict[date, Report], day: date) -> list[Occasion]:
    """The due days of a duty over the versions that have carried it."""
    begins = min(row.since for row in rows)
    dues = {due for row in rows for due in row.due_dates(row.since, day + AHEAD)}
    given = {due: Given(r.status, r.submitted_on) for due, r in reports.items()}
    return occasions(dues, given, begins, day)


def occasions_for(duty: Duty, day: date) -> list[Occasion]:
    """The due days of one duty."""
    reports = _latest([duty.key]).get(duty.key, {})
    return occasions_of(_rows([duty.key])[duty.key], reports, day)


def _rows(keys: Iterable[str]) -> dict[str, list[Duty]]:
    """All rows of the duties: a duty keeps its key when a new version carries it on."""
    found = defaultdict(list)
    for duty in Duty.objects.filter(key__in=keys):
        found[duty.key].append(duty)
    return found


def _latest(keys: Iterable[str]) -> dict[str, dict[date, Report]]:
    """The latest version of each report, by duty and due day, without its heavy columns."""
    found: dict[str, dict[date, Report]] = defaultdict(dict)
    rows = Report.objects.filter(duty__key__in=keys).select_related("duty")
    for report in rows.defer("content", "text").order_by("version"):
        found[report.duty.key][report.due] = report
    return found
