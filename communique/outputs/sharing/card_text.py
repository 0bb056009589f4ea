"""The words of a card: which fonts have them, how wide they are, where their lines end.

The fonts come with the package, so that a card is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from communique.values import dataclass

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FOLDER = Path(__file__).with_name("fonts")

FONTS = {
    "NotoSerif-Bold.ttf": "9bb476b616275f6902e1e55cb8bc1e6230090c56b53394e22b650fa8e4d9b9f1",
    "NotoNaskhArabic-Bold.ttf": "a73ab008fd6bee7bcce468a46c8f45c33c6d8f99af5383764ee855c5b4cc1341",
    "NotoSansSC-Bold.otf": "56c904d7d828e85cbc540507c7fddd15955d6245e2851f1e9aeeeb7930e6c9ed",
}
"""The fonts, each with its SHA-256. ``tests/outputs/card_fonts.py`` makes them."""

MEASURED = 64
"""The size in pixels at which a sign is measured."""

SPARE = 1.02
"""How much wider than the sum of its signs a line may become by kerning."""

UNDRAWN = "\U0010ffff"
"""A sign that no font has; a font draws every sign that it lacks like this one."""

NARROWER = 0.97
"""How much narrower the box is at each step, while lines are made equally long."""


@dataclass(frozen=True, slots=True)
class CardLines:
    """A text as it is set: its lines, their size in pixels, and the fonts as SVG names them."""

    lines: tuple[str, ...]
    size: int
    families: str


class _Font:
    """A font: its name, and which signs it has."""

    def __init__(self, font: FreeTypeFont) -> None:
        self.family = font.getname()[0] or ""
        self._font = font
        self._undrawn = self._draw(UNDRAWN)
        self.has = cache(self._has)
        self.advance = cache(self._advance)

    def _draw(self, sign: str) -> tuple[tuple[int, int], bytes]:
        mask = self._font.getmask(sign)
        return mask.size, bytes(mask)

    def _has(self, sign: str) -> bool:
        kind = category(sign)
        if kind in {"Cf", "Zs"}:  # a mark of direction or a space draws nothing
            return True
        return kind[0] != "C" and self._draw(sign) != self._undrawn

    def _advance(self, sign: str) -> float:
        return 0 if category(sign) == "Cf" else self._font.getlength(sign) / MEASURED


@cache
def _fonts() -> tuple[_Font, ...]:
    from PIL import ImageFont

    basic = ImageFont.Layout.BASIC
    opened = (ImageFont.truetype(FOLDER / name, MEASURED, layout_engine=basic) for name in FONTS)
    return tuple(map(_Font, opened))


def find_missing(text: str) -> str:
    """Return the signs of a text that no font has, each once."""
    fonts = _fonts()
    return "".join(
        sign for sign in dict.fromkeys(text) if not any(font.has(sign) for font in fonts)
    )


def set_lines(
    text: str, sizes: Sequence[int], width: float, height: float, leading: float
) -> CardLines | None:
    """Set a text in the first of the sizes in which it fits a box, on lines of like length.

    The font that has most of its signs comes first. A word is broken only if in no size all words
    are whole. None where the text fits in no size, or no font has one of its signs.
    """
    text = " ".join(text.split())
    if not text or find_missing(text):
        return None
    fonts = sorted(_fonts(), key=lambda font: -sum(map(font.has, text)))
    advances = {
        sign: next(font.advance(sign) for font in fonts if font.has(sign)) * SPARE for sign in text
    }
    parts = list(_parts(text))
    for whole in (True, False):
        for size in sizes:
            lines = _break(parts, advances, width / size, whole=whole)
            if lines and len(lines) * size * leading <= height:
                lines = _balance(lines, parts, advances, width / size, whole=whole)
                return CardLines(tuple(lines), size, ", ".join(font.family for font in fonts))
    return None


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a text after which a line may end: words, and Chinese signs."""
    part = ""
    for sign, following in pairwise(f"{text} "):
        part += sign
        wide = {east_asian_width(sign), east_asian_width(following)} & {"W", "F"}
        if sign == " " or (
            wide
            and following != " "
            and category(sign) not in {"Ps", "Pi"}
            and category(following) not in {"Pe", "Pf", "Po"}
        ):
            yield part
            part = ""
    yield part


def _break(
    parts: Sequence[str], advances: dict[str, float], room: float, *, whole: bool
) -> list[str]:
    """Return lines no wider than ``room``; none where a part would have to be broken, but not."""
    lines, line, used = list[str](), "", 0.0
    for part in parts:
        wide = sum(advances[sign] for sign in part.rstrip())
        if line and used + wide > room:
            lines.append(line)
            line, used = "", 0.0
        if wide > room and whole:
            return []
        for sign in part:
            if used + advances[sign] > room and sign != " ":
                lines.append(line)
                line, used = "", 0.0
            line += sign
            used += advances[sign]
    return [each.strip() for each in (*lines, line)]


def _balance(
    lines: list[str], parts: Sequence[str], advances: dict[str, float], room: float, *, whole: bool
) -> list[str]:
    """Return as many lines, as narrow as they can be."""
    narrower = lines
    while len(lines) > 1 and len(narrower) == len(lines):
        lines, room = narrower, room * NARROWER
        narrower = _break(parts, advances, room, whole=whole)
    return lines
