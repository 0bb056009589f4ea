"""French marks: « » and, within them, “ ”; the apostrophe of an elision; spaces that do not break.

A space that an editor typed before a mark, or inside guillemets, becomes U+00A0. None is put
where there was none, but inside guillemets that stand for straight quotes: French has no
guillemets without them.
"""

from __future__ import annotations

import re

from communique.text.english import ADDRESS, ADDRESS_SIGNS, UNKNOWN
from communique.text.patterns import late
from communique.text.quotes import quote_rule

__all__ = ["SPACED", "set_french"]

SPACE = "\u00a0"
SPACED = (" ;", " :", " !", " ?", " »", "« ")
"""Where a space must not break; not U+202F, which fewer programs find as a space."""

BREAKABLE = late(rf'(?<=\S) (?=[;:!?]+(?:[\s)\]»"”’…{UNKNOWN}]|$))| (?=»)|(?<=«) ')

ELISION = late(
    r"(?:(?<![\w'’])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)|\baujourd)'"
    r'(?=[aeiouyhàâäæéèêëîïôöœùûüÿ«“"])',
    re.IGNORECASE,
)
"""Not san'at nor Qur'an: an elided word is one of these, and a vowel or a quotation follows."""

ADDRESSES = late(ADDRESS, re.VERBOSE)

_set_quotes = quote_rule((f"«{SPACE}", f"{SPACE}»"), ("“", "”"), follows="«“'’")


def set_french(text: str) -> list[str]:
    """Return what stands in the place of each character."""
    characters = _set_quotes(text)
    for match in BREAKABLE.finditer(text):
        characters[match.start()] = SPACE
    if "'" in text:
        for match in ELISION.finditer(text):
            characters[match.end() - 1] = "’"
        if any(sign in text for sign in ADDRESS_SIGNS):
            for match in ADDRESSES.finditer(text):
                characters[match.start() : match.end()] = match[0]
    return characters
