"""A card as a drawing in SVG. From it resvg makes a PNG, with the package's own fonts.

The same card is the same bytes: resvg sees no font and no file of the machine (decision 17).
"""

import math
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b, sha256
from html import escape

from communique.outputs.sharing.card_text import FOLDER, FONTS, CardLines, set_lines
from communique.pictures.facts import measure
from communique.values import dataclass

WIDTH = 1200
HEIGHT = 630
"""With the width, Open Graph's usual size."""

EDGE = 80
"""What stays free at each side."""

HEAD, BODY, FOOT = 116, (212, 506), 566
"""Heights: the middle of emblem and name, the box of the title, the line at the foot."""

PLATE, MARGIN, WIDEST = 104, 10, 260
"""The emblem's plate, what is white around it, and the widest that an emblem may be."""

TITLE = range(92, 15, -4)
NAME = range(36, 13, -2)
LABEL = range(30, 13, -2)
"""Sizes of letters, from the first to the smallest that a long text is set in."""

RINGS = ((118, 12, 15), (168, 18, 13), (218, 24, 11))
"""Of a seal: radius, places and the radius of a dot."""

LOOSE, TIGHT = 1.5, 1.25
"""How far lines are apart, in sizes of their letters; Arabic needs more."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows; each text may be empty.

    A seal of dots, computed from ``seal``, stands for a title that cannot be set. Of the
    ``colours`` the first is the ground, the second a line at the foot. ``plain`` says that the
    emblem is for a dark ground, and needs no white plate.
    """

    seal: str
    name: str
    kicker: str
    title: str
    foot: str
    colours: tuple[str, str]
    rtl: bool
    emblem: bytes = b""
    plain: bool = False


def draw_svg(card: Card) -> str:
    """Return a card as SVG, mirrored for rtl; a text may be left out; raises ValueError."""
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return "".join((f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', *_draw(card), "</svg>"))


def _draw(card: Card) -> Iterator[str]:
    ground, line = card.colours
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" style="fill:{ground}"/>'
    yield f'<rect y="{HEIGHT - 14}" width="{WIDTH}" height="14" style="fill:{line}"/>'
    start = EDGE
    if card.emblem:
        width, emblem = _draw_emblem(card)
        yield emblem
        start += width + 28
    leading = LOOSE if card.rtl else TIGHT
    wide = WIDTH - 2 * EDGE
    name = set_lines(card.name, NAME, wide + EDGE - start, PLATE, leading)
    yield from _write(card, name, start, HEAD)
    top, bottom = BODY
    kicker = set_lines(card.kicker, LABEL, wide, 40, 1)
    yield from _write(card, kicker, EDGE, top + 20, faint=True)
    top += 56 if kicker else 0
    if title := set_lines(card.title, TITLE, wide, bottom - top, leading):
        high = bottom - top if not kicker else title.size * leading * len(title.lines)
        yield from _write(card, title, EDGE, top + high / 2)
    elif card.title:
        yield f'<path d="{_draw_seal(card)}" style="fill:#fff;fill-opacity:.09"/>'
    yield from _write(card, set_lines(card.foot, LABEL, wide, 40, 1), EDGE, FOOT, faint=True)


def _write(
    card: Card, text: CardLines | None, start: int, middle: float, *, faint: bool = False
) -> Iterator[str]:
    if text is None:
        return
    step = text.size * (LOOSE if card.rtl else TIGHT)
    first = middle + text.size * 0.35 - step * (len(text.lines) - 1) / 2
    style = f"font-family:{text.families};font-size:{text.size}px;fill:#fff"
    style += ";fill-opacity:.85" if faint else ""
    style += ";text-anchor:end" if card.rtl else ""
    yield f'<text style="{escape(style)}">'
    for place, line in enumerate(text.lines):
        # resvg takes a line as one from left to right; an isolate says otherwise (UAX #9).
        shown = f"\u2067{line}\u2069" if card.rtl else line
        x, y = WIDTH - start if card.rtl else start, first + place * step
        yield f'<tspan x="{x}" y="{y:.1f}">{escape(shown)}</tspan>'
    yield "</text>"


def _draw_emblem(card: Card) -> tuple[int, str]:
    """Return how wide the emblem is with its plate, and the drawing of both."""
    facts = measure(card.emblem, "svg")
    margin = 0 if card.plain else MARGIN
    height = PLATE - 2 * margin
    ratio = facts.width / facts.height if facts.height else 1
    wide = max(1, min(round(height * ratio), WIDEST))
    x, y = WIDTH - EDGE - wide - 2 * margin if card.rtl else EDGE, HEAD - PLATE // 2
    size = f'width="{wide + 2 * margin}" height="{PLATE}"'
    plate = f'<rect x="{x}" y="{y}" {size} rx="8" style="fill:#fff"/>'
    # As a picture: a stylesheet in it would be that of the whole card.
    picture = b64encode(_draw_alone(card.emblem, wide)).decode()
    drawing = (
        f'<image x="{x + margin}" y="{y + margin}" width="{wide}" height="{height}" '
        f'image-rendering="optimizeSpeed" href="data:image/png;base64,{picture}"/>'
    )
    return wide + 2 * margin, drawing if card.plain else plate + drawing


@lru_cache(maxsize=8)
def _draw_alone(emblem: bytes, width: int) -> bytes:
    from resvg_py import svg_to_bytes

    svg = emblem.decode("utf-8", "replace")
    return svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)


def _draw_seal(card: Card) -> str:
    """Return rings of dots around a ring, a dot a bit; a clear bit is a small one."""
    bits = int.from_bytes(blake2b(card.seal.encode(), digest_size=7).digest())
    x, y, scale = 190 if card.rtl else WIDTH - 190, 400, 1.45
    parts = [_draw_dot(x, y, 64 * scale), _draw_dot(x, y, 44 * scale, turn=0)]
    for radius, places, size in RINGS:
        for place in range(places):
            angle = 2 * math.pi * place / places - math.pi / 2
            bits, full = bits >> 1, bits & 1
            far, dot = radius * scale, (size if full else size / 3) * scale
            parts.append(_draw_dot(x + far * math.cos(angle), y + far * math.sin(angle), dot))
    return "".join(parts)


def _draw_dot(x: float, y: float, radius: float, *, turn: int = 1) -> str:
    """Return a disc as a path; drawn in the other direction it is a hole."""
    half = f"a{radius:.1f} {radius:.1f} 0 0 {turn}"
    return f"M{x - radius:.1f} {y:.1f}{half} {2 * radius:.1f} 0{half} {-2 * radius:.1f} 0z"


def recipe_of(svg: str) -> str:
    """Return a digest of all that the PNG of a drawing depends on."""
    from resvg_py import __resvg_version__, __version__

    versions = f"{__version__} {__resvg_version__}"
    return sha256("\0".join((versions, *FONTS.values(), svg)).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def draw_png(svg: str) -> bytes:
    """Draw a card as PNG."""
    from resvg_py import svg_to_bytes

    fonts = [str(FOLDER / name) for name in FONTS]
    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)
