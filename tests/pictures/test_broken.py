"""Pictures that are not published: damaged, misnamed, or of a format that may tell."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from communique.pictures.broken import EMPTY, TELLS, UNSHOWN, BrokenPicture
from communique.pictures.metadata import TURNED, without_metadata
from tests.pictures.samples import SUFFIXES, look_at, moving_gif, picture, secret_picture

HOLLOW = picture(form="AVIF").replace(b"av01", b"av00", 2)
"""An AVIF that promises a picture and has none."""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" %s/>'


@pytest.mark.parametrize("form", sorted(SUFFIXES))
@pytest.mark.parametrize("length", [0, 1, 3, 10, 21, 40, 0.3, 0.9, 0.999])
def test_a_picture_that_is_cut_off_is_told(form: str, length: float) -> None:
    """Wherever it ends."""
    whole = secret_picture(form).partition(b"ftypmp42")[0]
    end = length if isinstance(length, int) else int(len(whole) * length)
    with pytest.raises(BrokenPicture):
        without_metadata(whole[:end], SUFFIXES[form])


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.jpg", b"A paper", "is no picture of the format that its name says"),
        ("a.png", picture(), "is no picture of the format that its name says"),
        ("a.jpg", picture()[:300], "is cut off"),
        ("a.png", picture(form="PNG").replace(b"IDAT", b"IDAU", 1), "is damaged"),
        ("a.png", secret_picture("PNG", way=6), TURNED),
        ("a.webp", secret_picture("WEBP", way=3), TURNED),
        ("a.gif", b"GIF", "is cut off"),
        ("a.gif", picture(form="PNG"), "is no picture of the format that its name says"),
        ("a.avif", picture(form="GIF"), "is no picture of the format that its name says"),
        ("a.avif", HOLLOW, "is cut off"),
        ("a.svg", b"<svg", "is no well-formed SVG"),
        ("a.svg", SVG % b'viewBox="0 0 0 9"', EMPTY),
        ("a.svg", SVG % b'height="20" width="0px"', EMPTY),
        ("a.svg", b"<svg><image href='https://a.org/a.png'/></svg>", EMPTY),
        ("a.svg", b"<html/>", "is no picture of the format that its name says"),
        ("a.avif", secret_picture("AVIF"), "says where or with what it was made"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(
    tmp_path: Path, name: str, data: bytes, wrong: str
) -> None:
    """The message says what is wrong and how to correct it."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert wrong == facts.wrong
    assert facts.hint


LONG = b"\0\0\0\x01mdat" + bytes(7) + b"\x10"
"""A box of an AVIF whose length is written in eight bytes."""

TIFF = picture(form="TIFF")
ICON = picture(32, 32, "ICO")


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("a.tif", TIFF, UNSHOWN),
        ("a.dng", b"MM\0*" + bytes(60), UNSHOWN),
        ("paper", TIFF, UNSHOWN),
        ("a.heic", b"\0\0\0\x18ftypheic" + bytes(60), UNSHOWN),
        ("a.txt", b"\0\0\0\x18ftypmif1" + bytes(60), UNSHOWN),
        ("a.psd", b"8BPS\0\1" + bytes(60), UNSHOWN),
        ("a.jp2", picture(form="JPEG2000"), UNSHOWN),
        ("a.jxl", b"\xff\x0a" + bytes(60), UNSHOWN),
        ("a.jxr", b"II\xbc\x01" + bytes(60), UNSHOWN),
        ("a.xcf", b"gimp xcf v011" + bytes(60), UNSHOWN),
        ("a.x3f", b"FOVb" + bytes(60), UNSHOWN),
        ("a.avif", picture(form="AVIF") + b"\0\0\0\x10moov\0\0\0\x08udta", TELLS),
        ("a.avif", picture(form="AVIF") + LONG + b"\0\0\0\x0cmetaExif", TELLS),
        ("a.svgz", b"\x1f\x8b" + bytes(60), UNSHOWN),
        ("a.bin", secret_picture("AVIF"), TELLS),
        ("a.ico", ICON.replace(b"IDAT", b"tEXt"), TELLS),
        ("a.ico", ICON, ""),
        ("a.bmp", picture(form="BMP"), ""),
        ("a.bin", picture(form="AVIF"), ""),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + bytes(60), ""),
        ("a.pdf", b"%PDF-1.7", ""),
        ("a.txt", b"", ""),
        ("a.txt", b"MMXIX was a year", ""),
    ],
)
def test_a_picture_that_may_tell_and_cannot_be_cleaned_is_refused(
    tmp_path: Path, name: str, data: bytes, wrong: str
) -> None:
    """Under whatever name; what is no picture passes."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert wrong == facts.wrong
    assert ("without metadata" in facts.hint) is bool(wrong)


WHOLE = {
    "jpg": secret_picture(way=6),
    "jpeg": picture(progressive=True),
    "png": secret_picture("PNG"),
    "webp": secret_picture("WEBP"),
    "gif": moving_gif(),
    "avif": picture(60, 40, "AVIF"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#a)"/></svg>',
    "ico": ICON,
}


@pytest.mark.parametrize("suffix", sorted(WHOLE))
def test_no_damage_ends_in_a_traceback(tmp_path: Path, suffix: str) -> None:
    """Cut off or with bytes changed, wherever: facts, or words of what is wrong."""
    whole, file = WHOLE[suffix], tmp_path / f"a.{suffix}"
    chance = Random(5)  # noqa: S311 - the same damage each time
    for _ in range(150):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(4) if data else 0):
            place = chance.choice(
                (chance.randrange(len(data)), chance.randrange(min(64, len(data))))
            )
            data[place] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        file.write_bytes(data)
        facts = look_at(file)
        assert bool(facts.wrong) is bool(facts.hint)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", bytes.fromhex("47494638396105000500f00000000000ffffff2c0000000005000500"
                                "000021ff0b") + bytes(40)),
        ("a.gif", b"GIF89a" + bytes(67)),
        ("a.webp", b"RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0"),
        ("a.webp", b"RIFF\x0c\0\0\0WEBPVP8 \0\0\0\0"),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0"),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\x0aExif\0\0MM\xff\xd9"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 40),
        ("a.avif", b"\0\0\0\x10ftypavif" + bytes(4)),
    ],
)  # fmt: skip
def test_a_damaged_picture_is_told_in_words(tmp_path: Path, name: str, data: bytes) -> None:
    """Decoders raise unexpected exceptions for such pictures."""
    (tmp_path / name).write_bytes(data)
    assert look_at(tmp_path / name).wrong
