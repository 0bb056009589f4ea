"""Old texts as the importer drafts them."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - ``date`` is an argument below
from pathlib import PurePath

from bs4 import BeautifulSoup

from communique.importers.draft import Draft
from communique.importers.registry import import_bytes
from communique.text.markdown import Renderer

EXTRA = Renderer({"extensions": ["extra"], "output_format": "html5"})


def draft(
    text: str | bytes, *, lang: str = "en", kind: str = "", date: Date | None = None
) -> Draft:
    """Import a text as if it stood in old.txt."""
    data = text if isinstance(text, bytes) else text.encode()
    return import_bytes(PurePath("old.txt"), data, lang=lang, kind=kind, date=date)


def words_shown(markdown: str) -> list[str]:
    """Return the words that a reader sees of a Markdown text."""
    html = EXTRA.render(markdown, "uz").html  # a language without typography
    return BeautifulSoup(html, "html.parser").get_text().split()
