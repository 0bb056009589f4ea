"""The formats that can be imported: a module each, listed in ``load_importers``."""

from collections.abc import Sequence
from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import Path, PurePath
from typing import Protocol

from communique.errors import Problem, ProblemsFound
from communique.importers.draft import Draft


class Importer(Protocol):
    """One format. Bytes, not text, so that a word processor's file fits in as well."""

    NAME: str
    """The format as an editor calls it, with its file suffix."""

    def matches(self, path: PurePath, data: bytes) -> bool:
        """Decide by name and content whether this is the format of the file."""
        ...

    def read(
        self,
        path: PurePath,
        data: bytes,
        *,
        lang: str = "en",
        kind: str = "",
        date: Date | None = None,
    ) -> Draft:
        """Return what the file proves; raises ProblemsFound where it cannot be read.

        ``lang``, ``kind`` and ``date`` are the caller's and win over what the file says.
        """
        ...


def load_importers() -> tuple[Importer, ...]:
    """Return the formats in the order in which they are asked; the first that matches reads."""
    from communique.importers import plaintext, web_page, word  # noqa: PLC0415 - seldom needed

    return plaintext, word, web_page


def find_importer(
    path: PurePath, data: bytes = b"", importers: Sequence[Importer] = ()
) -> Importer:
    """Return the importer of a file; raises ProblemsFound, naming the formats there are."""
    importers = importers or load_importers()
    for importer in importers:
        if importer.matches(path, data):
            return importer
    known = ", ".join(importer.NAME for importer in importers)
    raise ProblemsFound(
        [
            Problem(
                path.as_posix(),
                0,
                f"File must be in a format that can be imported: {known}",
                f'got "{path.suffix or path.name}"',
                "save it in one of these formats",
            )
        ]
    )


def import_file(path: Path, *, lang: str = "en", kind: str = "", date: Date | None = None) -> Draft:
    """Read one file from the disk with its importer; raises ProblemsFound."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(path.as_posix(), 0, "File must be readable", f"got: {error.strerror}")
        raise ProblemsFound([problem]) from error
    return find_importer(path, data).read(path, data, lang=lang, kind=kind, date=date)
