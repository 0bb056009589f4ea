"""Plain text: the first line is the title, empty lines part the paragraphs."""

from collections.abc import Callable
from pathlib import PurePath

from communique.errors import Problem, ProblemsFound
from communique.importers.escape import escape_markdown

NAME = "plain text (.txt)"
SUFFIXES: tuple[str, ...] = (".txt",)


def read(path: PurePath, data: bytes, _lang: str) -> tuple[str, Callable[[str], str]]:
    """Return the text, to be escaped; raises ProblemsFound with every line not in UTF-8."""
    try:
        return data.decode("utf-8-sig"), escape_markdown
    except UnicodeDecodeError as error:
        raise ProblemsFound(_broken_lines(path, data)) from error


def _broken_lines(path: PurePath, data: bytes) -> list[Problem]:
    problems = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            found = f"got the byte 0x{line[error.start]:02X}"
            hint = "save the file as UTF-8"
            problems.append(Problem(path.as_posix(), number, "Text must be UTF-8", found, hint))
    return problems
