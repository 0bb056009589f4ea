"""Markdown to HTML through one configured Python-Markdown, used for text after text.

Making a Markdown instance costs as much as a third of a release, so a Renderer makes one and
resets it; what Python-Markdown's own reset forgets is reset here. One Renderer serves one
thread.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from communique.patterns import late
from communique.text.dialect import adopt
from communique.text.excerpts import Excerpter
from communique.text.fences import FencePreprocessor
from communique.text.markdown_shortcuts import take_shortcuts
from communique.text.notes import References
from communique.text.prose import Typographer
from communique.text.sections import Outliner
from communique.text.typography import SEPARATOR
from communique.values import dataclass

HEADERS = frozenset({"meta", "markdown.extensions.meta"})
"""Names of the extension that reads headers, which ``sources/`` does here."""

OUTLINE_PRIORITY = 6
"""After attribute lists (8) and abbreviations (7), before a table of contents (5)."""

TYPOGRAPHY_PRIORITY = 3
"""Before escaped characters come back (0), so that an editor's backslash keeps a mark as it is."""

EXCERPT_PRIORITY = -10
"""After everything."""


CODE = late(r"^(`{3,}|~{3,}).*?(?:^\1|\Z)|(`+)[^`].*?\2|<!--.*?-->", re.DOTALL | re.MULTILINE)
MARKDOWN_TAG = late(r"^ {0,3}<([a-z][a-z0-9]*)\b[^>]*\bmarkdown\s*=", re.IGNORECASE | re.MULTILINE)
UNPAIRED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "br", "hr", "img", "input"})
"""Elements that HTML lets stand without an end."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as HTML, its summary as plain text."""

    html: str
    summary: str
    unused: tuple[str, ...] = ()
    """Names of notes, with their ``^``, and of addresses that nothing in the text refers to; they
    are not in the HTML."""
    missing: tuple[str, ...] = ()
    """Names of notes that the text refers to and does not have."""
    repeated: tuple[str, ...] = ()
    """Names of notes, with their ``^``, and of addresses that are given twice."""
    endless: int | None = None
    """The line, from 0, of a block of code that is not closed; its lines are text."""


class Renderer:
    """Renders bodies with Pelican's MARKDOWN as ``options``: all its extensions but ``meta``."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        arguments = dict(options)
        configs = deepcopy(dict(options.get("extension_configs") or {}))
        wanted = dict.fromkeys([*(options.get("extensions") or ()), *configs])
        arguments["extensions"] = [each for each in wanted if each not in HEADERS]
        arguments["extension_configs"] = configs
        self._markdown = Markdown(**arguments)
        adopt(self._markdown)
        own = (each for each in self._markdown.preprocessors if isinstance(each, FencePreprocessor))
        self._fences = next(own, None)
        self._references = References(self._markdown)
        take_shortcuts(self._markdown)
        self._typographer = Typographer(self._markdown)
        self._excerpter = Excerpter(self._markdown)
        tree = self._markdown.treeprocessors
        tree.register(Outliner(self._markdown), "outline", OUTLINE_PRIORITY)
        tree.register(Classifier(self._markdown), "classes", OUTLINE_PRIORITY)
        tree.register(self._typographer, "typography", TYPOGRAPHY_PRIORITY)
        tree.register(self._excerpter, "excerpt", EXCERPT_PRIORITY)

    @property
    def colours_code(self) -> bool:
        """Whether options of a block of code go to Pygments."""
        extensions = self._markdown.registeredExtensions
        return any(isinstance(each, CodeHiliteExtension) for each in extensions)

    def render(self, text: str, lang: str) -> Body:
        """Return the body of a text in a language; no text changes how the next is rendered."""
        self._reset()
        self._typographer.lang = self._excerpter.lang = lang
        plain = text.replace(SEPARATOR, "")
        html = self._markdown.convert(plain)
        unused = self._references.find_unused()
        if self._references.dropped:
            self._reset(keep=self._references.dropped)
            html = self._markdown.convert(plain)
        missing, repeated = self._references.missing, self._references.repeated
        return Body(
            html,
            self._excerpter.summary,
            unused,
            tuple(sorted(missing)),
            tuple(sorted(repeated)),
            self._fences.endless if self._fences else None,
        )

    def _reset(self, keep: frozenset[str] = frozenset()) -> None:
        self._markdown.reset()
        self._references.reset(keep)
        self._excerpter.summary = ""
        if self._fences:
            self._fences.endless = None
        for extension in self._markdown.registeredExtensions:
            if isinstance(extension, FootnoteExtension):
                # It counts the texts it has seen into the ids of footnotes (UNIQUE_IDS).
                extension.unique_prefix = 1


def blank_code(text: str) -> str:
    """Return a text with spaces in the place of its code and comments."""
    return CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)


def find_unclosed(text: str) -> tuple[int, str] | None:
    """Return line, from 0, and name of a tag with Markdown inside that is not closed, or None."""
    if "<" not in text or "markdown" not in text:
        return None
    plain = blank_code(text)
    for match in MARKDOWN_TAG.finditer(plain):
        tag = match[1].lower()
        opened = len(re.findall(rf"<{tag}\b", plain, re.IGNORECASE))
        closed = len(re.findall(rf"</{tag}\b", plain, re.IGNORECASE))
        if tag not in UNPAIRED and opened > closed:
            return plain.count("\n", 0, match.start()), match[1]
    return None


STYLES = {f"text-align: {side};": f"align-{side}" for side in ("left", "center", "right")}
"""What tables of Python-Markdown say, and the class for it: our security policy forbids styles."""


class Classifier(Treeprocessor):
    """Gives classes to cells of a table that are set to a side, and to links that are spelt out."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for table in root.iter("table"):
            for cell in table.iter():
                name = STYLES.get(cell.get("style", ""))
                if name and cell.tag in ("td", "th"):
                    del cell.attrib["style"]
                    _add_class(cell, name)
        for link in root.iter("a"):
            address = link.get("href", "").rstrip("/")
            said = (link.text or "").rstrip("/")
            if address[:4] == "http" and said in (address, address.partition("//")[2]):
                _add_class(link, "bare")  # paper shows its address once


def _add_class(element: Element, name: str) -> None:
    element.set("class", " ".join(filter(None, (element.get("class"), name))))
