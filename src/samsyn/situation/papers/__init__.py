"""The room's papers: a picture as a tagged PDF and as a document to edit further."""

from __future__ import annotations

from typing import Any

from samsyn.figures import Figure
from samsyn.papers.docx import Paper
from samsyn.papers.pdf import drawing, pixels, render, template
from samsyn.situation.models import Picture
from samsyn.situation.papers.telling import told

Json = dict[str, Any]


def picture_pdf(picture: Picture, content: Json) -> bytes:
    """The picture as a paper: the same words and numbers as its page, its tables last."""
    data = told(picture, content)
    figures = [figure for part in data["parts"] for figure in _figures(part)]
    return render(
        template(__name__, "picture.typ"),
        {
            **data,
            "parts": [_drawn(part) for part in data["parts"]],
            "tables": [_table(figure) for figure in figures],
        },
    )


def picture_docx(picture: Picture, content: Json) -> bytes:
    """The same as DOCX, each figure followed by its table."""
    data = told(picture, content)
    paper = Paper(data["title"], mark=data["mark"])
    paper.points([data["state"], *data["notes"]])
    paper.heading("I korthet")
    paper.said(data["brief"])
    for part in data["parts"]:
        _part(paper, part)
    paper.heading("Så är lägesbilden gjord")
    for term, words in data["made"]:
        paper.heading(term, level=2)
        paper.said(words)
    return paper.bytes()


def _part(paper: Paper, part: Json) -> None:
    paper.heading(part["heading"], level=part["level"])
    paper.said(part["text"])
    if part["rows"]:
        paper.table(part["caption"], part["headers"], part["rows"])
    for figure in _figures(part):
        paper.picture(pixels(figure.svg()), alt=_alt(figure))
        table = figure.table()
        paper.table(table.caption, table.headers, table.rows)


def _figures(part: Json) -> list[Figure]:
    return list(part["figures"])


def _drawn(part: Json) -> Json:
    drawings = [
        {"title": f.title, "note": f.note, "alt": _alt(f), "svg": drawing(f.svg())}
        for f in _figures(part)
    ]
    return {**part, "figures": drawings}


def _alt(figure: Figure) -> str:
    return f"Diagram: {figure.title}. {figure.note} Talen står i tabellen med samma namn.".strip()


def _table(figure: Figure) -> Json:
    table = figure.table()
    return {"caption": table.caption, "headers": table.headers, "rows": table.rows}
