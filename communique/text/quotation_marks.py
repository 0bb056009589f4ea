"""Rules for quotation marks by depth; addresses in plain text are left alone."""

import re
from collections.abc import Callable

from communique.patterns import late

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
_ADDRESSES = late(ADDRESS, re.VERBOSE)

NAME = late(r"(?<!\w)(?:O'[A-Z][a-z]|[DdLl]'[AEIOUHÉÈÊÎaeiouhéèêî])")
"""How a name with an apostrophe begins: O'Brien but O'ZBEKISTON stays; d'affaires, L'Oréal."""

SPACES_AND_BRACKETS = frozenset(" \t\n\u00a0\u202f([{")
DASHES = frozenset("-–—/")
ENDING = frozenset(",;:!?)]»”،؛؟")
"""What stands behind a mark that closes; a full stop does too, three may begin what is quoted."""


def restore_addresses(text: str, characters: list[str]) -> list[str]:
    """Return the replacement of each character; addresses stay as they are in the text."""
    if "://" in text or "www." in text or "@" in text:
        for match in _ADDRESSES.finditer(text):
            characters[match.start() : match.end()] = match[0]
    return characters


def quote_rule(
    quotes: tuple[str, str],
    follows: str,
    space: str = "",
    typed: str = "",
    leads: str = "",
) -> Rule:
    """Return a rule that curls a straight quotation mark if a word beside it shows its direction.

    ``quotes`` are a language's; those within others stay as typed where it has none for them.
    ``follows`` has what an opening mark may stand after, besides spaces, brackets and, before a
    word, dashes. ``space`` stands inside the outer ones. ``typed`` has pairs of other marks that
    its writers type: they stay, and so does what a straight mark is the partner of. ``leads`` is
    an expression of what a mark opens after, before a letter.
    """
    outer, inner = quotes[0], quotes[1] or '""'
    pairs = [outer, *(typed[at : at + 2] for at in range(0, len(typed), 2))]
    closers = {pair[0]: pair[1] for pair in (*pairs, *([quotes[1]] if quotes[1] else []))}
    openers = {closing: opening for opening, closing in closers.items()}
    leading = late(leads) if leads else None
    token = late(f'["{"".join(sorted({*closers, *openers}))}]')
    before_opening = SPACES_AND_BRACKETS | frozenset(follows)

    def set_quotes(text: str) -> list[str]:
        characters = list(text)
        opened: list[tuple[int, str]] = []  # where each is, -1 for a typed one, and what closes it
        for match in token.finditer(text):
            at, mark = match.start(), match[0]
            before = characters[at - 1][-1:] if at else " "
            after = text[at + 1 : at + 2] or " "
            opens = before in before_opening or (before in DASHES and after.isalnum())
            opens |= bool(leading and after.isalnum() and leading.search(text, max(0, at - 5), at))
            if mark == '"':
                ends = after in ENDING or (after == "." and text[at + 1 : at + 3] != "..")
                if opens and not after.isspace() and not (opened and ends):
                    pair = inner if opened else outer
                    opened.append((at, pair[1]))
                    characters[at] = pair[0] + ("" if len(opened) > 1 else space)
                elif opened and not before.isspace():  # else it is an inch, or stands alone
                    closing = opened.pop()[1]
                    characters[at] = (space if closing == outer[1] else "") + closing
            elif (
                mark in openers
                and opened
                and (mark == opened[-1][1] or mark not in closers or not opens)
            ):
                opened_at, closing = opened.pop()
                if opened_at >= 0 and closing != mark:
                    opening = openers[mark]
                    characters[opened_at] = opening + (space if opening == outer[0] else "")
            elif mark in closers and (mark not in openers or opens):
                opened.append((-1, closers[mark]))
        return characters

    return set_quotes
