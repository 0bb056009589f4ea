"""A web page's article as Markdown of the same words, without menus, forms and what is hidden."""

import re
from collections.abc import Callable
from pathlib import PurePath

from bs4 import BeautifulSoup, Tag, UnicodeDammit
from markdownify import MarkdownConverter

from communique.importers.draft import refuse
from communique.importers.plaintext import escape_piece

NAME = "a web page (.html)"
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

AROUND = "script, style, template, noscript, nav, header, footer, aside, form, button, iframe, svg"
HIDDEN = '[hidden], [style*="display:none"], [style*="display: none"]'

NO_TITLE = re.compile(r"(?:Microsoft Word - |Document\d+\Z|Untitled)")
"""A title that a program gave."""

NOTE = re.compile(r"#(?:foot|end)note-(\d+)\Z")
NOTE_ID = re.compile(r"(?:foot|end)note-(\d+)\Z")
BACK = re.compile(r"#(?:foot|end)note-ref-\d+\Z")
"""How the Word importer's HTML links a note's number and its text."""


def read(path: PurePath, data: bytes, _lang: str) -> tuple[str, Callable[[str], str]]:
    """Return the page as Markdown; raises ProblemsFound where it cannot be read."""
    found = UnicodeDammit(data, is_html=True)
    sure = {"utf-8", "ascii", found.declared_html_encoding}
    if found.unicode_markup is None or found.original_encoding not in sure:
        rule, hint = "Text must be UTF-8, or say its encoding", "save the page as UTF-8"
        raise refuse(path, rule, "got neither", hint)
    return read_html(path, found.unicode_markup, ""), str


def read_html(path: PurePath, html: str, above: str) -> str:
    """Return a page as Markdown; ``above`` has lines that may say that it is held back."""
    soup = BeautifulSoup(html, "lxml")
    articles = soup.find_all("article")
    root = articles[0] if len(articles) == 1 else soup.find("main") or soup.body or soup
    assert isinstance(root, Tag)
    title = _take_title(soup, root)
    for around in root.select(f"{AROUND}, {HIDDEN}"):
        around.decompose()
    try:
        body = _Converter().convert_soup(root).strip()
    except RecursionError:
        rule, hint = "The page must be readable", "save it as plain text"
        raise refuse(path, rule, "got elements nested too deeply", hint) from None
    if not title:
        first, _, body = body.partition("\n\n")
        title = BeautifulSoup(first, "lxml").get_text().strip("*#_ ")
    return "\n\n".join(filter(None, (title, above, body)))


def _take_title(soup: BeautifulSoup, root: Tag) -> str:
    heading = root.find("h1") or soup.find("h1") or root.find(class_="MsoTitle")
    if heading is None:
        title = " ".join(soup.title.get_text().split()) if soup.title else ""
        return "" if NO_TITLE.match(title) else title
    assert isinstance(heading, Tag)
    title = " ".join(heading.get_text().split())
    heading.decompose()
    return title


class _Converter(MarkdownConverter):
    """HTML as the Markdown of our texts (decision 32): every other sign is escaped."""

    def __init__(self) -> None:
        super().__init__(
            heading_style="ATX",
            bullets="-",
            autolinks=False,
            sub_symbol="<sub>",
            sup_symbol="<sup>",
            newline_style="BACKSLASH",
        )

    def escape(self, text: str, parent_tags: set[str]) -> str:
        escaped = escape_piece(text)
        # A bracket would end the link.
        return escaped.replace("]", "\\]") if "a" in parent_tags else escaped

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "")
        if note := NOTE.match(href):
            return f"[^{note[1]}]"
        if BACK.match(href):
            return ""
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if text.startswith("[^"):
            return text
        return str(super().convert_sup(el, text, parent_tags))  # type: ignore[misc]

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        note = NOTE_ID.match(str(el.get("id") or ""))
        if note is None:
            return str(super().convert_li(el, text, parent_tags))  # type: ignore[misc]
        return f"\n\n[^{note[1]}]: {' '.join(text.split())}\n\n"
