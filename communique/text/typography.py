"""Typography of plain text by language: marks only, never a letter, a digit or a space.

Official texts are compared word by word, so of Typogrify's filters none is applied whole: ``caps``
and ``amp`` wrap names and document symbols in markup, ``widont`` and ``initial_quotes`` change
what is copied from the page, and its engine, SmartyPants, curls the letters of O'zbekiston and
opens a quotation wherever an apostrophe begins a word (DESIGN.md §4, trap 5). A rule here
changes a mark only where its meaning is certain and otherwise leaves what the editor typed.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.text.english import UNKNOWN, set_english
from communique.text.guillemets import set_guillemets
from communique.text.locales import primary

__all__ = ["SEPARATOR", "UNKNOWN", "typeset"]

SEPARATOR = "\x00"
"""Stands between the segments of a text that markup cuts up; rules look through it."""

Rule = Callable[[str], list[str]]

RULES: dict[str, tuple[tuple[str, ...], Rule]] = {
    "en": (('"', "'", "--", "..."), set_english),
    "ru": (('"',), set_guillemets),
    "kk": (('"',), set_guillemets),
}
"""By language: the marks without which nothing is to do, and the rule, which returns what stands
in the place of each character."""


def typeset(text: str, lang: str) -> str:
    """Return the text with the marks of its language.

    English: curly quotes and apostrophes, dashes and ellipses; Russian and Kazakh: « » and, within
    them, „ “; other languages as typed. Addresses, document symbols and the apostrophes of names
    such as O'zbekiston stay. Every SEPARATOR stays between the characters that it stood between.
    """
    marks, rule = RULES.get(primary(lang), ((), None))
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
