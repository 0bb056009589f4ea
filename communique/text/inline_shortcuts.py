"""Shortcuts past searches within a paragraph: from sign to sign, not letter by letter."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markdown import inlinepatterns as inline

from communique.patterns import late
from communique.text.markdown_signs import Signs

NOT_OF_PICTURE = r"(?<!\!)\["
"""How Python-Markdown looks for links: it tries the lookbehind at every character."""

BRACKET = r"\[(?<!!\[)"
"""The same, which is tried at brackets alone."""

PLAIN_ADDRESS = late(r"\((https?://[^\s()<>\"'\\&\x02]+)\)")
"""The address of a link, in which nothing can mean anything else."""


def sign_pattern(pattern: inline.Pattern, signs: Signs) -> None:
    """Let a pattern look through texts that have its signs; read plain links in one step."""
    if pattern.pattern == NOT_OF_PICTURE:
        pattern.compiled_re = re.compile(BRACKET)
    compiled = pattern.getCompiledRegExp()
    if isinstance(compiled, re.Pattern):
        signed = _Signed(compiled.finditer, signs)
        pattern.getCompiledRegExp = lambda: signed  # type: ignore[method-assign,assignment,return-value]
    if isinstance(pattern, inline.LinkInlineProcessor):
        _pass_links(pattern)
    if isinstance(pattern, inline.DelimiterProcessor):
        _pass_letters(pattern)


class _Signed:
    """Stands for a pattern that is searched for where one of its signs is."""

    def __init__(self, finditer: Callable[[str, int], Iterator[Any]], signs: Signs) -> None:
        self._finditer, self._signs = finditer, signs

    def finditer(self, text: str, place: int) -> Iterable[Any]:
        """Yield what matches, from a place on."""
        return self._finditer(text, place) if has_sign(text, self._signs) else ()


def _pass_links(pattern: inline.LinkInlineProcessor) -> None:
    """Find the ends of a link's words and of its address at once; others go letter by letter."""
    get_text, get_link = pattern.getText, pattern.getLink

    def find_text(data: str, index: int) -> tuple[str, int, bool]:
        end = data.find("]", index)
        if end < 0 or data.find("[", index, end) >= 0:
            return get_text(data, index)
        return data[index:end], end + 1, True

    def find_link(data: str, index: int) -> tuple[str, str | None, int, bool]:
        plain = PLAIN_ADDRESS.match(data, index)
        return (plain[1], None, plain.end(), True) if plain else get_link(data, index)

    pattern.getText, pattern.getLink = find_text, find_link  # type: ignore[method-assign]


def _pass_letters(pattern: inline.DelimiterProcessor) -> None:
    """Go from one mark of emphasis to the next at once."""

    def search(data: str, start: int) -> re.Match[str] | None:
        for found in pattern.compiled_re.finditer(data, start):
            mark = pattern.delimiters[found[0]]
            match = mark.boundary.match(data, found.start())
            if match and (mark.stack or str(match.lastgroup)[0] != "e"):
                return match
        return None

    pattern.search = search  # type: ignore[method-assign]


def has_sign(text: str, signs: Iterable[str]) -> bool:
    """Decide whether a text has one of some signs."""
    for sign in signs:  # noqa: SIM110 - any() takes three times as long
        if sign in text:
            return True
    return False
