"""Letters the house's font can show, and what stands in for the others.

People paste smileys and signs from other programs. A paper that could not be made because of
them would help nobody, and a box in their place would hide that something was said: a sign the
font lacks is told by its name.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

import font_source_sans_pro

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
USED = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")

# look-alikes that Unicode itself does not fold into one
STAND_INS = {"\u2011": "-", "\u200b": "", "\ufeff": "", "\ufe0f": "", "\t": " "}


def shown(text: str) -> str:
    """The text with every sign that the font lacks replaced by a stand-in or its name."""
    return "".join(_shown(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n"))


def _shown(letter: str) -> str:
    if letter == "\n" or ord(letter) in known():
        return letter
    if letter in STAND_INS:
        return STAND_INS[letter]
    folded = unicodedata.normalize("NFKC", letter)
    if folded != letter and all(ord(part) in known() for part in folded):
        return folded
    if unicodedata.category(letter).startswith("C"):
        return ""
    return f"[{unicodedata.name(letter, f'U+{ord(letter):04X}').lower()}]"


@cache
def known() -> frozenset[int]:
    """The code points that every weight in use has a glyph for."""
    return frozenset.intersection(*(_covered((FONTS / name).read_bytes()) for name in USED))


def _covered(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font's `cmap`, subtable format 12 (OpenType 1.9, cmap)."""
    at = _cmap(font)
    count = struct.unpack_from(">HH", font, at)[1]
    for i in range(count):
        start = at + struct.unpack_from(">HHI", font, at + 4 + 8 * i)[2]
        if struct.unpack_from(">H", font, start)[0] == 12:
            return frozenset(_groups(font, start))
    raise ValueError("the font has no full Unicode map")


def _cmap(font: bytes) -> int:
    for i in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == b"cmap":
            return int(offset)
    raise ValueError("the font has no letters")


def _groups(font: bytes, start: int) -> set[int]:
    points: set[int] = set()
    for i in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * i)
        points.update(range(first, last + 1))
    return points
