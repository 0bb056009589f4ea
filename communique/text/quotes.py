"""Quotation marks by depth, for languages in which a straight one opens where a word begins."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["quote_rule"]

SPACES_AND_BRACKETS = frozenset(" \t\n\u00a0\u202f([{")
DASHES = frozenset("-–—/")


def quote_rule(
    outer: tuple[str, str], inner: tuple[str, str], follows: str
) -> Callable[[str], list[str]]:
    """Return a rule that gives what stands in the place of each character of a text.

    ``outer`` and ``inner`` are a language's pairs; two straight marks as ``inner`` leave those
    within a quotation as typed. ``follows`` has what an opening mark may stand after, besides
    spaces, brackets and, before a word, dashes.
    """
    opening, closing = outer[0][:1], outer[1][-1:]  # without the spaces inside them
    token = re.compile(f'["{opening}{closing}]')
    before_opening = SPACES_AND_BRACKETS | frozenset(follows)

    def set_one(characters: list[str], at: int, depth: int) -> int:
        before = characters[at - 1][-1:] if at else " "
        after = characters[at + 1] if at + 1 < len(characters) else " "
        opens = before in before_opening or (before in DASHES and after.isalnum())
        if opens and not after.isspace():
            characters[at] = inner[0] if depth else outer[0]
            return depth + 1
        if depth and not before.isspace():  # else it is an inch, or stands alone
            characters[at] = inner[1] if depth > 1 else outer[1]
            return depth - 1
        return depth

    def set_quotes(text: str) -> list[str]:
        characters = list(text)
        depth = 0
        for match in token.finditer(text):
            if match[0] == '"':
                depth = set_one(characters, match.start(), depth)
            else:
                depth = depth + 1 if match[0] == opening else max(0, depth - 1)
        return characters

    return set_quotes
