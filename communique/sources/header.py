"""The header of a source: Pelican's ``Name: value`` lines down to the first empty line.

A value goes on in the next line where that line is indented. Parsed here and not by
Python-Markdown's ``meta`` extension, which keeps no line numbers and takes a mistyped header for
text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import category

from communique.errors import Problem, Severity, not_utf8
from communique.patterns import late
from communique.signs import UNSEEN, is_plain, tell_sign
from communique.sources.held.headers import find_held_within, name_header
from communique.sources.held.likeness import COLONS
from communique.sources.hints import shorten
from communique.sources.schema import find_field
from communique.sources.unfit import read_signs
from communique.text.letters import compose
from communique.values import dataclass

MOST_LINES = 5_000
"""Lines of headers, which an office fills a hundred of."""

REWORD = "where it is text, write it without the colon; where it is a header, give it its own line"

_HEADER = late(r"(?P<name>[A-Za-z][A-Za-z0-9_-]*)[ \t]*:(?P<value>.*)", re.DOTALL)
_COLON = late(rf"([^:：{COLONS}]*)([:：{COLONS}])(.*)", re.DOTALL)
_DRESSED = late(
    r"[*_`>#\s•·|–-]*(?:\d{1,2}[.)]\s+)?(?P<name>[A-Za-z][A-Za-z0-9_-]*?)[*_`]*\s*[:=|](?P<value>.*)",
    re.DOTALL,
)
"""A header in bold, in a list, a table, TOML or the like."""

_FOREIGN = late(r"[^\W\d_][\w-]*(?: [\w-]+)?\s*[:：].*", re.DOTALL)
_ODD = {*range(32), 127, *range(0xC2, 0xC3), *range(0xCC, 0xD0), *range(0xD2, 0x100)} - {0xE2}
_ODD = _ODD - {*b"\t\n\r"} | {0x83, 0x84, 0x8C, 0xAB, 0xB3, 0xB7}
_PLAIN = bytes({*range(0x100)} - _ODD)
"""Bytes of UTF-8 that need no closer look: those of Latin and Cyrillic letters in one piece, and of
common marks. The six belong to such marks, from U+2000 on."""

_AFTER_C2 = late(rb"\xc2[\x80-\x9f\xad]")
_AFTER_E2 = late(rb"\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]")
"""Signs that need a closer look: controls, unseen signs, and signs of direction."""

_ITEM = late(r"[ \t]*-(?:[ \t]+(.*))?")
_BLOCK = late(r"[>|][+-]?[1-9]?[+-]?")
"""What YAML puts before a list's item, and behind the name of what goes on in the next lines."""


_UNSEEN_IN_TEXT = late(UNSEEN.pattern.replace("\u00ad\u2060-\u2064", ""))
"""Unseen signs, except those by which a text allows or forbids to break a word."""


@dataclass(frozen=True, slots=True)
class Header:
    """One header line: its name as written, its value stripped, its line from 1.

    ``items`` are those of a list that stands below it, one a line, as in YAML.
    """

    name: str
    value: str
    line: int
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The text at ``path`` cut in two: its headers and, from ``body_line`` on, its Markdown.

    It is not ``whole`` where a line among the headers could not be read as one. It is not
    ``readable`` where it is not UTF-8.
    """

    path: str
    headers: tuple[Header, ...]
    body: str
    body_line: int
    whole: bool = True
    readable: bool = True

    def problem(
        self, place: int, rule: str, found: str, hint: str, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem in the line of a place of the body."""
        line = self.body_line + self.body.count("\n", 0, place)
        return Problem(self.path, line, rule, found, hint, severity)


def parse_source(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """Cut a source into headers and body, with every problem of its form.

    A UTF-8 byte order mark and any line ending are accepted; each letter is in one piece then
    (NFC). A text that is not UTF-8 gives an empty Source and one problem.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Source(path, (), "", 1, readable=False), (not_utf8(path, error),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = data.translate(None, _PLAIN).strip(b"\xc2")
    lines = (compose(text) if odd else text).split("\n")
    problems: list[Problem] = []
    looked_at = (
        odd
        or (b"\xc2" in data and _AFTER_C2.search(data))
        or _AFTER_E2.search(data)
        or (b"&" in data and b"&#" in data)
    )
    if looked_at:
        lines, told = read_signs(path, lines)
        problems += told
    headers, end, whole = _parse_headers(path, lines, problems)
    body = "\n".join(lines[end:])
    problems += _check_values(path, headers)
    if looked_at:
        headers, body, told = _leave_out(path, headers, body, end + 1)
        problems += told
    return Source(path, tuple(headers), body, end + 1, whole), tuple(problems)


def _leave_out(
    path: str, headers: list[Header], body: str, body_line: int
) -> tuple[list[Header], str, list[Problem]]:
    """Return headers and text without unseen signs, and a warning; a text keeps its joiners."""
    left = [_without(header) for header in headers]
    text = body if is_plain(body) else _UNSEEN_IN_TEXT.sub("", body)
    told = [
        (header.line, next(UNSEEN.finditer("\n".join([header.value, *header.items])))[0])
        for header, plain in zip(headers, left, strict=True)
        if header is not plain
    ]
    if len(text) != len(body) and (match := _UNSEEN_IN_TEXT.search(body)):
        told.append((body_line + body.count("\n", 0, match.start()), match[0]))
    if not told:
        return headers, body, []
    line, sign = told[0]
    found = f"got {tell_sign(sign)}"
    found += f", and more in line {told[1][0]}" if told[1:] else ""
    rule = "text should have no invisible characters"
    problem = Problem(path, line, rule, found, "it is left out; delete it", Severity.WARNING)
    return left, text, [problem]


def _without(header: Header) -> Header:
    written = "\n".join([header.value, *header.items])
    if is_plain(written) or not UNSEEN.search(written):
        return header
    items = tuple(UNSEEN.sub("", item).strip() for item in header.items)
    return replace(header, value=UNSEEN.sub("", header.value).strip(), items=items)


def _check_values(path: str, headers: list[Header]) -> Iterator[Problem]:
    values = "\n".join([header.value for header in headers]).lower()
    if "status" not in values and "embarg" not in values:  # hidden in other letters, perhaps
        headers = [header for header in headers if not header.value.isascii()]
    for header in headers:
        if find_held_within(header.value):
            found = f'got "{shorten(header.value, 40)}"'
            rule, hint = "a header must begin its line", REWORD
            yield Problem(path, header.line, rule, found, hint)


def _parse_headers(
    path: str, lines: list[str], problems: list[Problem]
) -> tuple[list[Header], int, bool]:
    headers: list[Header] = []
    whole = True
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    for number, line in enumerate(lines[start : start + MOST_LINES + 1], start):
        if not line.strip():
            problems += _check_block(path, headers[-1:], lines, number)
            return headers, number, whole
        if number == start + MOST_LINES:
            rule, hint = f"headers must have {MOST_LINES} lines at most", "remove some"
            problems.append(Problem(path, number + 1, rule, "found more", hint))
            return headers, number, False
        match = _HEADER.fullmatch(line)
        if match:
            headers.append(Header(match["name"], match["value"].strip(), number + 1))
        elif headers and (line[0] in " \t" or (_ITEM.fullmatch(line) and not headers[-1].value)):
            last = headers[-1]
            if name_header(line):
                hint = f"delete the space before it, or write it in one line with {last.name}"
                found = f'got "{shorten(line, 40)}"'
                rule = "a header must not be indented"
                problems.append(Problem(path, number + 1, rule, found, hint))
                whole = False
                continue
            headers[-1] = _go_on(last, line)
        elif line.startswith(("```", "~~~")) or not any(map(str.isalnum, line)):
            hint = "delete the line: headers stand bare, and an empty line ends them"
            found = f'got "{shorten(line, 40)}"'
            problems.append(Problem(path, number + 1, "headers must be Name: value", found, hint))
        else:
            meant, found, hint, goes_on = _diagnose(line, first=not headers)
            problems.append(Problem(path, number + 1, "headers must be Name: value", found, hint))
            if meant:
                headers.append(Header(meant["name"], meant["value"].strip(), number + 1))
            else:
                whole = False
            if not goes_on:
                return headers, number, False
    return headers, len(lines), whole


def _go_on(last: Header, line: str) -> Header:
    """Return a header with the line that goes on below it: more of its value, or of its list."""
    more, item, field = line.strip(), _ITEM.fullmatch(line), find_field(last.name)
    if item and (not last.value or (field and field.is_list)):
        items = (*last.items, *filter(None, [last.value]), (item[1] or "").strip())
        return replace(last, value="", items=items)
    if last.items:
        return replace(last, items=(*last.items[:-1], f"{last.items[-1]} {more}".strip()))
    value = "" if _BLOCK.fullmatch(last.value) else last.value
    return replace(last, value=f"{value} {more}".strip())


def _check_block(path: str, last: list[Header], lines: list[str], end: int) -> tuple[Problem, ...]:
    """Return where a value that goes on in the next lines, as in YAML, has an empty one in it."""
    if not last or last[0].line == end:
        return ()
    following = next((line for line in lines[end:] if line.strip()), "")
    written = lines[last[0].line - 1].partition(":")[2].strip()
    if following[:1] not in (" ", "\t") or not _BLOCK.fullmatch(written):
        return ()
    rule, hint = "a header's value must have no empty line in it", "delete the empty line"
    return (Problem(path, end + 1, rule, f"got one in {last[0].name}", hint),)


def _diagnose(line: str, *, first: bool) -> tuple[re.Match[str] | None, str, str, bool]:
    """Return the header that a line is meant to be, or None, what was found and the likely fix.

    Last is whether more headers may follow: the line is one, and not the beginning of the text.
    """
    found = f'got "{shorten(line, 40)}"'
    parts = _COLON.fullmatch(line)
    if parts is not None:
        odd = [sign for sign in parts[1] if sign != " " and category(sign) in {"Cf", "Zs"}]
        plain = "".join(sign for sign in parts[1] if sign not in odd).strip()
        meant = _HEADER.fullmatch(f"{plain}:{parts[3]}")
        if meant and odd:
            column = line.index(odd[0]) + 1
            found = f"got an unseen character, U+{ord(odd[0]):04X}, in column {column}"
            return meant, found, "delete it", True
        if meant and parts[2] != ":":
            return meant, found, f"write {plain}: with a plain colon", True
        if meant:
            return meant, found, "delete the space before it", True
        if _FOREIGN.fullmatch(line) and not plain.isascii():
            hint = "write its name in English, or leave an empty line before the text"
            return None, found, hint, True
    meant, hint = _read_dressed(line)
    if not meant and line.startswith("#") and line.strip("# "):
        hint = f"write Title: {shorten(line.strip('# '))}"
    text = "leave an empty line between the headers and the text"
    text = "begin with a line like Title: A visit" if first else text
    return meant, found, hint or text, bool(hint)


def _read_dressed(line: str) -> tuple[re.Match[str] | None, str]:
    """Return the header that a line in bold or of a list is meant to be, and the likely fix."""
    dressed = _DRESSED.fullmatch(line)
    if dressed is None or not find_field(dressed["name"]):
        return None, ""
    value = _undress(dressed["value"], line)
    without = "asterisks" if "*" in line else "marks"
    hint = f"write {dressed['name']}: {shorten(value)}, without the {without}"
    return _HEADER.fullmatch(f"{dressed['name']}: {value}"), hint


def _undress(value: str, line: str) -> str:
    """Return a header's value without the marks that go with those before its name."""
    value = value.strip(' "|')
    for mark in ("**", "__", "*", "_", "`"):
        opened = line.lstrip("> #-").startswith(mark) and line.count(mark) == 2  # noqa: PLR2004
        if opened and mark in (value[: len(mark)], value[-len(mark) :]):
            return value.removeprefix(mark).removesuffix(mark).strip()
    return value


def format_source(headers: Iterable[tuple[str, str]], body: str) -> str:
    """Write headers and body as a source that ``parse_source`` reads back the same.

    Line breaks within a value become spaces; the text ends in one line break.
    """
    head = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in headers)
    return f"{head}\n{body.strip()}\n"
