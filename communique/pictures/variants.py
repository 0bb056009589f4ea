"""Variants: a picture in narrower widths, as WebP or AVIF, for the width of the reader's screen."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from communique.model.media import variant_form
from communique.pictures.broken import FEWER_BITS, UNREADABLE, BrokenPicture
from communique.pictures.profiles import without_names

MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
MODES |= {"I", "I;16", "I;16B", "I;16L"}
"""What Pillow calls the kinds of pixels that a picture of the web may have."""

SCREEN = 2.2
SLIGHT = 0.05
"""The gamma of screens, and how far a picture's own may be from it (W3C PNG §13.13)."""

PRIMARIES = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
"""White, red, green and blue of sRGB, as ``cHRM`` has them (W3C PNG §11.3.2.1)."""

SRGB = bytes((1, 13, 0, 1))
"""sRGB, as ``cICP`` has it (§11.3.2.6)."""

FORMS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "avif": {
        "format": "AVIF",
        "quality": 55,
        "speed": 8,
        "max_threads": 1,  # another number makes other bytes
        "autotiling": False,  # tiles are for threads, and cost bytes
    },
}
"""How the variants of a format are encoded; at these qualities the two look alike."""


def draw_variants(data: bytes, widths: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Return a picture in each of these widths, widest first, each drawn from the last.

    The colour profile stays. Raises BrokenPicture if it cannot be decoded.
    """
    wanted = sorted(widths, reverse=True)
    try:
        with Image.open(BytesIO(data)) as opened:
            opened.draft(None, (wanted[0], wanted[0]))  # a JPEG is decoded no larger than needed
            profile = opened.info.get("icc_profile")
            image, profile = _to_rgb(ImageOps.exif_transpose(opened), profile, deep=is_deep(data))
    except BrokenPicture:
        raise
    except Exception as error:  # what is damaged makes Pillow's parts raise anything
        raise BrokenPicture(str(error).lower() or "what cannot be decoded") from error
    return _draw_each(image, wanted, profile and without_names(profile))


def is_deep(data: bytes) -> bool:
    """Whether a file is a PNG of 16 bits a channel; its header says it (W3C PNG §11.2.1)."""
    return data[:4] == b"\x89PNG" and data[24:25] == b"\x10"


def has_own_colours(image: Image.Image, data: bytes) -> bool:
    """Whether a PNG says by ``cICP``, or by ``cHRM`` alone, that its colours are not a screen's.

    Pillow does not convert them, so that a variant would look otherwise.
    """
    if image.format != "PNG":
        return False
    place = data.find(b"cICP", 0, data.find(b"IDAT"))
    if place > 0:
        return data[place + 4 : place + 8] != SRGB
    mixed = image.info.get("chromaticity", PRIMARIES)
    off = any(abs(one - other) > SLIGHT / 10 for one, other in zip(mixed, PRIMARIES, strict=True))
    return off and not {"icc_profile", "srgb"} & image.info.keys()


def can_vary(image: Image.Image) -> bool:
    """Decide by an opened picture whether ``draw_variants`` can draw it as it looks."""
    deep = image.mode[0] == "I"
    return image.mode in MODES and not (deep and "transparency" in image.info)


def _to_rgb(
    image: Image.Image, profile: bytes | None, *, deep: bool
) -> tuple[Image.Image, bytes | None]:
    """Return a picture as it looks in RGB or RGBA, and the colour profile that it has then."""
    if not can_vary(image):
        raise BrokenPicture(UNREADABLE, FEWER_BITS)
    gamma = image.info.get("gamma")
    if image.mode[0] == "I":  # Pillow would cut off all above 255
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if deep and isinstance(clear := image.info.get("transparency"), tuple):
        image.info["transparency"] = tuple(value >> 8 for value in clear)
    if profile and image.mode in ("L", "CMYK"):
        image, profile = _manage(image, profile), None
    if image.mode not in ("RGB", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if gamma and not profile and "srgb" not in image.info and abs(gamma * SCREEN - 1) > SLIGHT:
        image = _correct(image, 1 / (gamma * SCREEN))
    return image, profile


def _manage(image: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture in grey or in inks by its profile; as Pillow converts it by a broken one."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        managed = ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return managed or image.convert("RGB")


def _correct(image: Image.Image, power: float) -> Image.Image:
    """Return a picture that says itself how dark it is, as screens show it (W3C PNG §13.13)."""
    curve = [round(255 * (value / 255) ** power) for value in range(256)]
    bands = [*curve * 3, *(range(256) if image.mode == "RGBA" else ())]
    return image.point(bands)


def _draw_each(
    image: Image.Image, widths: list[int], profile: bytes | None
) -> Iterator[tuple[int, bytes]]:
    whole, smaller = image.size, image
    for width in widths:
        size = width, max(1, round(whole[1] * width / whole[0]))
        smaller = smaller.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        file = BytesIO()
        options = FORMS[variant_form(width)]
        smaller.save(file, icc_profile=profile, exif=b"", **options)
        yield width, file.getvalue()
