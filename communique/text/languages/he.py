"""Hebrew: addresses by BGN/PCGN's table of 2018 without its diacritics.

It follows the Academy of the Hebrew Language. Vowels that are not written are not guessed; vav
and yod within a word are ``o`` and ``i``, and a he that ends it is ``a``.
"""

import re

from communique.patterns import late
from communique.text.language import HeldWords, Language, letters

WORD = late("[\u05d0-\u05ea]+")
LETTERS = str.maketrans(
    letters(
        "א:a ב:b ג:g ד:d ה:h ו:o ז:z ח:h ט:t י:i כ:k ך:kh ל:l מ:m ם:m נ:n ן:n ס:s ע:a פ:p ף:f צ:ts "
        "ץ:ts ק:k ר:r ש:sh ת:t"
    )
)
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


def _romanise(text: str) -> str:
    plain = text.translate(UNWRITTEN)
    return WORD.sub(lambda found: PAIRS.sub(_pair, found[0]).translate(LETTERS), plain)


LANGUAGE = Language(
    code="he",
    romanise=_romanise,
    held=HeldWords(
        status="סטטוס|מצב",
        embargo="אמברגו",
        after="עד",
        draft="טיוטה",
        drafts=r"לא\s+לפרסום",
        hints="אמברגו|טיוטה|לפרסום",
    ),
)
