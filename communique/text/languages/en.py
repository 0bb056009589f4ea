"""English: quotes, apostrophes, dashes, ellipses; each set only where its meaning is certain."""

import re

from communique.patterns import late
from communique.text.quotation_marks import ADDRESS, NAME, UNKNOWN

MARK = r"""--+|\.\.+|"|“|”|'|‘"""

TOKEN = late(MARK)
TOKEN_OR_ADDRESS = late(f"{ADDRESS}|{MARK}", re.VERBOSE)

BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{“‘")
DASHES = frozenset("-–—/")
DOUBLE = frozenset('"“”')
SINGLE = frozenset("'‘")
BESIDE_NO_ELLIPSIS = frozenset("/\\")

CONTRACTION = late(r"'(?:s|re|ve|ll)\b|(?<=n)'t\b|(?<=\bi)'m\b|(?<=[^\Wog])'d\b", re.IGNORECASE)
"""Not so'm nor o't, which are Uzbek words: after o and g only endings that Uzbek does not have."""

POSSESSIVE = late(r"'s\b", re.IGNORECASE)
"""Also after U.S. and (DPRK)."""

WHOLE_WORD = late(r"(?:who'd|o'clock|y'all|ma'am)\b", re.IGNORECASE)
ELISION = late(r"'(?:\d0s\b|\d\d\b|(?:tis|twas|til|em|cause)\b)", re.IGNORECASE)
CLOSING = late(r"'(?!\w)(?<=\S')")


def set_marks(text: str, characters: list[str]) -> list[str]:
    """Set each mark; a mark's later characters are empty."""
    double = single = False
    last = -1  # where the last single mark is that may close a quotation
    if "'" in text:
        last = max((match.start() for match in CLOSING.finditer(text)), default=-1)
    # Without addresses the search skips from one mark's first character to the next.
    token = TOKEN
    if ("@" in text) or ("://" in text) or ("www." in text):
        token = TOKEN_OR_ADDRESS
    for match in token.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "--":
            if _is_dash(text, at):
                characters[at : at + 2] = "—", ""
        elif mark == "...":
            if not BESIDE_NO_ELLIPSIS.intersection(
                text[max(0, at - 1) : at] + text[at + 3 : at + 4]
            ):
                characters[at : at + 3] = "…", "", ""
        elif mark in DOUBLE:
            double = _set_double(characters, at, is_open=double)
        elif mark in SINGLE:
            single = _set_single(text, characters, at, is_open=single, last=last)
    return characters


def _around(characters: list[str], at: int) -> tuple[str, str]:
    before = next((c for c in reversed(characters[max(0, at - 3) : at]) if c), " ")
    return before, characters[at + 1] if at + 1 < len(characters) else " "


def _opens(before: str, after: str, *, is_open: bool) -> bool:
    if after.isspace():
        return False
    return before in BEFORE_OPENING or (before in DASHES and (after.isalnum() or not is_open))


def _is_dash(text: str, at: int) -> bool:
    """Tell a dash from an option (``--force``) and from a code or a range of numbers."""
    before, after = text[at - 1 : at] or " ", text[at + 2 : at + 3] or " "
    if before.isspace() or before in BEFORE_OPENING:
        return after.isspace()
    return not (before + after).isalnum() or (before + after).isalpha()


def _set_double(characters: list[str], at: int, *, is_open: bool) -> bool:
    if characters[at] != '"':
        return characters[at] == "“"
    before, after = _around(characters, at)
    if _opens(before, after, is_open=is_open):
        characters[at] = "“"
        return True
    if before.isspace() or (before.isdigit() and not is_open):  # alone, or inches
        return is_open
    characters[at] = "”"
    return False


def _set_single(text: str, characters: list[str], at: int, *, is_open: bool, last: int) -> bool:
    if characters[at] == "‘":
        return True
    before, after = _around(characters, at)
    inside = (before.isalnum() or before == UNKNOWN) and after.isalnum()
    opens = _opens(before, after, is_open=is_open)
    if _is_apostrophe(text, at, inside=inside, opens=opens):
        characters[at] = "’"
    elif opens and not inside and last > at:
        characters[at] = "‘"
        return True
    elif not (inside or opens or before.isspace()) and (is_open or before in "sSxXzZ"):
        characters[at] = "’"
        return False
    return is_open


def _is_apostrophe(text: str, at: int, *, inside: bool, opens: bool) -> bool:
    if opens:
        return ELISION.match(text, at) is not None
    if not inside:
        return at > 0 and not text[at - 1].isspace() and POSSESSIVE.match(text, at) is not None
    start = max(0, at - len("who"))
    return (
        CONTRACTION.match(text, at) is not None
        or any(m.start() < at < m.end() for m in WHOLE_WORD.finditer(text, start, at + 7))
        or NAME.match(text, at - 1) is not None
    )
