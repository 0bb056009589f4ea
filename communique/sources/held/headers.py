"""Headers in the wrong place: in the text, or indented below another header.

A header in such a place has no effect, so a draft could be published. Two questions are asked:

- At the top of the text, is a line written like a header? Nobody can tell ``Date: to be confirmed``
  from a header that slipped below an empty line, so it is an error, whatever its name.
- Anywhere in the text, is a line one that holds back, withdraws or corrects? ``Status: draft`` is
  hardly ever text, and costly to miss.

Both look through what hides a header from a person's eye: unseen characters, full-width letters,
Cyrillic letters that look Latin, bold type, a comment.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from communique.errors import Problem
from communique.patterns import late
from communique.sources.held.likeness import COLONS, LOOKALIKES, UNSEEN, as_shown, look_plain
from communique.sources.held.words import WORDS
from communique.sources.hints import shorten
from communique.sources.schema import SCHEMA
from communique.text.language import held_words

FLAG, MOMENT = WORDS["flag"], WORDS["moment"]
SWITCHES = frozenset(WORDS["switches"].split())
SLIPPING = ("status", "embargo")

NEAR = 0.8
"""How much of a word must be as in another to be a slip of the hand."""

LONGEST = 160
"""Letters of a line that can be a header that holds back."""

SHORT = 40
"""Letters of a line that may be dashes and a word."""

LONGEST_NAME = 21
"""Letters of a name."""

_BEFORE = "".join(sign for sign in map(chr, range(128)) if not (sign.isalnum() or sign in "_|"))
_BEFORE += "“”‘’«»„–—•"
_NAMES = {name.lower(): name for name in (*(field.name for field in SCHEMA), *WORDS["pelican"])}
_LOOKALIKE = late(f"[{''.join(map(chr, LOOKALIKES))}]")
_LETTERS = late(r"[^\W\d_]+")
_HEADER = late(r"(?P<name>" + "|".join(sorted(map(re.escape, _NAMES), reverse=True)) + r")\s*[:=]")
_FIELD = late(
    r"[^\w|]*(?P<name>[^\W\d_](?:[\w-]| (?=[\w-])){0,20})"
    r"[^\w|]*?(?P<sign>[:;=–—-])[^\w|]*(?P<value>.*)"
)
_STATUS_ALONE = late(r"[^\w|]*(?P<name>status)(?P<sign>[^\w|:;=–—-])[^\w|]*(?P<value>\w+)\W*")
_CANDIDATE = late(
    rf"[^\w|\n]*+[^\W\d_](?:[\w {UNSEEN.pattern[1:-1]}]{{0,40}}+[^\w|\n]*?"
    rf"[:;=：；؛﹕︓＝{COLONS}–—-]"
    r"|(?<=[sS])(?i:tatus)\b)"
)
"""A line that begins with few words and a sign, so that few are looked at closely."""

_SLIP = late(
    "|".join(".*".join(name[:at] + name[at + 1 :]) for name in SLIPPING for at in range(len(name)))
)
"""The letters of a name in their order, except one: every spelling near it has these."""

_WITHIN = late(r"\b(?:status\s*[:=]\s*(?:draft|hidden)|embargo(?:ed)?\s*[:=]\s*[12]\d{3}-\d\d-\d)")
_FENCE = late(r"\W*(?:(?:ya?ml|toml|json)\W*)?")
_COMMENT = late(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ISO_DAY = late(r"[12]\d{3}-\d\d-\d\d\b")
_SOON = late(r"^(?:[^\s\d]+\s+){0,4}[^\s\d]*\d")
"""A number after few words: prose has more before it."""

_WHEN = late(r"\d{1,2}[:.h]\d\d|\b[12]\d{3}\b")


_KNOWN = {
    "status": ("status",),
    "moment": ("embargo",),
    "holding": ("draft", "draft_in_title"),
    "flag": ("draft",),
}
"""The fields of HeldWords that have words of other languages for each."""


@cache
def _known(what: str) -> frozenset[str]:
    others = "|".join(map(held_words, _KNOWN[what]))
    return frozenset({*WORDS[what], *others.split("|")})


@cache
def _holders() -> tuple[str, ...]:
    return tuple(sorted({*_known("status"), *_known("flag"), *_known("moment"), *WORDS["dated"]}))


@cache
def _words() -> frozenset[str]:
    known = (*_NAMES, *_known("holding"), *_known("status"), *_known("moment"), *SWITCHES)
    return frozenset(" ".join(known).split())


class Misplaced(NamedTuple):
    """A text's line like a header: line from 0, name, as written, whether it ``holds`` back."""

    line: int
    name: str
    written: str
    holds: bool


def name_header(line: str) -> str:
    """Return the name of the header that a line begins with or is meant to be, or ""."""
    plain = _plain(line).strip()
    match = _HEADER.match(plain.lstrip("-*+•>#–— "))
    return _NAMES[match["name"]] if match else _find_holding(plain, "", top=True)


def find_held_within(value: str) -> bool:
    """Decide whether a header's value has a header within it that would hold back."""
    plain = _plain(value)
    return ("status" in plain or "embarg" in plain) and _WITHIN.search(plain) is not None


def find_misplaced(body: str) -> Iterator[Misplaced]:
    """Yield the lines of a text that are written like headers, in their order."""
    lines = body.split("\n")
    top = _end_of_top(body, lines)
    for number, line in enumerate(lines):
        if not line or (number >= top and len(line) > LONGEST):
            continue
        parts = [line] if line.isascii() else line.splitlines()
        if number >= top and len(parts) == 1 and not may_hold(line):
            continue
        following = " ".join(lines[number + 1 : number + 3])[: 2 * LONGEST - 1]
        for part in parts:
            plain = _plain(part).strip()
            match = _HEADER.match(plain) if number < top else None
            name = _NAMES[match["name"]] if match else ""
            holding = _find_holding(plain, following, top=number < top)
            if holding or name:
                yield Misplaced(number, name or holding.capitalize(), part.strip(), bool(holding))


def may_hold(line: str) -> bool:
    """Decide fast whether a close look at a line below the top could find something."""
    line = as_shown(line)
    begin = line[: 3 * LONGEST_NAME]
    name = begin.lstrip(_BEFORE)[: LONGEST_NAME + 1]
    if name.isascii() and (len(name) > LONGEST_NAME or begin == line):
        return (name := name.lower()).startswith(_holders()) or _begins_like_a_holder(name[:9])
    if _CANDIDATE.match(line):
        return True
    return len(line) <= LONGEST and _STATUS_ALONE.fullmatch(_plain(line).strip()) is not None


@lru_cache(maxsize=4096)
def _begins_like_a_holder(begin: str) -> bool:
    near = (_is_near(begin[:size], name) for name in SLIPPING for size in range(5, 9))
    return not {*"tmb"}.isdisjoint(begin) and _SLIP.search(begin) is not None and any(near)


def check_misplaced(
    path: str, body: str, body_line: int
) -> tuple[tuple[Problem, ...], frozenset[str]]:
    """Return a problem a line of a text that is written like a header, and those headers' names.

    ``body_line`` is the line of the file that the text begins in. A text without an empty line
    between it and its headers has another problem, which is reported elsewhere.
    """
    if body[:1] != "\n" and body.partition("\n")[0].strip():
        return (), frozenset()
    found = tuple(find_misplaced(body))
    if not found:
        return (), frozenset()
    lines = body.split("\n")
    at = {each.line for each in found}
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    joined = {each.line for each in found if first == 1 and at.issuperset(range(1, each.line))}
    names = frozenset(each.name for each in found)
    return tuple(
        _report(path, body_line, each, joined=each.line in joined) for each in found
    ), names


def _report(path: str, body_line: int, found: Misplaced, *, joined: bool) -> Problem:
    """Return the problem of a line; a ``joined`` one is only an empty line below the headers."""
    hint = "move it up among the headers"
    if joined:
        hint = f"delete the empty line in line {body_line}"
    if found.holds:
        hint += "; if it is text, begin the line with another word"
    else:
        shown = f"- {found.name}: … or **{found.name}:** …"
        hint += f"; if it is text, write it as a list or in bold: {shown}"
    rule = "a header must stand above the empty line that ends the headers"
    line = body_line + found.line
    return Problem(path, line, rule, f'got "{shorten(found.written, 40)}" in the text', hint)


def _end_of_top(body: str, lines: list[str]) -> int:
    """Return the first line that is neither like a header nor without letters, nor a comment."""
    if "<" in body and "<!--" in body:
        lines = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), body).split("\n")
    return next((number for number, line in enumerate(lines) if not _is_top(line)), len(lines))


def _is_top(line: str) -> bool:
    if line.isspace() or not line:
        return True
    if line[0].isalpha() and len(line) > SHORT and not _CANDIDATE.match(line):
        return False
    plain = _plain(line[:LONGEST]).strip()
    known = _FENCE.fullmatch(plain) or _HEADER.match(plain)
    return bool(known or _find_holding(plain, "", top=True))


def _find_holding(plain: str, following: str, *, top: bool) -> str:
    """Return a holding header's name or ""; a bare one may have its value in ``following``."""
    match = _STATUS_ALONE.fullmatch(plain) or _FIELD.fullmatch(plain)
    if match is None:
        return ""
    name, value = match["name"], match["value"].strip() or _plain(following).strip()
    if not top and _is_prose(name, match["sign"], value):
        return ""
    if (top or name in _known("status") or _is_near(name, "status")) and _is_status(value):
        return name
    if name in _known("flag") and value.strip("\"' ,.") in SWITCHES:
        return name
    if name in _known("moment") or _is_near(name, "embargo"):
        is_moment = (_SOON if match["sign"] in ":=" else _WHEN).search(value)
        return name if is_moment else ""
    return name if name in WORDS["dated"] and _ISO_DAY.match(value) else ""


def _is_prose(name: str, sign: str, value: str) -> bool:
    """Decide whether words that could be a header are hardly ever one below the top."""
    if name == "release date":
        return _ISO_DAY.match(value) is None
    return (name == "state" and sign in "–—-") or (name == "status" and value == "public.")


def _is_status(value: str) -> bool:
    word = value.replace("#", ",").partition(",")[0]
    word = word.strip("\"'*_`;,.()[]{}<>!- ").rstrip(" v.0123456789")
    if word.startswith("embargo"):
        return word == "embargoed" or _WHEN.search(value) is not None
    return word in _known("holding") or _is_near(word, "draft") or _is_near(word, "published")


def _is_near(word: str, known: str) -> bool:
    """Decide whether a word is a known one, perhaps with a slip of the hand in it."""
    if abs(len(word) - len(known)) > 1 or len({*known} - {*word}) > 1:
        return False
    return SequenceMatcher(None, word, known).ratio() >= NEAR


def _plain(text: str) -> str:
    """Return a line in small letters as it looks: nothing unseen, full-width letters narrow."""
    seen = look_plain(as_shown(text))
    if seen.isascii() or not _LOOKALIKE.search(seen):
        return seen
    return _LETTERS.sub(_as_meant, seen)


def _as_meant(match: re.Match[str]) -> str:
    """Return a known word for one that looks like it; other words keep their Cyrillic letters."""
    latin = match[0].translate(LOOKALIKES)
    return latin if latin in _words() else match[0]
