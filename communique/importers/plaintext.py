"""Plain text: the first line is the title, empty lines part the paragraphs."""

import re
from collections.abc import Callable
from pathlib import PurePath

from communique.errors import Problem, ProblemsFound
from communique.importers.escape import escape_markdown

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
