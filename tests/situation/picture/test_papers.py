"""A picture as PDF, DOCX and GeoJSON: accessible, protected, and marked while it is a draft."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pypdf
import pytest
import shapely
from docx import Document

from samsyn.situation.actions import draft, publish
from samsyn.situation.models import Batch, Picture
from tests.lillstad import Lillstad
from tests.papers.test_pdf import kinds

from .conftest import SINCE, UNTIL, WORDS, browser


@pytest.fixture
def written(town: Lillstad, two_years: Batch) -> Picture:
    """Södra has small numbers to hide."""
    return draft(town.actor("cecilia"), town.place("sodra"), since=SINCE, until=UNTIL, **WORDS)


def pdf(town: Lillstad, picture: Picture, who: str | None) -> pypdf.PdfReader:
    answer = browser(town, who).get(f"/lagesbild/{picture.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def docx(town: Lillstad, picture: Picture, who: str | None) -> bytes:
    return bytes(browser(town, who).get(f"/lagesbild/{picture.pk}.docx").content)


def test_the_pdf_is_tagged_archivable_and_says_what_the_page_says(
    town: Lillstad, written: Picture
) -> None:
    out = publish(town.actor("cecilia"), written)
    reader = pdf(town, out, None)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True and root["/Lang"].startswith("sv")
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure"} <= kinds(root["/StructTreeRoot"])
    told = text_of(reader)
    assert "UTKAST" not in told
    for words in (*WORDS.values(), "Otrygga platser", "skyddat", "Polisens uttag"):
        assert words in told, words
    assert "Rättar" not in told


def test_every_figure_of_the_pdf_has_words_in_its_place(town: Lillstad, written: Picture) -> None:
    out = publish(town.actor("cecilia"), written)
    alts = list(alternatives(pdf(town, out, None).root_object["/StructTreeRoot"]))
    assert len(alts) >= 4
    assert all(alt.startswith("Diagram: ") for alt in alts)


def alternatives(node: object) -> list[str]:
    """What stands in place of each figure, in the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [alt for each in node for alt in alternatives(each)]
    if not isinstance(node, dict):
        return []
    own = [str(node.get("/Alt", ""))] if node.get("/S") == "/Figure" else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def test_the_docx_has_headings_table_heads_alt_texts_and_language(
    town: Lillstad, written: Picture
) -> None:
    out = publish(town.actor("cecilia"), written)
    made = docx(town, out, None)
    paper = Document(io.BytesIO(made))
    headings = [p.text for p in paper.paragraphs if (p.style.name or "").startswith("Heading 1")]
    assert headings == [
        "I korthet", "Kartläggning", "Annan information", "Analys", "Så är lägesbilden gjord",
    ]  # fmt: skip
    assert (paper.core_properties.title, paper.core_properties.language) == (out.title, "sv-SE")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body, styles = (parts.read(f"word/{n}.xml").decode() for n in ("document", "styles"))
    assert body.count("<w:tblHeader") == len(paper.tables) == body.count("<w:tblCaption")
    described = re.findall(r'<wp:docPr[^>]*descr="([^"]+)"', body)
    assert len(described) == body.count("<wp:docPr") >= 4
    assert 'w:val="sv-SE"' in styles


def test_drafts_leave_marked_and_protected_and_only_with_those_who_may_read_them(
    town: Lillstad, written: Picture
) -> None:
    """The true numbers, 1 and 2 a month, stay on the page of those who write."""
    told = text_of(pdf(town, written, "cecilia"))
    assert "UTKAST – inte publicerad" in told and "skyddat" in told
    assert written.content is None, "to print is not to publish"
    paper = Document(io.BytesIO(docx(town, written, "cecilia")))
    assert paper.sections[0].header.paragraphs[0].text.startswith("UTKAST")
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert "skyddat" in cells and not {"1", "2", "3", "4"} & cells
    for who, status in ((None, 302), ("olle", 404), ("anna", 404)):
        for ending in (".pdf", ".docx"):
            address = f"/lagesbild/{written.pk}{ending}"
            assert browser(town, who).get(address).status_code == status
    assert browser(town, "cecilia").get(f"/lagesbild/{written.pk}.geojson").status_code == 404


def test_what_people_write_is_no_markup_in_any_paper(town: Lillstad, two_years: Batch) -> None:
    odd = "Se <b>här</b> & #panic(1) $x$ *fet* \x07 = rubrik, i alla fall."
    picture = draft(
        town.actor("anna"), town.place("norra"), since=SINCE, until=UNTIL,
        **{**WORDS, "analysis": odd},
    )  # fmt: skip
    assert "#panic(1) $x$ *fet*" in text_of(pdf(town, picture, "anna"))
    paper = Document(io.BytesIO(docx(town, picture, "anna")))
    assert any("<b>här</b> & #panic(1)" in p.text for p in paper.paragraphs)


def test_the_map_tells_the_parts_with_the_numbers_shown(town: Lillstad, two_years: Batch) -> None:
    city = draft(town.actor("karin"), town.place("lillstad"), since=SINCE, until=UNTIL, **WORDS)
    out = publish(town.actor("karin"), city)
    answer = browser(town, None).get(f"/lagesbild/{out.pk}.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    told, shown = json.loads(answer.content), out.content
    assert shown is not None
    assert {feature["id"] for feature in told["features"]} == {"norra", "sodra"}
    for feature in told["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.is_valid and 10 < shape.centroid.x < 25 and 55 < shape.centroid.y < 70
        for line, area in zip(feature["properties"]["areas"], shown["areas"], strict=True):
            (part,) = (p for p in area["parts"] if p["key"] == feature["id"])
            assert (line["n"], line["protected"]) == (part["n"], part["n"] is None)
