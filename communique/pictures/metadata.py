"""What a picture says of its making, taken out: place, camera, names, former versions.

A photograph names its place and camera, and often holds a small copy from before it was cropped.
None of that may reach the public (promise 3). The picture itself is not made again: what a format
keeps in parts of their own is left out, the rest is copied byte for byte. Of EXIF the way up stays,
and colour profiles stay without the names in them. What a file is, its beginning says, whatever its
name.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal
from zlib import compress, crc32, decompressobj, error

from communique.patterns import late
from communique.pictures.broken import (
    CUT_OFF,
    DAMAGED,
    EXPORT,
    MISNAMED,
    TELLS,
    UNSHOWN,
    BrokenPicture,
)
from communique.pictures.drawings import clean_svg
from communique.pictures.formats import FORMS_BY_SUFFIX, begins_picture, form_of
from communique.pictures.gif import clean_gif
from communique.pictures.profiles import LONGEST, without_names

TURNED = "stands upright by its metadata alone, which is taken out"
"""Of a PNG or WebP: not every browser asks these formats for EXIF's way up."""

_NEXT_MARKER = late(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The end of a JPEG's scan: a marker that is neither stuffing nor a restart."""

ORIENTATION = 0x0112
"""EXIF's tag for which way is up (CIPA DC-008 §4.6.4)."""

JPEG_PARTS = frozenset(bytes([sign]) for sign in (*range(0xC0, 0xD0), *range(0xDA, 0xE0)))
AVIF_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"moov"})
AVIF_TELLS = (b"Exif", b"mime", b"udta", b"uuid")
PNG_PARTS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs "
    b"acTL fcTL fdAT".split()
)
FRAME_PARTS = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
WEBP_PARTS = FRAME_PARTS | {b"VP8X", b"ANIM", b"ANMF", b"ICCP"}
FRAME_HEAD = 24
"""Bytes of a WebP's frame before the parts in it: its own head, place, measures and time."""


def without_metadata(data: bytes, suffix: str) -> bytes:
    """Return a picture without metadata, another file unchanged; raises BrokenPicture."""
    form, named = form_of(data, suffix), FORMS_BY_SUFFIX.get(suffix)
    if named and form != named:
        raise BrokenPicture(CUT_OFF if begins_picture(data) else MISNAMED)
    clean = CLEANERS.get(form)
    try:
        return clean(data) if clean else data
    except (IndexError, OverflowError) as error:  # a part that is shorter than its form demands
        raise BrokenPicture(DAMAGED) from error


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    """Yield the parts that stay, up to the end of the first picture: a film may follow it."""
    place = 2
    while (head := data[place : place + 4]) and head[:1] == b"\xff":
        marker = head[1:2]
        if marker == b"\xff":
            place += 1
            continue
        if marker == b"\xd9":
            yield b"\xff\xd9"
            return
        end = place + 2 + int.from_bytes(head[2:4])
        if marker == b"\xda":
            found = _NEXT_MARKER.search(data, end)
            if found is None:
                break
            end = found.start()
        if end > len(data) or end < place + 4:
            break
        yield _jpeg_part(marker, data[place:end])
        place = end
    raise BrokenPicture(CUT_OFF)


def _jpeg_part(marker: bytes, part: bytes) -> bytes:
    """Return what stays of a part; empty if nothing does."""
    said = part[4:]
    if marker == b"\xe0":
        # JFIF, without the small copy that it may hold.
        return b"\xff\xe0\0\x10" + part[4:16] + b"\0\0" if said.startswith(b"JFIF\0") else b""
    if marker == b"\xe1":
        return _way_up(said)
    if marker == b"\xe2":
        return _nameless_part(part) if said.startswith(b"ICC_PROFILE\0") else b""
    if marker == b"\xee":
        return b"\xff\xee\0\x0e" + said[:12] if said.startswith(b"Adobe") else b""
    return part if marker in JPEG_PARTS else b""


def _nameless_part(part: bytes) -> bytes:
    """Return a part of a JPEG's profile; the first has the names, where there are several."""
    head = 4 + len(b"ICC_PROFILE\0") + 2
    return part[:head] + without_names(part[head:])


def _nameless_profile(said: bytes) -> bytes:
    """Return a PNG's profile as its part; empty for one that no browser reads."""
    packed = said[said.find(b"\0") + 2 :]
    try:
        profile = decompressobj().decompress(packed, LONGEST)
    except error:
        return b""
    part = b"iCCP" + b"profile\0\0" + compress(without_names(profile), 9)
    return (len(part) - 4).to_bytes(4) + part + crc32(part).to_bytes(4)


def _way_up(said: bytes) -> bytes:
    """Return EXIF with nothing but the orientation; empty if the picture needs no turning."""
    way = _orientation(said)
    if not 1 < way <= 8:  # noqa: PLR2004 - the eight ways of EXIF
        return b""
    tag = b"\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([way]) + b"\0\0\0\0\0\0"
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + tag
    return b"\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif


def _check_upright(tiff: bytes) -> None:
    if 1 < _orientation(b"Exif\0\0" + tiff.removeprefix(b"Exif\0\0")) <= 8:  # noqa: PLR2004
        raise BrokenPicture(TURNED)


def _orientation(said: bytes) -> int:
    """Return EXIF's orientation; 1 if it has none."""
    tiff = said[6:]
    orders: dict[bytes, Literal["big", "little"]] = {b"MM": "big", b"II": "little"}
    order = orders.get(tiff[:2])
    if order is None or not said.startswith(b"Exif\0\0"):
        return 1
    start = int.from_bytes(tiff[4:8], order)
    entries = int.from_bytes(tiff[start : start + 2], order)
    for place in range(start + 2, min(start + 2 + 12 * entries, len(tiff)), 12):
        if int.from_bytes(tiff[place : place + 2], order) == ORIENTATION:
            return int.from_bytes(tiff[place + 8 : place + 10], order)
    return 1


def _clean_png(data: bytes) -> bytes:
    parts, place = [data[:8]], 8
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(data[place : place + 4])
        name = data[place + 4 : place + 8]
        if end > len(data):
            break
        if crc32(data[place + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            raise BrokenPicture(DAMAGED)
        if name == b"eXIf":
            _check_upright(data[place + 8 : end - 4])
        if name == b"iCCP":
            parts.append(_nameless_profile(data[place + 8 : end - 4]))
        elif name in PNG_PARTS:
            parts.append(data[place:end])
        if name == b"IEND":
            return b"".join(parts)
        place = end
    raise BrokenPicture(CUT_OFF)


def _clean_webp(data: bytes) -> bytes:
    stop = 8 + int.from_bytes(data[4:8], "little")
    if stop > len(data):
        raise BrokenPicture(CUT_OFF)
    whole = b"WEBP" + b"".join(_webp_parts(data, 12, stop, WEBP_PARTS))
    return b"RIFF" + len(whole).to_bytes(4, "little") + whole


def _webp_parts(data: bytes, place: int, stop: int, kept: frozenset[bytes]) -> Iterator[bytes]:
    """Yield the parts that stay; the parts of a frame are looked through as well."""
    while place + 8 <= stop:
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + size + size % 2
        part = data[place:end]
        if part[:4] == b"EXIF":
            _check_upright(part[8:])
        if part[:4] == b"VP8X":
            # Its flags no longer promise EXIF and XMP.
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if part[:4] == b"ANMF":
            inner = b"".join(_webp_parts(data, place + FRAME_HEAD, place + 8 + size, FRAME_PARTS))
            size = FRAME_HEAD - 8 + len(inner)
            part = b"ANMF" + size.to_bytes(4, "little") + part[8:FRAME_HEAD] + inner
        if part[:4] == b"ICCP":
            part = part[:8] + without_names(part[8:])
        if part[:4] in kept:
            yield part
        place = end


def _clean_avif(data: bytes) -> bytes:
    """Refuse an AVIF with EXIF or XMP (ISO/IEC 23008-12); empty boxes that show nothing.

    An empty box is as long as it was: a picture's parts are found by their place in the file.
    """
    parts, place = [], 0
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        head = 16 if size == 1 else 8
        size = int.from_bytes(data[place + 8 : place + head]) if size == 1 else size
        box = data[place : place + size if size >= head else len(data)]
        if kind in (b"meta", b"moov") and any(name in box for name in AVIF_TELLS):
            raise BrokenPicture(TELLS, EXPORT)
        parts.append(box if kind in AVIF_BOXES else box[:4] + b"free" + box[8:head])
        parts.append(b"" if kind in AVIF_BOXES else bytes(len(box) - head))
        place += len(box)
    return b"".join(parts)


def _check_icon(data: bytes) -> bytes:
    """Return an icon as it is; refuse it if one of its PNG pictures has metadata."""
    if any(name in data for name in (b"eXIf", b"tEXt", b"iTXt", b"zTXt")):
        raise BrokenPicture(TELLS, EXPORT)
    return data


def _refuse(_data: bytes) -> bytes:
    raise BrokenPicture(UNSHOWN, EXPORT)


CLEANERS: Mapping[str, Callable[[bytes], bytes]] = {
    "avif": _clean_avif,
    "gif": clean_gif,
    "icon": _check_icon,
    "jpeg": lambda data: b"\xff\xd8" + b"".join(_jpeg_parts(data)),
    "png": _clean_png,
    "svg": lambda data: clean_svg(data, lambda picture: without_metadata(picture, "")),
    "webp": _clean_webp,
    "unshown": _refuse,
}
"""What takes a picture's metadata out, or refuses it, by the form of the file."""
