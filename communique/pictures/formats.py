"""The format of a file, found from its first bytes; its name does not count."""

import re
from typing import BinaryIO

from communique.patterns import late

HEAD = 32
"""Bytes that tell a file's form, except a drawing's: comments may stand before it."""

LONG_HEAD = 1 << 20
"""Bytes of a file in XML that are looked through for its root."""

FORMS_BY_SUFFIX = {
    **{name: name for name in ("avif", "gif", "png", "svg", "webp")},
    **dict.fromkeys(("jfif", "jpe", "jpeg", "jpg", "pjp", "pjpeg"), "jpeg"),
    "apng": "png",
}
"""The suffixes of pictures that browsers show, and the form that each promises."""

_UNSHOWN = (
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),  # TIFF, and what cameras make of it
    *(b"IIU\0", b"IIRO", b"IIRS", b"FUJIFILMCCD-RAW", b"II\x1a\0\0\0HEAPCCDR"),
    *(b"FOVb", b"\0MRM", b"8BPS", b"gimp xcf ", b"\x8aMNG", b"\x8bJNG"),  # 8BPS: Photoshop's
    *(b"II\xbc", b"\xff\x0a", b"\0\0\0\x0cJXL "),  # JPEG XR, JPEG XL
    *(b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),  # JPEG 2000
)

_BEGINNINGS = {
    b"\xff\xd8": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"\0\0\1\0": "icon",
    b"\0\0\2\0": "icon",
    **dict.fromkeys(_UNSHOWN, "unshown"),
}

_SHOWN_BRANDS = {b"avif", b"avis"}
_UNSHOWN_BRANDS = {
    *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
    *(b"mif1", b"mif2", b"msf1", b"miaf", b"crx ", b"jpeg", b"avci"),
}


_ROOT = late(
    r"\s*+(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)\s*+)*+"
    r"<(?:[\w.-]+:)?svg[\s/>]",
    re.DOTALL,
)
"""A drawing in XML: what may stand before its root, and the root (XML 1.0 §2.8)."""


def read_head(file: BinaryIO) -> bytes:
    """Return as much of a file as tells its form."""
    head = file.read(HEAD)
    return head + file.read(LONG_HEAD) if b"<" in head or not head.strip() else head


def _is_drawing(data: bytes) -> bool:
    """Whether a file is XML with the root ``svg``: a browser may show it under any name."""
    head = data[: HEAD + LONG_HEAD]
    if b"<" not in head[:HEAD] and head[:HEAD].strip():
        return False
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
    order = "le" if head[:2] in (b"\xff\xfe", b"<\0") else "be"
    text = head.decode(f"utf-16-{order}" if wide else "utf-8", "replace")
    return _ROOT.match(text.removeprefix("\ufeff")) is not None


def form_of(data: bytes, suffix: str = "") -> str:
    """Return a file's form by its first bytes: "" for no picture, "unshown" for no browser's."""
    for beginning, form in _BEGINNINGS.items():
        if data.startswith(beginning):
            return form
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        brands = {data[8:12], *(data[place : place + 4] for place in range(16, HEAD, 4))}
        if brands & _SHOWN_BRANDS:
            return "avif"
        return "unshown" if data[8:12] in _UNSHOWN_BRANDS else ""
    if suffix == "svgz":
        return "unshown"
    return "svg" if suffix == "svg" or _is_drawing(data) else ""


def begins_picture(data: bytes) -> bool:
    """Whether a file is so short that it may be the beginning of a picture, or nothing at all."""
    return any(beginning.startswith(data) for beginning in (*_BEGINNINGS, b"RIFF"))
