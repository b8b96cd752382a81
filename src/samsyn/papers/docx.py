"""An editable document (DOCX) in Swedish: headings, tables with header rows, pictures with words.

For those who go on writing in a word processor; what is to be kept is the PDF.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Whole
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WIDTH = Cm(11)
# what XML 1.0 cannot hold
UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Paper:
    """A document that grows from the top. `mark` stands in the head of every page."""

    def __init__(self, title: str, *, mark: str = "", author: str = "Samsyn") -> None:
        self._whole: Whole = Document()
        core = self._whole.core_properties
        core.title, core.author, core.language, core.comments = _plain(title), author, "sv-SE", ""
        _speak_swedish(self._whole)
        if mark:
            self._whole.sections[0].header.paragraphs[0].text = _plain(mark)
        self._whole.add_heading(_plain(title), level=0)

    def heading(self, words: str, level: int = 1) -> None:
        self._whole.add_heading(_plain(words), level=level)

    def said(self, words: str) -> None:
        """What somebody has written: each line of its own a paragraph."""
        for line in _plain(words).splitlines():
            if line.strip():
                self._whole.add_paragraph(line.strip())

    def points(self, rows: Sequence[str]) -> None:
        for row in rows:
            self._whole.add_paragraph(_plain(row), style="List Bullet")

    def table(self, caption: str, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose first row is repeated as heading on every page."""
        self._whole.add_paragraph(
            _plain(caption), style="Caption"
        ).paragraph_format.keep_with_next = True
        made = self._whole.add_table(rows=1, cols=len(headers), style="Table Grid")
        _named(made, caption)
        for row, texts in zip(
            [made.rows[0], *(made.add_row() for _ in rows)], [headers, *rows], strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = _plain(text)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        for cell in made.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        self._whole.add_paragraph()

    def picture(self, png: bytes, *, alt: str) -> None:
        """A drawing with the words that a screen reader says in its place."""
        shape = self._whole.add_picture(io.BytesIO(png), width=WIDTH)
        shape._inline.docPr.set("descr", _plain(alt))

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self._whole.save(out)
        return out.getvalue()


def _speak_swedish(whole: Whole) -> None:
    """The language of everything that does not say another."""
    defaults = whole.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    for kind in ("w:val", "w:eastAsia"):
        lang.set(qn(kind), "sv-SE")


def _named(table: object, caption: str) -> None:
    """The table's first row as its heading, and its caption for screen readers."""
    rows = table._tbl  # type: ignore[attr-defined]
    head = OxmlElement("w:tblHeader")
    rows.tr_lst[0].get_or_add_trPr().append(head)
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), _plain(caption))
    rows.tblPr.append(named)


def _plain(words: str) -> str:
    return UNSAYABLE.sub("", words)
