"""Tagged PDF from a typst template and data: PDF/UA-1 and PDF/A-2a, in Swedish.

The template is a room's own package data. It begins with `#import "/house.typ": *` and reads its
data with `paper`. What people have written reaches it as data and is shown as it stands: no
letter in it is markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from .letters import FONTS, shown

HOUSE = Path(__file__).parent
PPI = 144.0


class PaperError(Exception):
    """The template does not yield an accessible paper."""


def template(package: str, name: str) -> str:
    """A room's template: `template("samsyn.decisions.papers", "minutes.typ")`."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def render(source: str, data: dict[str, Any]) -> bytes:
    """The paper as bytes. `data["title"]` becomes the document's title.

    Only the house's own font is at hand, and a warning is an error: what cannot be shown must not
    silently become a box.
    """
    if not data.get("title"):
        raise PaperError("a paper has a title")
    compiler = typst.Compiler(root=str(HOUSE), font_paths=_fonts())
    try:
        made, warnings = compiler.compile_with_warnings(
            source.encode(),
            format="pdf",
            sys_inputs={"data": json.dumps(_plain(data), ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
        )
    except typst.TypstError as error:
        raise PaperError(str(error)) from error
    if warnings:
        raise PaperError("; ".join(str(warning) for warning in warnings))
    assert isinstance(made, bytes)
    return made


def drawing(svg: str) -> str:
    """A drawing of `samsyn.figures` as papers hold it: its letters in the house's font."""
    return svg.replace('font-family="sans-serif"', 'font-family="Source Sans Pro"')


def pixels(svg: str) -> bytes:
    """A drawing as PNG, for documents that hold no SVG."""
    compiler = typst.Compiler(root=str(HOUSE), font_paths=_fonts())
    source = (
        "#set page(width: 340pt, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = compiler.compile(
        source.encode(), format="png", ppi=PPI, sys_inputs={"svg": drawing(svg)}
    )
    assert isinstance(made, bytes)
    return made


def _plain(value: Any) -> Any:
    """The data with every text such that the font can show it."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    """Source Sans, with nothing of what the machine happens to have."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
