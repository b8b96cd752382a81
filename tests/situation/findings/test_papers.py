"""The PDF and the DOCX tell what the analysis found, once it is protected."""

from __future__ import annotations

import io

import pypdf
from docx import Document

from samsyn.situation.actions import draft, publish
from samsyn.situation.models import Picture
from tests.lillstad import Lillstad
from tests.situation.picture.conftest import SINCE, UNTIL, WORDS, browser

HEADING = "Vad analysen visar"


def papers(town: Lillstad, picture: Picture, who: str | None) -> tuple[str, list[str]]:
    """The PDF's text, and the DOCX's headings."""
    reader = browser(town, who)
    pdf = pypdf.PdfReader(io.BytesIO(reader.get(f"/lagesbild/{picture.pk}.pdf").content))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    docx = Document(io.BytesIO(reader.get(f"/lagesbild/{picture.pk}.docx").content))
    return text, [p.text for p in docx.paragraphs if (p.style.name or "").startswith("Heading")]


def test_findings_leave_with_the_published_picture_and_not_before(
    town: Lillstad, found: Picture
) -> None:
    text, headings = papers(town, found, "anna")
    assert HEADING not in text and HEADING not in headings
    done = draft(town.actor("anna"), found.place, picture=found, since=SINCE, until=UNTIL, **WORDS)
    out = publish(town.actor("anna"), done)
    assert out.content is not None
    text, headings = papers(town, out, None)
    assert HEADING in text and HEADING in headings
    words = out.content["findings"]["hotspots"]["verdict"]["words"]
    assert " ".join(words.split()[:6]) in text.replace("\u00a0", " ")
