"""Plain text → Markdown that renders to the same words.

Only what Python-Markdown with ``extra`` would take as markup is escaped, so that the source stays
readable. Characters that it does not unescape after a backslash become character references.
"""

from __future__ import annotations

import re

ANYWHERE = re.compile(
    r"""
      [\\`*\[{|]                            # code, emphasis, links, attributes, tables
    | (?<![^\W_])_ | _(?![^\W_])            # emphasis; snake_case is none
    | <                                     # HTML
    | &(?=(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[0-9a-zA-Z]+);)  # a character reference
    """,
    re.VERBOSE,
)
AT_LINE_START = re.compile(
    r"""
    ^ (?: (?P<number>\d+)(?=\.(?:\s|$))     # a numbered list
        | (?= [#>] | [-+](?!\w) )           # headings, quotations, lists, rules
        | (?P<reference>[=:~])              # underlined headings, definitions, fences
      )
    """,
    re.VERBOSE,
)
REFERENCES = {"<": "&lt;", "&": "&amp;", "=": "&#61;", ":": "&#58;", "~": "&#126;"}
"""Python-Markdown keeps the backslash before these."""


def escape_markdown(text: str) -> str:
    """Escape every line of a paragraph; indents go, since four spaces are code."""
    return "\n".join(_escape_line(line.strip()) for line in text.split("\n"))


def _escape_line(line: str) -> str:
    return AT_LINE_START.sub(_escape_start, ANYWHERE.sub(_escape_character, line))


def _escape_character(match: re.Match[str]) -> str:
    return REFERENCES.get(match[0], f"\\{match[0]}")


def _escape_start(match: re.Match[str]) -> str:
    if match["reference"]:
        return REFERENCES[match["reference"]]
    return f"{match['number'] or ''}\\"
