"""Plain text: the first line is the title, empty lines part the paragraphs."""

from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import PurePath

from communique.errors import Problem, ProblemsFound
from communique.importers.draft import Draft
from communique.importers.escape import escape_markdown
from communique.importers.release_text import make_draft

NAME = "plain text (.txt)"
SUFFIXES: tuple[str, ...] = (".txt",)


def read(
    path: PurePath, data: bytes, *, lang: str = "en", kind: str = "", date: Date | None = None
) -> Draft:
    """Return the draft that the text proves; raises ProblemsFound for no UTF-8 or no body."""
    text = _decode(path, data)
    return make_draft(path, text, escape_markdown, lang=lang, kind=kind, date=date)


def _decode(path: PurePath, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
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
