"""Anna writes Norra's quarter, section by section; what is left out is left out for a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from samsyn.organisation.acts import Forbidden, Refused
from samsyn.situation.actions import correct, draft, publish
from samsyn.situation.models import Batch, Picture
from samsyn.situation.picture import outline
from samsyn.situation.picture.making import counted_draft
from samsyn.situation.picture.outline import PARTS, Named
from samsyn.situation.rules import gaps
from tests.lillstad import Lillstad

from .conftest import SINCE, UNTIL, WORDS, browser

QUARTER = {"since": date(2023, 10, 1), "until": UNTIL, "kind": "quarter"}
WHY = "Uppgifter väntas i vår, när skolenkäten är räknad."
VIEWS = {"women", "men", "children", "victims", "child_rights", "equality"}


def quarter(town: Lillstad, **more: Any) -> Picture:
    return draft(town.actor("anna"), town.place("norra"), **{**QUARTER, **WORDS, **more})


def left_out(picture: Picture, town: Lillstad) -> dict[str, dict[str, str]]:
    """A reason for everything that must be there and is not written."""
    found = gaps(picture, counted_draft(picture, town.today))
    return {gap.section: {"absent": WHY} for gap in found}


def test_every_larger_kind_names_the_laws_parts_the_views_and_all_areas() -> None:
    areas = [Named("unga", "a/1#unga", "Unga"), Named("platser", "a/1#platser", "Platser")]
    for kind in ("quarter", "year", "area"):
        found = {s.key: s for s in outline.sections(kind, areas)}
        assert all(found[part].need == "required" for part in PARTS)
        assert {found[view].need for view in VIEWS} == {"motivated"}
        assert [s.area for s in found.values() if s.area] == ["a/1#unga", "a/1#platser"]
        assert all(s.heading and s.question.endswith((".", "?")) for s in found.values())
    assert [s.key for s in outline.sections("short", areas)] == list(PARTS)


def test_every_kind_has_each_section_once() -> None:
    for kind in Picture.Kind.values:
        keys = [s.key for s in outline.sections(kind, [])]
        assert len(keys) == len(set(keys))


def test_what_is_neither_written_nor_explained_stops_publication(
    town: Lillstad, two_years: Batch
) -> None:
    picture = quarter(town)
    missing = {gap.section for gap in gaps(picture, counted_draft(picture, town.today))}
    assert missing > VIEWS
    assert {"omrade-unga-i-riskzon", "omrade-otrygga-platser"} < missing
    with pytest.raises(Refused, match="»Kvinnor och flickor«"):
        publish(town.actor("anna"), picture)


def test_a_reason_is_enough_and_stands_in_what_is_published(
    town: Lillstad, two_years: Batch
) -> None:
    picture = quarter(town)
    said = left_out(picture, town) | {"children": {"text": "Barn rånas på väg hem från skolan."}}
    picture = quarter(town, picture=picture, sections=said)
    out = publish(town.actor("anna"), picture)
    assert out.content is not None
    told = {s["key"]: s for s in out.content["sections"]}
    assert told["women"]["absent"] == WHY
    page = browser(town, None).get(out.get_absolute_url()).content.decode()
    assert "Barn rånas på väg hem" in page and WHY in page
    assert "Barnrättsperspektiv" in page


def test_a_published_picture_keeps_its_headings(
    town: Lillstad, two_years: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = quarter(town)
    picture = quarter(town, picture=picture, sections=left_out(picture, town))
    out = publish(town.actor("anna"), picture)
    monkeypatch.setattr(outline, "table", lambda: ())
    page = browser(town, None).get(out.get_absolute_url()).content.decode()
    assert "Jämställdhetsanalys" in page


def test_saving_one_section_leaves_the_others(town: Lillstad, two_years: Batch) -> None:
    picture = quarter(town, sections={"women": {"text": "Kvinnor undviker tunneln om kvällen."}})
    picture = quarter(town, picture=picture, sections={"men": {"absent": WHY}})
    assert picture.sections["women"]["text"].startswith("Kvinnor undviker")
    assert picture.sections["men"] == {"text": "", "absent": WHY}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"since": date(2023, 11, 1)}, "omfattar 3 månader"),
        ({"kind": "year"}, "omfattar 12 månader"),
        ({"kind": "area"}, "prioriterat område"),
        ({"kind": "area", "area": "stockholm/2019#skolan"}, "prioriterat område"),
        ({"kind": "weekly"}, "vilket slags"),
    ],
)
def test_kind_months_and_area_belong_together(
    town: Lillstad, two_years: Batch, more: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        quarter(town, **more)
    assert not Picture.objects.exists()


def test_a_picture_of_one_area_tells_of_that_one_and_of_all(
    town: Lillstad, two_years: Batch
) -> None:
    young = "stockholm/2023#unga-i-riskzon"
    picture = quarter(town, kind="area", area=young)
    assert picture.title == "Unga i riskzon: lägesbild för Norra, oktober–december 2023"
    picture = quarter(
        town, kind="area", area=young, picture=picture, sections=left_out(picture, town)
    )
    out = publish(town.actor("anna"), picture)
    assert out.content is not None
    assert [a["key"] for a in out.content["areas"]] == ["alla", young]
    page = browser(town, None).get(out.get_absolute_url()).content.decode()
    assert "Unga i riskzon" in page and "Otrygga platser" not in page


def test_a_correction_begins_with_all_that_was_said(town: Lillstad, two_years: Batch) -> None:
    picture = quarter(town)
    picture = quarter(town, picture=picture, sections=left_out(picture, town))
    new = correct(town.actor("anna"), publish(town.actor("anna"), picture), why=WHY)
    assert (new.kind, new.sections) == (picture.kind, picture.sections)


def test_anna_goes_from_section_to_section(town: Lillstad, two_years: Batch) -> None:
    picture, anna = quarter(town), browser(town, "anna")
    checklist = anna.get(picture.get_absolute_url()).content.decode()
    address = f"/lagesbild/{picture.pk}/avsnitt/women/"
    assert f'href="{address}"' in checklist
    page = anna.get(address).content.decode()
    assert "Vilka platser undviker de?" in page and "Alla händelser" in page
    both = anna.post(address, {"text": "Tunneln undviks.", "absent": WHY})
    assert "ta bort skälet" in both.content.decode()
    named = anna.post(address, {"text": "Anna Andersson, 850101-1236, bor vid tunneln."})
    assert "inte om personer" in named.content.decode()
    onward = anna.post(address, {"text": "Tunneln undviks om kvällen.", "next": "1"})
    assert onward["Location"] == f"/lagesbild/{picture.pk}/avsnitt/men/"
    part = anna.post(f"/lagesbild/{picture.pk}/avsnitt/analysis/", {"text": "Nya ord om varför."})
    assert part["Location"] == picture.get_absolute_url()
    picture.refresh_from_db()
    assert picture.sections["women"]["text"] == "Tunneln undviks om kvällen."
    assert picture.analysis == "Nya ord om varför."
    assert anna.get(f"/lagesbild/{picture.pk}/avsnitt/finns-inte/").status_code == 404
    assert browser(town, "cecilia").get(address).status_code == 404
    with pytest.raises(Forbidden):
        draft(town.actor("cecilia"), town.place("norra"), picture=picture, **QUARTER)


def test_a_picture_from_before_there_were_sections_is_read_as_ever(
    town: Lillstad, two_years: Batch
) -> None:
    picture = draft(town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL, **WORDS)
    out = publish(town.actor("anna"), picture)
    assert out.content is not None
    old = {key: value for key, value in out.content.items() if key != "sections"}
    del old["made"]["kinds"]
    Picture._base_manager.filter(pk=out.pk).update(content=old, kind="year")
    reader = browser(town, None)
    for ending in ("/", ".json", ".csv", ".geojson", ".pdf", ".docx", "/sedan-sist/"):
        assert reader.get(f"/lagesbild/{out.pk}{ending}").status_code == 200, ending
