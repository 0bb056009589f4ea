"""A line as a person sees it: characters that look the same are the same."""

from html import unescape
from unicodedata import normalize

from communique.patterns import late

UNSEEN = late(
    "[\u00ad\u0300-\u036f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
"""Characters that show nothing, or only a mark on the letter before them."""

LOOKALIKES = str.maketrans("аеорсухіѕтвнкмԁӏ", "aeopcyxistbhkmdl")
"""Cyrillic small letters, and the Latin ones whose form they have, in capitals or not."""


COLONS = "∶꞉ːˑ˸׃܃᛬⁚⁝︰"
"""Signs that look like a colon."""

_SIGNS = str.maketrans({**dict.fromkeys(COLONS, ":"), "؛": ";"})
_TAG = late(r"</?[A-Za-z][^<>]*>")


def as_shown(line: str) -> str:
    """Return a line without HTML's elements, and with the signs that HTML has names for."""
    return unescape(_TAG.sub(" ", line)) if "<" in line or "&" in line else line


def look_plain(text: str) -> str:
    """Return a text in small letters, nothing unseen in it, full-width letters made narrow."""
    if text.isascii():
        return text.lower()
    return UNSEEN.sub("", normalize("NFKC", text.translate(_SIGNS))).lower()
