"""The charters that come with Samsyn: each statement sourced or assumed, and the law first."""

import json
from pathlib import Path

import pytest

from samsyn.agreements import packs
from samsyn.agreements.charter import World, expand, parse, plan, to_yaml
from samsyn.project.cli import main

AREAS_2023 = {
    "Unga i riskzon för destruktivt beteende",
    "Otrygga och brottsutsatta platser",
    "Systemhotande brottslighet",
    "Särskilt utsatta och sårbara brottsoffer",
    "Kriminella miljöer och livsstilar",
}


@pytest.mark.parametrize("version", packs.versions())
def test_a_pack_reads_exports_and_grounds_every_statement(version: str) -> None:
    charter = packs.charter(version)
    assert charter.key == version
    assert parse(to_yaml(charter)) == charter
    statements = list(charter.statements())
    assert all(s.source or s.assumed for s in statements)
    assert {s.source for s in statements if s.source} == set(charter.sources)


@pytest.mark.parametrize("version", ["lag/2015", "lag/2023"])
def test_the_law_opens_someone_who_can_bring_the_first_agreement_into_force(version: str) -> None:
    world = World("byn", (), {("executive_board", "byn"): ("styrelsen",)}, frozenset({"styrelsen"}))
    groups = {group.kind: group for group in expand(packs.charter(version), world).groups}
    acts = {m.act for m in groups["samordningsfunktion"].mandates}
    assert {"agreements.bring_into_force", "organisation.appoint", "agreements.prepare"} <= acts


def test_the_ten_areas_of_2019_all_live_on_or_have_somewhere_to_go() -> None:
    old, new = packs.charter("stockholm/2019"), packs.charter("stockholm/2023")
    assert len(old.areas) == 10
    assert {area.name for area in new.areas} == AREAS_2023
    lives_on = {earlier for area in new.areas for earlier in area.continues}
    assert lives_on | {e.area for e in new.ended} == {f"{old.key}#{a.key}" for a in old.areas}


def test_the_draft_takes_in_what_the_boards_asked_for() -> None:
    world = World.of_kinds()
    change = plan(
        expand(packs.charter("stockholm/2023"), world),
        expand(packs.charter("stockholm/2026"), world),
    )
    (opened,) = change.groups.added
    assert (opened.theme, opened.standing) == ("barn och unga", True)
    assert {s.body for s in opened.seats} == {
        "local_police",
        "district_administration",
        "utbildningsforvaltningen",
    }
    schooled = {c.group.after.kind for c in change.changed_groups if c.seats.added}
    assert {"lokal-styrgrupp", "lokal-beredningsgrupp", "styrgrupp"} <= schooled
    assert all(group.delegation for group in expand(packs.charter("stockholm/2026"), world).groups)
    assert {"Återkoppling till stadsdelsnämnden"} <= {duty.what for duty in change.duties.added}
    assert not change.groups.removed


def test_the_command_line_checks_plans_and_exports(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agreement", "export", "stockholm/2023"]) == 0
    file = tmp_path / "egen.yaml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["agreement", "check", str(file)]) == 0
    assert "stockholm/2023 är giltig: 5 områden" in capsys.readouterr().out
    assert main(["agreement", "plan", str(file), "stockholm/2023"]) == 0
    assert "Ingenting ändras." in capsys.readouterr().out
    assert main(["agreement", "plan", "none", "lag/2023", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["before"] is None
    assert main(["agreement", "schema"]) == 0
    assert "$defs" in json.loads(capsys.readouterr().out)


def test_the_command_line_tells_faults_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "fel.yaml"
    file.write_text("key: lillstad\n", encoding="utf-8")
    assert main(["agreement", "check", str(file)]) == 1
    assert "fel.yaml, rad 1, key: ska vara linje/version" in capsys.readouterr().err
    assert main(["agreement", "plan", "none", "stockholm/1066"]) == 1
    assert "varken en fil eller en känd version" in capsys.readouterr().err
