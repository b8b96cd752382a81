"""The room's papers: a picture as a tagged PDF and as a document to edit further."""

from __future__ import annotations

from typing import Any

from samsyn.figures import Figure, Table
from samsyn.papers.docx import Paper
from samsyn.papers.pdf import drawing, pixels, render, template
from samsyn.situation.models import Picture
from samsyn.situation.papers.telling import told

Json = dict[str, Any]


def picture_pdf(picture: Picture, content: Json) -> bytes:
    """The picture as a paper: the same words and numbers as its page, its tables last."""
    data = told(picture, content)
    tables = [table for part in data["parts"] for table in _tables(part)]
    return render(
        template(__name__, "picture.typ"),
        {
            **data,
            "parts": [_drawn(part) for part in data["parts"]],
            "tables": [_table(table) for table in tables],
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
        _add(paper, figure.table())
    for table in part["tables"]:
        _add(paper, table)


def _add(paper: Paper, table: Table) -> None:
    paper.table(table.caption, table.headers, table.rows)


def _tables(part: Json) -> list[Table]:
    """Every figure's twin, and the tables that have no figure."""
    return [*(figure.table() for figure in _figures(part)), *part["tables"]]


def _figures(part: Json) -> list[Figure]:
    return list(part["figures"])


def _drawn(part: Json) -> Json:
    drawings = [
        {"title": f.title, "note": f.note, "alt": _alt(f), "svg": drawing(f.svg())}
        for f in _figures(part)
    ]
    return {**part, "figures": drawings, "tables": []}


def _alt(figure: Figure) -> str:
    return f"Diagram: {figure.title}. {figure.note} Talen står i tabellen med samma namn.".strip()


def _table(table: Table) -> Json:
    return {"caption": table.caption, "headers": table.headers, "rows": table.rows}
