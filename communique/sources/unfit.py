"""Signs that a source must not have: refused, or corrected with a warning."""

import re
from collections.abc import Iterator
from html import unescape

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.signs import PAIRED, UNFIT, find_unfit, is_plain, tell_sign
from communique.sources.held.headers import name_header
from communique.text.letters import WINDOWS

RULE = "text must have no control characters"

_C1 = late(r"[\x80-\x9f]")
_NUMBER = late(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6});?")

_IN_ADDRESS = "[\u00ad\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_ADDRESS = late(
    rf"(?:(?<!\\)\]\(\s*<?[^()\s>]*?|\]:\s*<?[^\]\s]*?|(?:href|src)\s*=\s*(?:\"[^\"]*?|'[^']*?|[^\s>\"'=]*?))"
    rf"({_IN_ADDRESS})",
    re.IGNORECASE,
)
"""An address with a sign that no address has (RFC 3987, 4.1)."""

_OWN = late("[\ue000-\uf8ff]")


def read_signs(path: str, lines: list[str]) -> tuple[list[str], list[Problem]]:
    """Return lines with C1 as Windows-1252's letters, and problems, of references by number too."""
    text = "\n".join(lines)
    by_number = "&#" in text
    if not by_number and is_plain(text):
        return lines, []
    corrected = lines
    problems: list[Problem] = []
    if _C1.search(text):
        corrected = [_correct(line) for line in lines]
        problems += _tell_corrected(path, lines, corrected)
    for number, line in enumerate(corrected, 1):
        if is_plain(line) and "&#" not in line:
            continue
        if unfit := find_unfit(_NUMBER.sub(_meant, line) if by_number else line):
            found = f"got {unfit.found} in column {unfit.place + 1}"
            problems.append(Problem(path, number, RULE, found, unfit.hint))
        elif match := _ADDRESS.search(line):
            rule = "an address must have no invisible characters"
            found = f"got {tell_sign(match[1])} in column {match.start(1) + 1}"
            problems.append(Problem(path, number, rule, found, "delete it"))
    if match := _OWN.search(text):
        number = text.count("\n", 0, match.start()) + 1
        rule = "text should have no private-use characters"
        found = f"got U+{ord(match[0]):04X}, which needs the font that it was written with"
        hint = "write the character that is meant"
        problems.append(Problem(path, number, rule, found, hint, Severity.WARNING))
    return corrected, problems


def _meant(number: re.Match[str]) -> str:
    """Return the sign that a number means, if it may be unfit; else the number."""
    sign = unescape(number[0])
    return sign if UNFIT.search(sign) or PAIRED.search(sign) else number[0]


def _correct(line: str) -> str:
    """Return a line with Windows-1252's letters; NEXT LINE (U+0085) stays before a header."""
    _, *following = line.split("\x85")
    return line if any(map(name_header, following)) else line.translate(WINDOWS)


def _tell_corrected(path: str, lines: list[str], corrected: list[str]) -> Iterator[Problem]:
    first = next((number for number, line in enumerate(lines) if line != corrected[number]), None)
    if first is None:
        return
    match = next(each for each in _C1.finditer(lines[first]) if ord(each[0]) in WINDOWS)
    more = sum(ord(sign) in WINDOWS for line in lines for sign in _C1.findall(line)) - 1
    found = f"got U+{ord(match[0]):04X} in column {match.start() + 1}"
    found += f", and {more} more" if more else ""
    hint = f"it is read as Windows-1252 has it, {WINDOWS[ord(match[0])]}; write that"
    yield Problem(path, first + 1, RULE, found, hint, Severity.WARNING)
