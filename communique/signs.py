"""Signs that no text of a newsroom has: controls, what hides letters or changes their order.

The door of each text asks here: sources, vocabulary, translations, settings, names of files.
Joiners (U+200C, U+200D) and marks of direction (U+200E, U+200F) are signs like others.
Decision 46 has the reasons.
"""

from typing import NamedTuple
from unicodedata import name

from communique.patterns import late

_LAST = "".join(f"{chr(end - 1)}-{chr(end)}" for end in range(0x1FFFF, 0x110000, 0x10000))
_SELECTOR = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"

UNFIT = late(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\u206a-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufff9-\uffff]"
    f"|[\U000e0000-\U000e007f{_LAST}]|{_SELECTOR}{{2}}({_SELECTOR})"
)
"""Controls (XML 1.0 §2.2), ends of lines in a line, overrides of direction, annotations, signs for
what was lost, tags, noncharacters, and a row of selectors, which hides a text in an emoji."""

_SUSPECT = late(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\uffff]"
)
"""All of these signs below U+10000: a search for them alone takes a tenth of the time."""

_ASTRAL = late("[\U00010000-\U0010ffff]")

PAIRED = late("[\u202a-\u202c\u2066-\u2069]")
"""Beginnings and ends of parts with a direction of their own (Unicode Standard Annex 9)."""

UNSEEN = late("[\u00ad\u2060-\u2064\ufeff]|(?<![\u0e00-\u109f\u1780-\u17ff])\u200b")
"""Signs that show nothing. U+200B parts words in Thai, Lao, Burmese and Khmer."""

_MISLEADING = late(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
"""What is spelt out in a message."""

_FLAG = late("\U0001f3f4[\U000e0020-\U000e007e]{1,9}\U000e007f")
"""A flag of a part of a country, such as Scotland; it is written with tags."""

_ENDS = {"\u202a": "\u202c", "\u202b": "\u202c"}
_ENDS |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")

_HINTS = {
    **dict.fromkeys("\u2028\u2029", "delete it, or break the line"),
    **dict.fromkeys("\u202d\u202e", "delete it: readers would see letters in another order"),
    "\ufffc": "delete it: a picture stood there in another program",
    "\ufffd": "write the letter that was lost there",
}


class Unfit(NamedTuple):
    """A sign that a text must not have: its place, its number and name, the likely fix."""

    place: int
    found: str
    hint: str


def is_plain(text: str) -> bool:
    """Decide fast whether a text has none of these, nor signs from U+10000 on."""
    return _SUSPECT.search(text) is None and _ASTRAL.search(text) is None


def find_unfit(text: str) -> Unfit | None:
    """Return the first sign of a line that must not be there; None without one.

    What begins a part with a direction of its own needs its end, and the other way round.
    """
    if is_plain(text):
        return None
    if "\U000e007f" in text:
        text = _FLAG.sub(lambda flag: "-" * len(flag[0]), text)
    if match := UNFIT.search(text):
        place, sign = match.end() - 1, text[match.end() - 1]
        return Unfit(place, tell_sign(sign), _HINTS.get(sign, "delete it"))
    return find_unpaired(text) if PAIRED.search(text) else None


def find_hidden(text: str) -> Unfit | None:
    """Return the first sign that a name must not have: an unfit one, or one that shows nothing."""
    if text.isascii() and text.isprintable():
        return None
    match = UNSEEN.search(text)
    if match:
        return Unfit(match.start(), tell_sign(match[0]), "delete it")
    return find_unfit(text)


def find_unpaired(text: str) -> Unfit | None:
    """Return a beginning of a direction without its end, or an end without its beginning."""
    begun: list[tuple[str, int]] = []
    for match in PAIRED.finditer(text):
        if match[0] in _ENDS:
            begun.append((match[0], match.start()))
        elif begun and _ENDS[begun[-1][0]] == match[0]:
            begun.pop()
        else:
            return Unfit(match.start(), f"{tell_sign(match[0])} without a beginning", "delete it")
    if not begun:
        return None
    sign, place = begun[0]
    end = f"U+{ord(_ENDS[sign]):04X}"
    return Unfit(place, f"{tell_sign(sign)} without its end, {end}", "delete it, or add the end")


def close_pairs(text: str) -> str:
    """Return the beginning of a text with the ends that were cut off."""
    if text.isascii() or not PAIRED.search(text):
        return text
    ends: list[str] = []
    for match in PAIRED.finditer(text):
        if match[0] in _ENDS:
            ends.append(_ENDS[match[0]])
        elif ends:
            ends.pop()
    return text + "".join(reversed(ends))


def tell_sign(sign: str) -> str:
    """Return a sign's number and name: ``U+202E (right-to-left override)``."""
    known = name(sign, "").lower()
    return f"U+{ord(sign):04X}" + (f" ({known})" if known else "")


def spell_out(text: str) -> str:
    """Return a text with the signs that change how a line is shown as escapes, for a message."""
    return _MISLEADING.sub(lambda sign: ascii(sign[0])[1:-1], text)
