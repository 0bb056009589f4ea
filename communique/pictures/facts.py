"""Facts about a file that a page shows: its size, a picture's measures."""

import warnings
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from PIL import Image

from communique.pictures.broken import CUT_OFF, EMPTY, FEWER_BITS, UNREADABLE, BrokenPicture
from communique.pictures.drawings import is_seen, read_svg
from communique.pictures.metadata import ORIENTATION
from communique.pictures.variants import can_vary, has_own_colours
from communique.values import dataclass

VARIED = ("jpg", "jpeg", "png", "webp")
"""Pictures that have variants."""

IMAGES = (*VARIED, "gif", "avif", "svg")
"""The suffixes of pictures that browsers show."""

WIDTHS = (480, 960, 1600)
"""How wide the variants of a picture are, in pixels."""

SAME = 0.9
"""A variant has to be narrower than the next by a tenth to be worth its bytes."""

TALLEST = 16_383
"""The greatest height of a WebP in pixels; a picture with higher variants gets none."""

LARGEST = 89_000_000
"""Pixels of a picture; a larger one would fill the memory. Pillow warns of a few more."""

ROTATED = 5
"""From this value on, EXIF's orientation exchanges width and height."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A published file: its bytes, and the width and height of a picture, 0 if unknown.

    ``widths`` belong to its variants. ``wrong`` says what keeps a picture from being shown, and
    ``hint`` the likely fix. ``digest`` is the source's.
    """

    size: int
    width: int = 0
    height: int = 0
    widths: tuple[int, ...] = ()
    wrong: str = ""
    hint: str = ""
    digest: str = ""


def suffix_of(name: str) -> str:
    """Return a name's suffix in lower case, without its dot."""
    return name.rpartition(".")[2].lower()


def is_picture(name: str) -> bool:
    """Decide by its name whether a file is a picture that browsers show."""
    return suffix_of(name) in IMAGES


def measure(data: bytes, suffix: str) -> FileFacts:
    """Return a picture's facts from its beginning; raises BrokenPicture if it cannot be shown."""
    if suffix == "svg":
        return FileFacts(len(data), *_measure_drawing(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data)) as image:
                width, height = image.size
                alone = getattr(image, "is_animated", False) or has_own_colours(image, data)
                turned = image.getexif().get(ORIENTATION, 1) >= ROTATED
                drawn = can_vary(image)
        except Image.DecompressionBombError:
            width, height, alone, turned, drawn = LARGEST, 2, False, False, True
        except Exception as error:  # what is damaged makes Pillow's parts raise anything
            raise BrokenPicture(CUT_OFF) from error
    if width * height > LARGEST:
        rule, hint = f"has over {LARGEST // 1_000_000} million pixels", "make it smaller"
        return FileFacts(len(data), wrong=rule, hint=hint)
    if not drawn and suffix in VARIED:
        raise BrokenPicture(UNREADABLE, FEWER_BITS)
    if turned:
        width, height = height, width
    widths = () if alone or suffix not in VARIED else tuple(_widths(width, height))
    return FileFacts(len(data), width, height, widths)


def _widths(width: int, height: int) -> Iterator[int]:
    widest = min(width, WIDTHS[-1])
    widths = [*(each for each in WIDTHS if each < widest * SAME), widest]
    yield from (each for each in widths if height * each <= TALLEST * width)


def _measure_drawing(data: bytes) -> tuple[int, int]:
    """Return the measures that a drawing gives itself; 0 where it leaves them to the page."""
    root = read_svg(data)
    if len(root) and not any(map(is_seen, root.iter(tag=etree.Element))):
        raise BrokenPicture(EMPTY)
    given = [root.get("width", ""), root.get("height", "")]
    box = root.get("viewBox", "").replace(",", " ").split()
    for texts in (given, box[2:]):
        try:
            wide, high = (float(text.removesuffix("px")) for text in texts)
            width, height = round(wide), round(high)
        except (ValueError, OverflowError):  # a hundred per cent, or infinity
            continue
        if wide <= 0 or high <= 0:
            raise BrokenPicture(EMPTY)
        if 0 < width <= LARGEST and 0 < height <= LARGEST:
            return width, height
    return 0, 0
