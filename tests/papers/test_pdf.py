"""Papers are tagged, Swedish and archivable; what people write is never markup."""

from __future__ import annotations

import io

import pypdf
import pytest

from samsyn.papers.letters import shown
from samsyn.papers.pdf import PaperError, render

SOURCE = """#import "/house.typ": *
#show: dressed.with(head: paper.title)
#title()
= Beslut
#said(paper.text)
#facts(paper.rows)
"""
MARKUP = (
    "#panic(1) [a] $x^2$ *fet* _lut_ `kod` @ref <etikett> = rubrik \\ // bort /* bort */ ~ -- '"
)


def made(text: str = "Nämnden beslutar.") -> pypdf.PdfReader:
    data = {"title": "Protokoll #1", "text": text, "rows": [["Dag", "1 mars"], ["*", "#"]]}
    return pypdf.PdfReader(io.BytesIO(render(SOURCE, data)))


def test_it_is_tagged_swedish_and_has_a_title() -> None:
    reader = made()
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"].startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Protokoll #1"
    assert {"/H1", "/P", "/Document"} <= kinds(root["/StructTreeRoot"])


def test_it_says_that_it_keeps_both_standards() -> None:
    xmp = made().root_object["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp


def test_only_the_houses_font() -> None:
    fonts = made().pages[0]["/Resources"]["/Font"].get_object()
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert names
    assert all("SourceSans" in name for name in names)


def test_what_people_write_is_shown_as_it_stands() -> None:
    text = "".join(made(MARKUP).pages[0].extract_text().split())
    assert "".join(MARKUP.split()) in text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Hej 😀", "Hej [grinning face]"),
        ("snabb\u2011fil", "snabb-fil"),
        ("mjukt\u200b", "mjukt"),
        ("Ａ", "A"),
        ("a\r\nb\tc", "a\nb c"),
        ("åäö § – ” é €", "åäö § – ” é €"),
        ("\x07ljud", "ljud"),
    ],
)
def test_a_sign_the_font_lacks_is_told_by_its_name(written: str, read: str) -> None:
    assert shown(written) == read
    assert made(written)


def test_a_paper_without_a_title_or_with_a_foreign_font_is_an_error() -> None:
    with pytest.raises(PaperError, match="title"):
        render(SOURCE, {"text": "", "rows": []})
    with pytest.raises(PaperError, match="unknown font family"):
        render('#set document(title: "A")\n#text(font: "Comic")[A]', {"title": "A"})
    with pytest.raises(PaperError):
        render(SOURCE, {"title": "A"})


def kinds(node: object) -> set[str]:
    """Every kind of element in the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(kinds, node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (kinds(node["/K"]) if "/K" in node else set())
