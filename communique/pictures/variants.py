"""Variants: a picture in narrower widths, as WebP, for the width of the reader's screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO

from PIL import Image, ImageOps

from communique.pictures.unshown import BrokenPicture

QUALITY = 80
METHOD = 4
"""WebP's trade of time for bytes, from 0 to 6."""


def draw_variants(data: bytes, widths: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Return a picture in each of these widths, widest first, with its colour profile.

    Raises BrokenPicture where it cannot be decoded.
    """
    try:
        with Image.open(BytesIO(data)) as opened:
            image = ImageOps.exif_transpose(opened)
            profile = opened.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
            if image.mode not in ("RGB", "RGBA"):
                image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except Exception as error:  # what is damaged makes Pillow's parts raise anything
        raise BrokenPicture(str(error).lower() or "what cannot be decoded") from error
    return ((width, _draw(image, width, profile)) for width in sorted(widths, reverse=True))


def _draw(image: Image.Image, width: int, profile: bytes | None) -> bytes:
    height = max(1, round(image.height * width / image.width))
    smaller = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    file = BytesIO()
    smaller.save(file, "WEBP", quality=QUALITY, method=METHOD, icc_profile=profile, exif=b"")
    return file.getvalue()
