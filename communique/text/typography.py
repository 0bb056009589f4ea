"""Typography of plain text by language: marks only, never a letter or a digit.

Official texts are compared word by word, so of Typogrify's filters none is applied whole: ``caps``
and ``amp`` wrap names and document symbols in markup, ``widont`` and ``initial_quotes`` change
what is copied from the page, and its engine, SmartyPants, curls the letters of O'zbekiston and
opens a quotation wherever an apostrophe begins a word (DESIGN.md §4, trap 5). A rule here
changes a mark only where its meaning is certain and otherwise leaves what the editor typed. Of
spaces, French alone has rules (``text/french.py``); docs/decisions/0016 has each language's marks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from communique.text.chinese import set_chinese
from communique.text.english import UNKNOWN, set_english
from communique.text.french import SPACED, set_french
from communique.text.locales import primary
from communique.text.quotes import quote_rule

__all__ = ["SEPARATOR", "UNKNOWN", "typeset"]

SEPARATOR = "\x00"
"""Stands between the segments of a text that markup cuts up; rules look through it."""

Rule = Callable[[str], list[str]]

_set_russian = quote_rule(("«", "»"), ("„", "“"), follows="«„")
_set_spanish = quote_rule(("“", "”"), ("‘", "’"), follows="“‘«¿¡")
_set_arabic = quote_rule(("«", "»"), ('"', '"'), follows="«ـ")

RULES: dict[str, tuple[tuple[str, ...], Rule]] = {
    "en": (('"', "'", "--", "..."), set_english),
    "ru": (('"',), _set_russian),
    "kk": (('"',), _set_russian),
    "fr": (('"', "'", *SPACED), set_french),
    "es": (('"',), _set_spanish),
    "ar": (('"',), _set_arabic),
    "zh": (('"', "...", "--"), set_chinese),
}
"""By language: the marks without which nothing is to do, and the rule, which returns what stands
in the place of each character."""

TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Subtags of Chinese in traditional characters, which has other marks and here no rule."""


@lru_cache(maxsize=64)
def _rule_of(lang: str) -> tuple[tuple[str, ...], Rule | None]:
    if not TRADITIONAL.isdisjoint(lang.replace("_", "-").lower().split("-")):
        return (), None
    return RULES.get(primary(lang), ((), None))


def typeset(text: str, lang: str) -> str:
    """Return the text with the marks of its language.

    English: curly quotes and apostrophes, dashes and ellipses. Russian and Kazakh: « » and, within
    them, „ “. French: « » and “ ”, apostrophes, spaces that do not break. Spanish: “ ” and ‘ ’.
    Arabic: « ». Chinese: “ ”, …… and ——. Other languages as typed. Addresses, document symbols and
    the apostrophes of names such as O'zbekiston stay. Every SEPARATOR stays between the
    characters that it stood between.
    """
    marks, rule = _rule_of(lang)
    if rule is None:
        return text
    plain = text.replace(SEPARATOR, "")
    for mark in marks:
        if mark in plain:
            break
    else:
        return text
    characters = rule(plain)
    segments, start = [], 0
    for segment in text.split(SEPARATOR):
        segments.append("".join(characters[start : start + len(segment)]))
        start += len(segment)
    return SEPARATOR.join(segments)
