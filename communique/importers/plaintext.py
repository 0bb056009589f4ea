"""Plain text: the first line is the title, empty lines part the paragraphs.

Its Markdown has the same words: only what would be markup (decision 32) is escaped.
"""

import re
from collections.abc import Callable
from pathlib import PurePath

from communique.errors import Problem, ProblemsFound

NAME = "plain text (.txt)"
SUFFIXES: tuple[str, ...] = (".txt",)

STRAY = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as ``surrogateescape`` reads it: 0xDC00 more."""


def read(path: PurePath, data: bytes, _lang: str) -> tuple[str, Callable[[str], str]]:
    """Return the text, to be escaped; raises ProblemsFound with every line not in UTF-8."""
    text = data.decode("utf-8-sig", "surrogateescape")
    rule, hint = "Text must be UTF-8", "save the file as UTF-8"
    wrong = [
        Problem(path.as_posix(), number, rule, f"got the byte 0x{ord(stray[0]) - 0xDC00:02X}", hint)
        for number, line in enumerate(text.split("\n"), 1)
        if (stray := STRAY.search(line))
    ]
    if wrong:
        raise ProblemsFound(wrong)
    return text, escape_markdown


ANYWHERE = re.compile(
    r"""
      [\\`*\[|] | \{(?=:) | ~(?=~)          # code, emphasis, links, tables, attributes, deletions
    | (?<![^\W_])_ | _(?![^\W_])            # emphasis; snake_case is none
    | <                                     # HTML
    | &(?=(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);)  # a character reference
    """,
    re.VERBOSE,
)
AT_LINE_START = re.compile(
    r"""
    ^ (?: (?P<number>[0-9]+)(?=[.)](?:\s|$))  # a numbered list
        | (?= [#>=:] | [-+](?!\w) )           # headings, quotations, definitions, lists, rules
      )
    """,
    re.VERBOSE,
)
REFERENCES = {"<": "&lt;", "&": "&amp;"}
"""Escapes that are easier to read in a source than a backslash."""


def escape_markdown(text: str) -> str:
    """Escape every line of a paragraph; indents go, since four spaces are code."""
    return "\n".join(_escape_line(line.strip()) for line in text.split("\n"))


def escape_piece(text: str) -> str:
    """Escape a piece of a paragraph, such as the text within a link; its spaces stay."""
    lines = text.split("\n")
    return "\n".join(
        f"{line[: len(line) - len(line.lstrip())]}{_escape_line(line.lstrip())}" for line in lines
    )


def _escape_line(line: str) -> str:
    line = ANYWHERE.sub(lambda sign: REFERENCES.get(sign[0], f"\\{sign[0]}"), line)
    return AT_LINE_START.sub(lambda start: f"{start['number'] or ''}\\", line)
