"""Reports: written by those who owe them, accepted or asked back by those who are owed."""

from __future__ import annotations

from datetime import date

from samsyn.agreements.models import Duty
from samsyn.followup import rules
from samsyn.followup.models import Report, ReportStep
from samsyn.followup.owing import occasions_for
from samsyn.followup.prefilling import prefilled
from samsyn.organisation.acts import Doing, act


@act("followup.write_report", on="agreements.Duty", title="Skriva rapport")
def write_report(doing: Doing, duty: Duty, *, due: date, text: str = "") -> Report:
    """Write, or go on writing, the report that a duty asks for by a due day.

    A report that was asked back goes on as a new version, which begins with the words of the one
    before when no other are given.
    """
    doing.refuse_if([] if duty.holds(doing.day) else ["Skyldigheten gäller inte längre."])
    found = occasions_for(duty, doing.day)
    doing.refuse_if(rules.cannot_write(found, due))
    occasion = next(o for o in found if o.due == due)
    latest = Report.objects.filter(duty__key=duty.key, due=due).order_by("-version").first()
    report = latest if latest is not None and latest.is_draft else None
    if report is None:
        report = Report(due=due, version=latest.version + 1 if latest else 1)
    report.duty, report.since, report.until = duty, occasion.since, occasion.until
    report.text = text.strip() or (latest.text if latest else "")
    report.save()
    doing.record(report=report.pk, due=due, version=report.version)
    return report


@act("followup.submit_report", on="followup.Report", title="Lämna rapport")
def submit_report(doing: Doing, report: Report) -> Report:
    """Hand the report in: what is filled in is frozen with it, and the receiver is to answer."""
    doing.refuse_if(rules.cannot_submit(report.status, report.text))
    report.content = prefilled(report, doing.day)
    report.status, report.submitted_on = Report.Status.SUBMITTED, doing.day
    report.submitted_by = doing.authority.seat
    report.save()
    _step(doing, report, ReportStep.Kind.SUBMITTED)
    return report


@act("followup.accept_report", on="followup.Report", title="Godta rapport")
def accept_report(doing: Doing, report: Report, *, note: str = "") -> Report:
    """Receive what is owed: the duty is answered for this due day."""
    doing.refuse_if(rules.cannot_receive(report.status))
    report.status = Report.Status.ACCEPTED
    report.save()
    _step(doing, report, ReportStep.Kind.ACCEPTED, note)
    return report


@act("followup.ask_back", on="followup.Report", title="Begära tillbaka rapport")
def ask_back(doing: Doing, report: Report, *, reason: str) -> Report:
    """Give the report back with a reason; the sender then writes a new version."""
    doing.refuse_if([*rules.cannot_receive(report.status), *rules.reason_missing(reason)])
    report.status = Report.Status.ASKED_BACK
    report.save()
    _step(doing, report, ReportStep.Kind.ASKED_BACK, reason)
    return report


def _step(doing: Doing, report: Report, kind: str, text: str = "") -> None:
    ReportStep.objects.create(
        report=report, kind=kind, on=doing.day, by=doing.authority.seat, text=text.strip()
    )
    doing.record(due=report.due, version=report.version)
