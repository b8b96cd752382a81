"""A photo goes on without what the camera wrote in it; hostile pictures do not go on at all."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from samsyn.situation.field.photo import LONGEST_SIDE, BadPhoto, Photo, cleaned

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def taken(size: tuple[int, int] = (400, 300), turned: int = 1) -> bytes:
    """A JPEG as a telephone takes it: owner, maker, turn, and the place with GPS."""
    exif = Image.Exif()
    exif[MAKER] = "Telefonmakarna"
    exif[ORIENTATION] = turned
    exif[0x9C9D] = "Kalle Ägare".encode("utf-16le")
    exif.get_ifd(GPS).update({1: "N", 2: (59.0, 14.0, 30.5), 3: "E", 4: (18.0, 5.0, 1.0)})
    out = BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    picture.save(out, "JPEG", exif=exif, comment=b"tagen av Kalle", icc_profile=b"profil")
    return out.getvalue()


def opened(photo: Photo) -> Image.Image:
    return Image.open(BytesIO(photo.jpeg))


def test_place_owner_and_comments_are_gone() -> None:
    data = taken()
    assert Image.open(BytesIO(data)).getexif().get_ifd(GPS)  # or the test would prove nothing
    photo = cleaned(data)
    found = opened(photo)
    assert dict(found.getexif()) == {} and not found.getexif().get_ifd(GPS)
    assert "comment" not in found.info and "icc_profile" not in found.info
    assert b"Exif" not in photo.jpeg and b"Kalle" not in photo.jpeg
    assert b"Telefonmakarna" not in photo.jpeg


def test_it_stands_as_the_camera_meant() -> None:
    photo = cleaned(taken((400, 300), turned=6))  # the telephone was held upright
    assert (photo.width, photo.height) == (300, 400)
    top, bottom = (opened(photo).getpixel((150, y)) for y in (50, 350))
    assert top[0] > 200 and top[1] < 60 and min(bottom) > 200  # type: ignore[index,arg-type]


def test_it_is_made_smaller() -> None:
    photo = cleaned(taken((4000, 3000)))
    assert max(photo.width, photo.height) == LONGEST_SIDE
    assert len(photo.jpeg) < 500_000


def test_other_formats_become_jpeg() -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 255, 128)).save(out, "PNG")
    assert opened(cleaned(out.getvalue())).format == "JPEG"


def bomb(side: int) -> bytes:
    """A PNG of a few bytes that says it is `side` squared."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9))


@pytest.mark.parametrize("side", [4_001, 8_000, 20_000, 65_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(BadPhoto):
        cleaned(bomb(side))


@pytest.mark.parametrize(
    "data",
    [b"", b"hej", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 50,
     taken()[:900], b"\xff\xd8\xff\xe0" + b"\0" * 400, bomb(30)],
    ids=["empty", "text", "svg", "gif", "cut", "nothing", "unfinished"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(BadPhoto, match="Välj en"):
        cleaned(data)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(BadPhoto, match="större än"):
        cleaned(b"\0" * ((15 << 20) + 1))
