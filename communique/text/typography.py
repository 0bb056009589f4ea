"""Typography of plain text by language: marks only, never a letter or a digit.

Official texts are compared word by word, so of Typogrify's filters none is applied whole: ``caps``
and ``amp`` wrap names and document symbols in markup, ``widont`` and ``initial_quotes`` change
what is copied from the page, and its engine, SmartyPants, curls the letters of O'zbekiston and
opens a quotation wherever an apostrophe begins a word (decision 31, trap 5). A rule here
changes a mark only where its meaning is certain and otherwise leaves what the editor typed. Of
spaces, French alone has rules. Each language's marks are in ``text/languages/``, the
reasons in docs/decisions/0016.
"""

from communique.text.language import find_language

SEPARATOR = "\x00"
"""Stands between the segments of a text that markup cuts up; rules look through it."""


def typeset(text: str, lang: str) -> str:
    """Return the text with the marks of its language; unchanged without a rule.

    Addresses, document symbols and the apostrophes of names such as O'zbekiston stay. Every
    SEPARATOR stays between the characters that it stood between.
    """
    language = find_language(lang)
    if language.set_marks is None:
        return text
    plain = text.replace(SEPARATOR, "") if SEPARATOR in text else text
    for mark in language.marks:
        if mark in plain:
            break
    else:
        return text
    characters = language.set_marks(plain)
    if plain is text:
        return "".join(characters)
    segments, start = [], 0
    for segment in text.split(SEPARATOR):
        segments.append("".join(characters[start : start + len(segment)]))
        start += len(segment)
    return SEPARATOR.join(segments)
