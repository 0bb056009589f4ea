"""Russian and Kazakh quotation marks: « » outside, „ “ within them."""

from __future__ import annotations

import re

__all__ = ["set_guillemets"]

BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{«„")
DASHES = frozenset("-–—/")


def set_guillemets(text: str) -> list[str]:
    """Return what stands in the place of each character: straight double quotes set, by depth."""
    characters = list(text)
    depth = 0
    for match in re.finditer(r'["«»]', text):
        at = match.start()
        if match[0] == '"':
            depth = _set_quote(characters, at, depth)
        else:
            depth = depth + 1 if match[0] == "«" else max(0, depth - 1)
    return characters


def _set_quote(characters: list[str], at: int, depth: int) -> int:
    before = characters[at - 1] if at else " "
    after = characters[at + 1] if at + 1 < len(characters) else " "
    opens = before in BEFORE_OPENING or (before in DASHES and after.isalnum())
    if opens and not after.isspace():
        characters[at] = "„" if depth else "«"
        return depth + 1
    if depth and not before.isspace():  # else it is an inch, or stands alone
        characters[at] = "“" if depth > 1 else "»"
        return depth - 1
    return depth
