"""Marks in plain text, for the rules of languages: addresses, and quotation marks by depth."""

from __future__ import annotations

from collections.abc import Callable

from communique.text.patterns import late

Rule = Callable[[str], list[str]]
"""Returns what stands in the place of each character of a text; a mark of several characters
stands in the place of its first, and the places of the others are empty."""

UNKNOWN = "\ufffc"
"""Stands in a text for an object that no rule sees into, such as code; it can own: ``x``'s."""

ADDRESS = r"""
    (?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://[^\s"<>]*[^\s"<>'.,;:!?)\]]  # a URL
    | \bwww\.[^\s"<>]*[^\s"<>'.,;:!?)\]]
    | (?<![\w.+-])\w[\w.+'-]{0,63}@[\w-]+(?:\.[\w-]+)+  # an e-mail address (RFC 5321)
"""
ADDRESS_SIGNS = ("://", "www.", "@")

NAME = late(r"(?<!\w)(?:O'[A-Z][a-z]|[DdLl]'[AEIOUHÉÈÊÎaeiouhéèêî])")
"""How a name with an apostrophe begins: O'Brien but O'ZBEKISTON stays; d'affaires, L'Oréal."""

SPACES_AND_BRACKETS = frozenset(" \t\n\u00a0\u202f([{")
DASHES = frozenset("-–—/")


def quote_rule(quotes: tuple[str, str], follows: str, space: str = "") -> Rule:
    """Return a rule that sets straight quotation marks where a word tells which way they open.

    ``quotes`` are a language's; those within others stay as typed where it has none for them.
    ``follows`` has what an opening mark may stand after, besides spaces, brackets and, before a
    word, dashes. ``space`` stands inside the outer ones.
    """
    opening, closing, inner = quotes[0][0], quotes[0][1], quotes[1] or '""'
    outer = opening + space, space + closing
    token = late(f'["{opening}{closing}]')
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
