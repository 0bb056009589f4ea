"""Variants look like their picture, whatever the kind of its pixels."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pytest
from PIL import Image, ImageCms

from communique.model.media import FINE
from communique.pictures.broken import BrokenPicture
from communique.pictures.facts import measure
from communique.pictures.profiles import without_names
from communique.pictures.variants import FORMS, draw_variants

SIZE = (64, 8)
GREY = Image.linear_gradient("L").rotate(90).resize(SIZE)
"""Dark at the left, light at the right."""

RED = Image.merge("RGB", (GREY, Image.new("L", SIZE, 40), Image.new("L", SIZE, 20)))


def _save(image: Image.Image, format: str = "PNG", **options: object) -> bytes:  # noqa: A002 - Pillow's name
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def _png(colour: int, rows: list[bytes], *parts: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of 16 bits a channel."""
    head = struct.pack(">IIBBBBB", *SIZE, 16, colour, 0, 0, 0)
    body = compress(b"".join(b"\0" + row for row in rows))
    every = [(b"IHDR", head), *parts, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))
        for name, data in every
    )


def _wide(values: list[int]) -> bytes:
    return struct.pack(f">{len(values)}H", *values)


def _deep_rgb() -> bytes:
    row = _wide([channel * 257 for x in range(SIZE[0]) for channel in RED.getpixel((x, 0))])  # type: ignore[union-attr]
    return _png(2, [row] * SIZE[1])


def _deep_holes() -> bytes:
    """Red, except its right half, which is the colour that is clear."""
    row = _wide([65535, 0, 0] * 32 + [0, 65535, 0] * 32)
    return _png(2, [row] * SIZE[1], (b"tRNS", _wide([0, 65535, 0])))


def _linear() -> bytes:
    """Grey that says itself that it is darker in its numbers than on a screen."""
    row = _wide([32768 // 4] * SIZE[0])
    return _png(0, [row] * SIZE[1], (b"gAMA", struct.pack(">I", 100_000)))


def _palette(clear: bytes | int) -> bytes:
    image = Image.new("P", SIZE, 0)
    image.putpalette([200, 30, 30, 30, 200, 30])
    image.paste(1, (32, 0, 64, 8))
    return _save(image, transparency=clear)


def _holes(mode: str) -> bytes:
    image = Image.new(mode, SIZE, 200 if mode == "L" else (200, 30, 30))
    image.paste(0 if mode == "L" else (0, 0, 0), (32, 0, 64, 8))
    return _save(image, transparency=0 if mode == "L" else (0, 0, 0))


def _inks() -> bytes:
    return _save(RED.convert("CMYK"), "JPEG", quality=95)


def _grey_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return _save(GREY, icc_profile=profile)


def _variants(data: bytes, suffix: str) -> list[Image.Image]:
    """Return a picture as AVIF and as WebP, both as wide as it is."""
    widths = [FINE, *measure(data, suffix).widths]
    images = [Image.open(BytesIO(drawn)) for _, drawn in draw_variants(data, widths)]
    assert [image.format for image in images] == ["AVIF", "WEBP"]
    return [image.resize(SIZE) for image in images]


@pytest.mark.parametrize(
    ("data", "suffix", "points"),
    [
        (_save(GREY.convert("I;16").point(lambda value: value * 257)), "png", [20, 128, 235]),
        (_save(GREY), "png", [20, 128, 235]),
        (_save(GREY, "JPEG", quality=95), "jpg", [20, 128, 235]),
        (_save(GREY.point(lambda value: 255 * (value > 80)).convert("1")), "png", [0, 255, 255]),
        (_save(Image.merge("LA", (GREY, GREY))), "png", None),
        (_save(GREY.convert("P")), "png", [20, 128, 235]),
        (_save(GREY, "WEBP", lossless=True), "webp", [20, 128, 235]),
        (_grey_profile(), "png", [20, 128, 235]),
        (_linear(), "png", [101, 101, 101]),
        (_deep_rgb(), "png", [20, 128, 235]),
        (_inks(), "jpg", [20, 128, 235]),
        (_save(RED), "png", [20, 128, 235]),
    ],
    ids=[
        "deep",
        "L",
        "JPEG",
        "1",
        "LA",
        "P",
        "WebP",
        "profile",
        "linear",
        "deep-RGB",
        "CMYK",
        "RGB",
    ],
)
def test_a_variant_looks_like_its_picture(
    data: bytes, suffix: str, points: list[int] | None
) -> None:
    """Dark at the left, grey in the middle, light at the right; clear where the picture is."""
    clear, points = points is None, points or [20, 128, 235]
    for image in _variants(data, suffix):
        found: list[Any] = [image.getpixel((x, 4)) for x in (5, 32, 59)]
        assert not clear or [each[3] for each in found] == pytest.approx(points, abs=6)
        assert [each[0] for each in found] == pytest.approx(points, abs=9)


@pytest.mark.parametrize(
    ("data", "left", "right"),
    [
        (_palette(b"\xff\x00"), 255, 0),
        (_palette(1), 255, 0),
        (_palette(b"\x80"), 128, 255),
        (_holes("L"), 255, 0),
        (_holes("RGB"), 255, 0),
        (_deep_holes(), 255, 0),
    ],
    ids=["P bytes", "P one", "P half", "L", "RGB", "16 bits RGB"],
)
def test_what_is_clear_in_a_picture_is_clear_in_its_variants(
    data: bytes, left: int, right: int
) -> None:
    """By a palette, or by one colour of all."""
    for image in _variants(data, "png"):
        assert image.mode == "RGBA"
        found = [image.getpixel((x, 4))[3] for x in (8, 56)]  # type: ignore[index]
        assert found == pytest.approx([left, right], abs=3)


def test_what_cannot_be_drawn_anew_is_told() -> None:
    """Where the picture is read, so that the check knows it; and of what Pillow alone has."""
    row = _wide([65535] * SIZE[0])
    holes = _png(0, [row] * SIZE[1], (b"tRNS", _wide([65535])))
    with pytest.raises(BrokenPicture, match="cannot be encoded again") as found:
        measure(holes, "png")
    assert found.value.hint == "save it with 8 bits a channel, in RGB"
    for mode in ("F", "LAB"):
        with pytest.raises(BrokenPicture, match="cannot be encoded again"):
            draw_variants(_save(Image.new(mode, SIZE), "TIFF"), [64])


@pytest.mark.parametrize(
    ("name", "part", "varies"),
    [
        (b"cICP", bytes((9, 16, 0, 1)), False),
        (b"cICP", bytes((12, 13, 0, 1)), False),
        (b"cICP", bytes((1, 13, 0, 1)), True),
        (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000), False),
        (b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000), True),
    ],
)
def test_a_picture_of_colours_of_its_own_has_no_variants(
    name: bytes, part: bytes, *, varies: bool
) -> None:
    """Wide or bright ones, which Pillow would take for those of every screen."""
    row = _wide([40000, 20000, 10000] * SIZE[0])
    assert bool(measure(_png(2, [row] * SIZE[1], (name, part)), "png").widths) is varies


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_in_the_repository_keeps_its_colours(tmp_path: Path, form: str) -> None:
    """A profile of RGB goes with the variant."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    file = tmp_path / "a"
    file.write_bytes(_save(RED, form, icc_profile=profile))
    for _, drawn in draw_variants(file.read_bytes(), [64, FINE]):
        assert Image.open(BytesIO(drawn)).info["icc_profile"] == without_names(profile)


def test_a_wide_variant_has_the_same_bytes_whatever_the_processors() -> None:
    """AVIF made in two threads has other bytes than in one, so it is made in one."""
    data = _save(Image.effect_noise((FINE, 600), 90).convert("RGB"), "JPEG")
    ((_, drawn),) = draw_variants(data, [FINE])
    image = Image.open(BytesIO(data))
    made = {threads: _save(image, **FORMS["avif"] | {"max_threads": threads}) for threads in (1, 2)}
    assert made[1] == drawn
    assert made[1] != made[2]
