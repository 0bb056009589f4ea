"""What ``inv new`` writes where a text is to come, by language, and where it was left in."""

import re
from functools import cache
from pathlib import Path

from communique.patterns import late
from communique.shipped import read_table
from communique.text.locales import ancestors
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Blank:
    """The blanks of a language; ``blanks.toml`` describes them."""

    opening: str
    first: str
    rest: str
    ready: str
    turns: str
    asked: str
    to_translate: str

    @property
    def text(self) -> str:
        """The text of a new release."""
        return f"{self.first}\n\n{self.rest} {self.ready}\n"

    @property
    def briefing(self) -> str:
        """The text of a new briefing."""
        return f"{self.turns}\n\n{self.ready}\n"


@cache
def every_blank() -> dict[str, Blank]:
    """Return the blanks by language; any other has the English ones."""
    tables = read_table(Path(__file__).with_name("blanks.toml"))
    return {lang: Blank(**words) for lang, words in tables.items()}


SIGNED = "A turn begins with who speaks, in capitals and with a colon"
"""A sentence that a text may have."""


def blank_of(lang: str) -> Blank:
    """Return the blanks of a language, or of its nearest parent in CLDR that has any."""
    return every_blank()[_code(lang)]


@cache
def _code(lang: str) -> str:
    return next((code for code in ancestors(lang) if code in every_blank()), "en")


@cache
def _sought(code: str) -> tuple[tuple[re.Pattern[str], ...], tuple[str, ...], re.Pattern[str]]:
    """Return signs of a language's blanks, and what finds these.

    A sign is how sentences with one capital begin, or the longest word of one without a capital.
    """
    blank = every_blank()[code]
    speakers = {re.split("[:：]", turn)[0] for turn in blank.turns.split("\n\n")}
    text = f"{blank.first} {blank.rest} {blank.ready} {blank.turns}"
    parts = [" ".join(part.split()) for part in re.split(r"[.:。：]\s*(?!\s*draft)", text)]
    parts = [part for part in parts if part and part != SIGNED and part not in speakers]
    words = {max(part.split(), key=len) for part in parts if not part[0].isupper()}
    begun: dict[str, set[str]] = {}
    for part in parts:
        if part[0].isupper():
            begun.setdefault(part[0], set()).add(r"\s+".join(map(re.escape, part[1:].split()[:2])))
    signs = (late(f"{letter}(?:{'|'.join(sorted(rest))})") for letter, rest in begun.items())
    found = "|".join(r"\s+".join(map(re.escape, part.split())) for part in parts)
    return tuple(signs), tuple(sorted(words)), late(found)


def find_blank(body: str, lang: str) -> re.Match[str] | None:
    """Return the first blank, whole or in part, that was left in a text; English ones in any."""
    for code in sorted({_code(lang), "en"}):
        signs, words, pattern = _sought(code)
        signed = any(sign.search(body) for sign in signs) or any(word in body for word in words)
        if signed and (found := pattern.search(body)):
            return found
    return None
