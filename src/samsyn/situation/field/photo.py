"""A photo from a telephone, drawn anew: what the camera wrote in it (place, time, owner) is gone.

Only the pixels go on, turned as the camera meant, made smaller and saved as a new JPEG. Size is
judged before anything is unpacked; formats are few, so that few decoders meet foreign bytes.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 15 << 20
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
"""A JPEG can be unpacked at a fraction of its size; the others need room for every pixel."""
LONGEST_SIDE = 1_600
QUALITY = 80


class BadPhoto(ValueError):
    """A photo cannot be taken in. The message is Swedish and says what to do."""


@dataclass(frozen=True)
class Photo:
    """A JPEG of our own making."""

    jpeg: bytes
    width: int
    height: int


def cleaned(data: bytes) -> Photo:
    """The photo drawn anew. Raises `BadPhoto`."""
    if len(data) > MOST_BYTES:
        raise BadPhoto(f"Bilden är större än {MOST_BYTES >> 20} MB. Välj en mindre.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redrawn(data)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise BadPhoto("Bilden går inte att läsa. Välj en bild i JPEG, PNG eller WebP.") from error
    except (ValueError, MemoryError, EOFError) as error:
        if isinstance(error, BadPhoto):
            raise
        raise BadPhoto("Bilden är skadad. Välj en annan.") from error


def _redrawn(data: bytes) -> Photo:
    with Image.open(BytesIO(data), formats=tuple(MOST_PIXELS)) as found:
        if found.width * found.height > MOST_PIXELS[found.format or "PNG"]:
            raise BadPhoto("Bilden har för många bildpunkter. Välj en mindre.")
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(found).convert("RGB")
    turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # a new picture holds nothing of the old one's notes
    fresh = Image.new("RGB", turned.size)
    fresh.paste(turned)
    out = BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), *fresh.size)
