"""Hebrew letters that depend on their place, in ASCII."""

import re

from communique.patterns import late

WORD = late("[\u05d0-\u05ea]+")
PAIRS = late("וו|יי|[אע](?=[וי])|^[וי]|(?<=[^וי])ה$|[בכ]$")
UNWRITTEN = dict.fromkeys({*range(0x0591, 0x05C8), 0x05F3, 0x05F4} - {0x05BE, 0x05C0, 0x05C3})
"""Signs of vowels and of song, and the marks of abbreviations."""


def _pair(found: re.Match[str]) -> str:
    """Return letters that depend on their place; a word begins with v and y, and ends in a."""
    written = found[0]
    if written[0] in "אע":
        return ""
    if written == "ה":
        return "a"
    return {"ו": "v", "י": "y", "ב": "v", "כ": "kh"}[written[0]]


def romanise(text: str) -> str:
    """Return a text with them in ASCII, and without signs of vowels."""
    plain = text.translate(UNWRITTEN)
    return WORD.sub(lambda found: PAIRS.sub(_pair, found[0]), plain)
