"""The header of a source: Pelican's ``Name: value`` lines down to the first empty line.

A value goes on in the next line where that line is indented. Parsed here and not by
Python-Markdown's ``meta`` extension, which keeps no line numbers and takes a mistyped header for
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.errors import Problem

__all__ = ["Header", "Source", "format_source", "parse_source"]

_HEADER = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_-]*)[ \t]*:(?P<value>.*)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Header:
    """One header line: its name as written, its value stripped, its line from 1."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source text cut in two: its headers and, from ``body_line`` on, its Markdown."""

    headers: tuple[Header, ...]
    body: str
    body_line: int


def parse_source(path: str, data: bytes) -> tuple[Source, tuple[Problem, ...]]:
    """Cut a source into headers and body, with every problem of its form.

    A UTF-8 byte order mark and any line ending are accepted. A text that is not UTF-8 gives an
    empty Source and one problem.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = f"got byte 0x{data[error.start]:02x}"
        return Source((), "", 1), (
            Problem(path, line, "text must be UTF-8", found, "save the file as UTF-8"),
        )
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems = [
        Problem(
            path,
            number,
            "text must have no control characters",
            f"got U+{ord(match[0]):04X} in column {match.start() + 1}",
            "delete it",
        )
        for number, line in enumerate(lines, 1)
        if (match := _CONTROL.search(line))
    ]
    headers, end = _parse_headers(path, lines, problems)
    return Source(tuple(headers), "\n".join(lines[end:]), end + 1), tuple(problems)


def _parse_headers(
    path: str, lines: list[str], problems: list[Problem]
) -> tuple[list[Header], int]:
    headers: list[Header] = []
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    for number, line in enumerate(lines[start:], start):
        if not line.strip():
            return headers, number
        match = _HEADER.fullmatch(line)
        if match:
            headers.append(Header(match["name"], match["value"].strip(), number + 1))
        elif line[0] in " \t" and headers:
            last = headers[-1]
            value = f"{last.value} {line.strip()}".strip()
            headers[-1] = Header(last.name, value, last.line)
        elif line.rstrip() in {"---", "..."}:
            hint = "delete the line: headers stand bare, and an empty line ends them"
            problems.append(
                Problem(path, number + 1, "headers must be Name: value", f'got "{line}"', hint)
            )
        else:
            hint = "leave an empty line between the headers and the text"
            found = f'got "{_shorten(line)}"'
            problems.append(Problem(path, number + 1, "headers must be Name: value", found, hint))
            return headers, number
    return headers, len(lines)


def _shorten(line: str, limit: int = 40) -> str:
    return line if len(line) <= limit else f"{line[:limit]}…"


def format_source(headers: Iterable[tuple[str, str]], body: str) -> str:
    """Write headers and body as a source that ``parse_source`` reads back the same.

    Line breaks within a value become spaces; the text ends in one line break.
    """
    head = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in headers)
    return f"{head}\n{body.strip()}\n"
