"""Karin compiles the year from what came from below, with Södra's silence named."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.followup.actions import (
    accept_report,
    amend,
    compile_summary,
    freeze,
    submit_report,
    write_report,
)
from samsyn.followup.models import Report, Summary
from samsyn.followup.papers import summary_paper
from samsyn.organisation.acts import Forbidden, Refused
from samsyn.situation.models.pictures import Frozen
from tests.lillstad import Lillstad

from .conftest import DUE, duty


def report(town: Lillstad) -> Report:
    anna = town.actor("anna")
    written = write_report(anna, duty("norra"), due=DUE, text="Fältarbete <varje> helg #1.")
    return accept_report(town.actor("karin"), submit_report(anna, written))


def frozen(town: Lillstad, text: str = "Tryggare på torget.") -> Summary:
    karin = town.actor("karin")
    summary = compile_summary(karin, town.place("lillstad"), year=2024, text=text)
    return freeze(karin, summary)


def test_it_is_compiled_from_below_with_the_gaps_named(town: Lillstad) -> None:
    report(town)
    content = frozen(town).content
    assert content is not None
    assert [(r["place"], r["text"]) for r in content["reports"]] == [
        ("Norra", "Fältarbete <varje> helg #1.")
    ]
    assert [area["name"] for area in content["areas"]][:1] == ["Unga i riskzon"]
    said = " ".join(content["gaps"])
    assert "Södra har inte rapporterat" in said
    assert "Norra har inte rapporterat" not in said
    assert "Norra har ingen beslutad plan för 2024." in content["gaps"]


def test_a_report_that_is_not_accepted_is_a_gap(town: Lillstad) -> None:
    anna = town.actor("anna")
    submit_report(anna, write_report(anna, duty("norra"), due=DUE, text="Helgarbete."))
    content = frozen(town).content
    assert content is not None
    assert content["reports"] == []
    assert any("Norra" in gap and "inte godtagen" in gap for gap in content["gaps"])


def test_frozen_it_never_changes_and_everybody_reads_it(town: Lillstad) -> None:
    anybody = Summary.objects.may(town.actor(None), "followup.read_summary")
    karin = town.actor("karin")
    draft = compile_summary(karin, town.place("lillstad"), year=2024, text="Tryggare.")
    assert not anybody.exists()
    freeze(karin, draft)
    assert anybody.all().exists()
    draft.refresh_from_db()
    draft.text = "Otryggare."
    with pytest.raises(Frozen):
        draft.save()
    with pytest.raises(Frozen):
        Summary.objects.update(text="Otryggare.")
    report(town)
    draft.refresh_from_db()
    assert draft.content is not None
    assert draft.content["reports"] == []


def test_only_a_new_version_amends_it_and_says_why(town: Lillstad) -> None:
    first, karin = frozen(town), town.actor("karin")
    with pytest.raises(Refused, match="redan sammanställt"):
        compile_summary(karin, town.place("lillstad"), year=2024)
    with pytest.raises(Refused, match="Skriv vad som rättas"):
        amend(karin, first, correction=" ")
    report(town)
    second = freeze(karin, amend(karin, first, correction="Norras rapport kom med."))
    assert (second.version, second.amends) == (2, first)
    assert list(Summary.objects.current()) == [second]
    first.refresh_from_db()
    assert first.content is not None
    assert second.content is not None
    assert (len(first.content["reports"]), len(second.content["reports"])) == (0, 1)
    with pytest.raises(Refused, match="redan en nyare"):
        amend(karin, first, correction="Igen.")


def test_what_it_takes(town: Lillstad) -> None:
    karin = town.actor("karin")
    with pytest.raises(Refused, match="Skriv sammanfattning"):
        frozen(town, text="")
    with pytest.raises(Refused, match="hela staden"):
        compile_summary(karin, town.place("norra"), year=2024)
    with pytest.raises(Refused, match="har börjat"):
        compile_summary(karin, town.place("lillstad"), year=2025)
    with pytest.raises(Forbidden):
        compile_summary(town.actor("anna"), town.place("lillstad"), year=2024)


def test_as_a_tagged_paper_with_what_people_wrote_as_it_stands(town: Lillstad) -> None:
    report(town)
    first = frozen(town, text="Tryggare *på* #torget.\n\nMer behövs.")
    karin = town.actor("karin")
    second = freeze(karin, amend(karin, first, correction="Bättre ord."))
    for summary in (first, second):
        paper = summary_paper(summary)
        assert paper.startswith(b"%PDF")
        assert b"/StructTreeRoot" in paper
    assert first.frozen_on == date(2024, 6, 10)
