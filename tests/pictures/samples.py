"""Small pictures, as cameras and editors make them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from communique.pictures.facts import FileFacts
from communique.pictures.store import Store

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}

TOLD = "taken at 51 07 46 N for the embassy"


def picture(
    width: int = 600, height: int = 400, form: str = "JPEG", shade: int = 90, **options: Any
) -> bytes:
    """Return a picture in one format; each shade gives a different picture."""
    image = Image.linear_gradient("L").resize((width, height)).point(lambda value: value // 2)
    file = BytesIO()
    coloured = Image.merge("RGB", (image, Image.new("L", image.size, shade), image))
    coloured.save(file, form, **options)
    return file.getvalue()


def secret_picture(form: str = "JPEG", way: int = 1, width: int = 600, height: int = 400) -> bytes:
    """Return a picture that says where it was taken, in EXIF and XMP, and which way is up."""
    exif = Image.Exif()
    exif[0x010E] = TOLD
    exif[0x0112] = way
    exif.get_ifd(0x8825)[1] = "N"
    xmp = f"<x:xmpmeta><dc:title>{TOLD}</dc:title></x:xmpmeta>".encode()
    comment: dict[str, Any] = {"comment": TOLD.encode()} if form == "JPEG" else {}
    film = b"ftypmp42 " + TOLD.encode() if form == "JPEG" else b""
    return picture(width, height, form, exif=exif, xmp=xmp, **comment) + film


def moving_gif() -> bytes:
    """A GIF that moves, with a comment and what a program added."""
    frames = [Image.new("RGB", (6, 4), shade) for shade in ("red", "blue")]
    file = BytesIO()
    frames[0].save(
        file, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=TOLD.encode()
    )
    added = b"!\xff\x0bXMP DataXMP" + bytes([len(TOLD)]) + TOLD.encode() + b"\0;"
    return file.getvalue()[:-1] + added


def look_at(file: Path) -> FileFacts:
    """Return what a page would know of a file."""
    return replace(Store(file.parent / "cache").take_in(file), digest="")
