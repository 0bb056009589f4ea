"""French marks besides quotations: the apostrophe of an elision, spaces that do not break."""

import re

from communique.patterns import late
from communique.text.quotation_marks import UNKNOWN, restore_addresses

SPACE = "\u00a0"
"""Not U+202F, which fewer programs find as a space."""

BREAKABLE = late(rf' (?:(?=[;:!?]+(?:[\s)\]»"”’…{UNKNOWN}]|$))(?<=\S )|(?=»)|(?<=« ))')
"""The space first: what begins with a look back is tried at every character."""

ELISION = late(
    r"(?:(?<![\w'’])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)|\baujourd)'"
    r'(?=[aeiouyhàâäæéèêëîïôöœùûüÿ«“"])',
    re.IGNORECASE,
)
"""Not san'at nor Qur'an: an elided word is one of these, and a vowel or a quotation follows."""


def set_marks(text: str, characters: list[str]) -> list[str]:
    """Set them where quotation marks are set."""
    for match in BREAKABLE.finditer(text):
        characters[match.start()] = SPACE
    if "'" in text:
        for match in ELISION.finditer(text):
            characters[match.end() - 1] = "’"
        return restore_addresses(text, characters)
    return characters
