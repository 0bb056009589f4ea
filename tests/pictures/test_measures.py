"""The measures, variants and sizes of pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from communique.pictures.facts import FileFacts
from communique.pictures.metadata import without_metadata
from tests.pictures.samples import look_at, picture, secret_picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" %s/>'


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
        (
            "a.svg",
            SVG % b'width="30px" height="20"',
            (30, 20, ()),
        ),
        (
            "a.svg",
            SVG % b'width="100%" viewBox="0 0 30.4 20"',
            (30, 20, ()),
        ),
        ("a.svg", SVG % b"", (0, 0, ())),
        (
            "a.svg",
            SVG % b'width="1e400" height="1e30"',
            (0, 0, ()),
        ),
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


def test_the_size_is_that_of_the_published_file(tmp_path: Path) -> None:
    """Without what is taken out of it."""
    (tmp_path / "a.jpg").write_bytes(secret_picture())
    size = len(without_metadata(secret_picture(), "jpg"))
    assert look_at(tmp_path / "a.jpg") == FileFacts(size, 600, 400, (480, 600))
