"""Pictures as sources: measures, and what they may not say of their making."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from communique.sources.metadata import TURNED, BrokenPicture, without_metadata
from communique.sources.pictures import FileFacts, look_at
from tests.pictures import TOLD, picture, secret_picture

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

HOLLOW = picture(form="AVIF").replace(b"av01", b"av00", 2)
"""An AVIF that promises a picture and has none."""


def _open(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_a_picture_says_nothing_of_its_making(form: str) -> None:
    """Neither place nor words nor a film behind it; every pixel is as it was."""
    told = secret_picture(form)
    clean = without_metadata(told, SUFFIXES[form])
    assert TOLD.encode() in told
    assert TOLD.encode() not in clean
    image = _open(clean)
    assert dict(image.getexif()) == {}
    assert not image.info.keys() & {"exif", "xmp", "comment"}
    assert image.tobytes() == _open(told).tobytes()


@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_what_says_nothing_stays_byte_for_byte(form: str) -> None:
    """So the file that an editor saved is the file that the public gets."""
    plain = picture(form=form)
    assert plain == without_metadata(plain, SUFFIXES[form])
    cleaned = without_metadata(secret_picture(form), SUFFIXES[form])
    assert cleaned == without_metadata(cleaned, SUFFIXES[form])


@pytest.mark.parametrize("way", range(1, 9))
def test_a_photograph_stays_the_right_way_up(way: int) -> None:
    """Of EXIF only the orientation is left."""
    exif = _open(without_metadata(secret_picture(way=way), "jpg")).getexif()
    assert dict(exif) == ({} if way == 1 else {0x0112: way})


def test_colours_stay_as_they_are() -> None:
    """A profile is part of the picture, and so is a scan in several parts."""
    plain = picture(progressive=True, icc_profile=b"a profile of colours")
    assert _open(without_metadata(plain, "jpg")).info["icc_profile"] == b"a profile of colours"


@pytest.mark.parametrize("form", sorted(SUFFIXES))
@pytest.mark.parametrize("length", [0, 1, 3, 10, 21, 40, 0.3, 0.9, 0.999])
def test_a_picture_that_is_cut_off_is_told(form: str, length: float) -> None:
    """Wherever it ends."""
    whole = secret_picture(form).partition(b"ftypmp42")[0]
    end = length if isinstance(length, int) else int(len(whole) * length)
    with pytest.raises(BrokenPicture):
        without_metadata(whole[:end], SUFFIXES[form])


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.jpg", picture(2000, 1000), (2000, 1000, (480, 960, 1600))),
        ("a.JPEG", picture(1000, 50), (1000, 50, (480, 1000))),
        ("a.png", picture(30, 40, "PNG"), (30, 40, (30,))),
        ("a.webp", picture(500, 40, "WEBP"), (500, 40, (500,))),
        ("a.gif", picture(600, 40, "GIF"), (600, 40, ())),
        ("a.avif", picture(600, 40, "AVIF"), (600, 40, ())),
        ("a.jpg", secret_picture(way=6, width=600, height=400), (400, 600, (400,))),
        ("a.svg", b'<svg xmlns="a" width="30px" height="20"/>', (30, 20, ())),
        ("a.svg", b'<svg xmlns="a" width="100%" viewBox="0 0 30.4 20"/>', (30, 20, ())),
        ("a.svg", b'<svg xmlns="a"/>', (0, 0, ())),
        ("a.svg", b'<svg xmlns="a" width="1e400" height="1e30"/>', (0, 0, ())),
        ("a.png", picture(600, 20_000, "PNG"), (600, 20_000, (480,))),
        ("a.png", picture(1, 20_000, "PNG"), (1, 20_000, ())),
        ("a.pdf", b"A paper", (0, 0, ())),
    ],
)
def test_a_picture_has_measures_and_variants(
    tmp_path: Path, name: str, data: bytes, expected: tuple[int, int, tuple[int, ...]]
) -> None:
    """Upright, as a reader sees it; no variant is wider than the picture, or too high for WebP."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert expected == (facts.width, facts.height, facts.widths)
    assert facts.wrong == ""


def test_a_picture_that_moves_has_no_variants(tmp_path: Path) -> None:
    """One of its frames would not be what it shows."""
    file = tmp_path / "a.webp"
    frames = [Image.new("RGB", (600, 9), shade) for shade in ("red", "blue")]
    frames[0].save(file, save_all=True, append_images=frames[1:])
    assert look_at(file).widths == ()


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
        ("a.svg", b"<html/>", "is no picture of the format that its name says"),
        ("a.avif", secret_picture("AVIF"), "says where or with what it was made"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told(
    tmp_path: Path, name: str, data: bytes, wrong: str
) -> None:
    """In words, with what mends it."""
    (tmp_path / name).write_bytes(data)
    facts = look_at(tmp_path / name)
    assert wrong == facts.wrong
    assert facts.hint


def test_the_size_is_that_of_the_published_file(tmp_path: Path) -> None:
    """Without what is taken out of it."""
    (tmp_path / "a.jpg").write_bytes(secret_picture())
    size = len(without_metadata(secret_picture(), "jpg"))
    assert look_at(tmp_path / "a.jpg") == FileFacts(size, 600, 400, (480, 600))
