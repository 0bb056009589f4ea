"""The formats that can be imported: a module each, listed in ``load_importers``."""

from collections.abc import Callable
from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import Path, PurePath
from typing import Protocol

from communique.importers.draft import Draft, refuse
from communique.importers.release_text import make_draft


class Importer(Protocol):
    """One format. Bytes, not text, so that a word processor's file fits in as well."""

    NAME: str
    """The format as an editor calls it, with its file suffix."""
    SUFFIXES: tuple[str, ...]
    """What names of its files end in, in small letters."""

    def read(self, path: PurePath, data: bytes, lang: str, /) -> tuple[str, Callable[[str], str]]:
        """Return title and paragraphs, in a language, and what makes Markdown of a paragraph.

        Raises ProblemsFound where the file cannot be read.
        """
        ...


def load_importers() -> tuple[Importer, ...]:
    """Return the formats."""
    from communique.importers import plaintext, web_page, word  # noqa: PLC0415 - seldom needed

    return plaintext, word, web_page


def find_importer(path: PurePath) -> Importer:
    """Return the importer of a file; raises ProblemsFound, naming the formats there are."""
    importers = load_importers()
    for importer in importers:
        if path.suffix.lower() in importer.SUFFIXES:
            return importer
    rule = "File must be in a format that can be imported: "
    rule += ", ".join(importer.NAME for importer in importers)
    found, hint = f'got "{path.suffix or path.name}"', "save it in one of these formats"
    raise refuse(path, rule, found, hint)


def import_file(path: Path, *, lang: str = "en", kind: str = "", date: Date | None = None) -> Draft:
    """Read one file from the disk with its importer; raises ProblemsFound."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse(path, "File must be readable", f"got: {error.strerror}") from error
    return import_bytes(path, data, lang=lang, kind=kind, date=date)


def import_bytes(
    path: PurePath, data: bytes, *, lang: str = "en", kind: str = "", date: Date | None = None
) -> Draft:
    """Return what a file proves; ``lang``, ``kind`` and ``date`` win over what it says."""
    text, mark_up = find_importer(path).read(path, data, lang)
    return make_draft(path, text, mark_up, lang=lang, kind=kind, date=date)
