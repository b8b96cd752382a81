"""Elements of SVG as text. No style attribute ever: colour is a class with a plain fallback."""

import re
from typing import TypeAlias

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

# Fallbacks for where no style sheet reaches. Told apart without colour vision (Okabe & Ito 2008,
# darkened to 3:1 against white).
COLOURS = ("#0b5394", "#b34700", "#00735c", "#8a3b7d", "#7a6100", "#4d5a66")
SCALE = ("#d9e5f1", "#aecbe4", "#6fa3cf", "#2f74ad", "#0b3f70")
INK, MUTED, GRID, PAPER = "#1d2329", "#555f69", "#c9cfd6", "#ffffff"

_LETTER = 13 * 0.53
_WIDER = frozenset("0123456789+\u2212%")

Attribute: TypeAlias = str | float | None


def escape(text: str) -> str:
    """The text made safe for XML; characters that XML forbids become U+FFFD."""
    return _NOT_XML.sub("\ufffd", text).translate(_ENTITIES)


def number(value: float) -> str:
    """A coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def el(tag: str, content: str = "", /, **attributes: Attribute) -> str:
    """An element. `class_` and `font_size` become `class` and `font-size`; None is left out."""
    parts = [tag]
    for name, value in attributes.items():
        if value is not None:
            shown = escape(value) if isinstance(value, str) else number(value)
            parts.append(f'{_name(name)}="{shown}"')
    head = " ".join(parts)
    return f"<{head}>{content}</{tag}>" if content else f"<{head}/>"


def text(x: float, y: float, words: str, *, anchor: str = "start", muted: bool = False) -> str:
    """A line of text whose baseline starts (or ends, or is centred) at x, y."""
    return el(
        "text",
        escape(words),
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        class_="fig-muted" if muted else "fig-text",
        fill=MUTED if muted else INK,
    )


def label(x: float, y: float, words: str, *, dark: bool) -> str:
    """A centred name upon an area; `dark` areas take light text, others a halo of the paper."""
    look: dict[str, Attribute] = {"class_": "fig-onto", "fill": PAPER}
    if not dark:
        look = {"class_": "fig-text fig-halo", "fill": INK, "paint_order": "stroke"}
        look |= {"stroke": PAPER, "stroke_width": 3.0, "stroke_linejoin": "round"}
    return el("text", escape(words), x=x, y=y, text_anchor="middle", pointer_events="none", **look)


def fill(colour: int) -> dict[str, Attribute]:
    """Attributes that fill with colour 1–6; higher numbers start over."""
    n = (colour - 1) % len(COLOURS)
    return {"class_": f"fig-fill-{n + 1}", "fill": COLOURS[n]}


def stroke(colour: int) -> dict[str, Attribute]:
    """Attributes that draw a line in colour 1–6."""
    n = (colour - 1) % len(COLOURS)
    return {"class_": f"fig-line-{n + 1}", "stroke": COLOURS[n], "fill": "none"}


def scale(step: int) -> dict[str, Attribute]:
    """Attributes that fill with step 1–5 of the map's scale, from low to high."""
    return {"class_": f"fig-scale-{step}", "fill": SCALE[step - 1]}


def rule(x1: float, y1: float, x2: float, y2: float, *, axis: bool = False) -> str:
    """A line of the grid, or an axis."""
    kind, colour = ("fig-axis", INK) if axis else ("fig-grid", GRID)
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind, stroke=colour)


def hatch(key: str) -> str:
    """The pattern for what is protected; fill with `hatched(key)`."""
    lines = el("path", d="M0 6L6 0", class_="fig-axis", stroke=MUTED, stroke_width=1.2)
    paper = el("rect", width=6, height=6, class_="fig-paper", fill=PAPER)
    return el(
        "pattern",
        paper + lines,
        id=f"{key}-h",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )


def hatched(key: str) -> dict[str, Attribute]:
    """Attributes that fill with the hatch of the figure."""
    return {"fill": f"url(#{key}-h)", "stroke": MUTED, "class_": "fig-axis"}


def extent(words: str) -> float:
    """About how wide a line of text is: a mean letter is 0.53 em, a figure or a sign 0.58."""
    return len(words) * _LETTER + sum(c in _WIDER for c in words) * 13 * 0.05


def wrap(words: str, width: float) -> list[str]:
    """The words in lines of about `width`; a word too long for a line is parted by a hyphen."""
    width = max(width, 4 * _LETTER)
    lines: list[str] = []
    for word in words.split():
        pieces = _pieces(word, width)  # never runs outside
        if lines and extent(f"{lines[-1]} {pieces[0]}") <= width:
            lines[-1] += " " + pieces.pop(0)
        lines += pieces
    return lines or [""]


def _pieces(word: str, width: float) -> list[str]:
    """The word in pieces as wide at most, parted at its own hyphens if it has any."""
    pieces = []
    while extent(word) > width:
        most = int(width / _LETTER)
        while most > 2 and extent(word[: most - 1] + "-") > width:
            most -= 1
        own = word.rfind("-", 1, most) + 1
        pieces.append(word[:own] if own else word[: most - 1] + "-")
        word = word[len(pieces[-1]) - (not own) :]
    return [*pieces, word]


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
