"""Cards: the pictures that stand for a shared link, one a language and one a kind in each.

They hold no words: no font that covers every script comes with Python's libraries, and none of the
machine's may show (decision 17). A kind is a seal and a colour, drawn from its slug; a language is
a row of squares, five a letter, that spells its code.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from communique.catalogue.changes import Changed
from communique.catalogue.listings import find_listing, find_listings
from communique.model.listing import ALL, ListingKey
from communique.model.output import Output, listing_ref, parse_listing_ref
from communique.model.term import Facet
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import Shown
from communique.settings import Settings

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

NAME = "card"

WIDTH = 1200
HEIGHT = 630
"""With the width, Open Graph's usual size."""

SCALE = 2
"""Drawn larger and reduced, so that edges are smooth."""

INK = (250, 248, 242)
GROUNDS = (
    (22, 50, 92),
    (92, 32, 38),
    (24, 78, 66),
    (74, 44, 92),
    (112, 68, 16),
    (20, 72, 98),
    (58, 66, 28),
    (96, 36, 72),
    (44, 48, 64),
    (30, 86, 40),
    (110, 50, 28),
    (40, 40, 104),
)
"""Dark enough for the ink (WCAG 1.4.11: contrast of over 3)."""

RINGS = ((118, 12, 15), (168, 18, 13), (218, 24, 11))
"""Of a seal: radius, places and the radius of a dot."""


def card_url(key: ListingKey) -> str:
    """Return the address of a language's card, or of a kind's."""
    return f"{key.url}card.png"


def output_of(key: ListingKey) -> Output:
    """Return the output that a listing's card is."""
    return Output(card_url(key), NAME, listing_ref(key, "card"))


def every(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield a card for every language and for every kind that a public release has in it."""
    for lang in settings.languages:
        yield output_of(ListingKey(lang, ALL, ""))
        for listing in find_listings(db, lang, Facet.KIND.value):
            yield output_of(listing.key)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> ListingKey | None:
    """Return what the card stands for; None where no public release has that kind any more."""
    key, _ = parse_listing_ref(output.ref)
    if key.facet == ALL:
        return key if key.lang in settings.languages else None
    return key if find_listing(db, key) else None


def render(press: Press, _output: Output, shown: ListingKey) -> Rendered:
    """Draw a card as PNG; the same bytes for the same language and kind."""
    return Rendered(draw_card(shown.lang, shown.slug, press.languages[shown.lang].dir))


@lru_cache(maxsize=512)
def draw_card(lang: str, kind: str, direction: str) -> bytes:
    """Draw a card; without a kind, the language's own. In rtl languages it is mirrored."""
    from PIL import ImageDraw

    digest = blake2b(kind.encode(), digest_size=9).digest()
    card = Image.new("L", (WIDTH * SCALE, HEIGHT * SCALE), 0)
    draw = ImageDraw.Draw(card)
    start = -1 if direction == "rtl" else 1
    _draw_seal(draw, WIDTH // 2 + start * 250, HEIGHT // 2, int.from_bytes(digest[:7]))
    _draw_code(draw, lang, start)
    card = card.reduce(SCALE).point([shade // 8 for shade in range(256)])
    ground = GROUNDS[digest[8] % len(GROUNDS)] if kind else GROUNDS[0]
    steps = ((shade / 31, *pair) for shade in range(32) for pair in zip(ground, INK, strict=True))
    palette = [round(dark + (light - dark) * part) for part, dark, light in steps]
    shown = Image.frombytes("P", card.size, card.tobytes())
    shown.putpalette(palette)
    file = BytesIO()
    shown.save(file, "PNG", bits=8)
    return file.getvalue()


def _draw_seal(draw: ImageDraw, x: int, y: int, bits: int) -> None:
    """Draw rings of dots around a disc, a dot a bit; a clear bit is a small one."""
    _draw_dot(draw, x, y, 64, 255)
    _draw_dot(draw, x, y, 44, 0)
    for radius, places, size in RINGS:
        for place in range(places):
            angle = 2 * math.pi * place / places - math.pi / 2
            bits, full = bits >> 1, bits & 1
            dot = size if full else size // 3
            _draw_dot(draw, x + radius * math.cos(angle), y + radius * math.sin(angle), dot, 255)


def _draw_dot(draw: ImageDraw, x: float, y: float, size: int, shade: int) -> None:
    box = [round(SCALE * side) for side in (x - size, y - size, x + size, y + size)]
    draw.ellipse(tuple(box), fill=shade)


def _draw_code(draw: ImageDraw, lang: str, start: int) -> None:
    """Draw a column of five squares for each letter of a language's code, filled or hollow."""
    size, gap = 26, 12
    letters = lang.lower()[:8]
    for column, letter in enumerate(letters):
        x = WIDTH // 2 - start * (480 - column * (size + gap) * 1) - size // 2
        for row in range(5):
            y = HEIGHT // 2 + 220 - (row + 1) * (size + gap) + gap
            box = [round(SCALE * side) for side in (x, y, x + size, y + size)]
            filled = (ord(letter) >> row) & 1
            draw.rectangle(tuple(box), fill=255 if filled else 48)


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The card of a kind that comes, goes or changes its name."""
    for change in changed.effects.listings:
        if change.key.facet == Facet.KIND and change.is_another:
            yield output_of(change.key), f"it shows {changed.sources}"


def shows(_db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The kind and the language that the picture stands for."""
    key, _ = parse_listing_ref(output.ref)
    yield Shown(f"the language {key.lang}{f' and the kind {key.slug}' if key.slug else ''}")


KIND = Kind(
    name=NAME,
    addresses=("{lang}/card.png", "{lang}/kinds/{term}/card.png"),
    every=every,
    load=load,
    render=render,
    touched=touched,
    shows=shows,
)
