"""The summary of a body: its first paragraph of prose, read from Markdown's finished tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, STX

from communique.text.patterns import late
from communique.text.summaries import collapse, summarise

if TYPE_CHECKING:
    from markdown import Markdown

SHORTEST_PROSE = 40
"""A paragraph of fewer characters is a place, a date or a label rather than prose, as is one that
ends with a colon: "The following is attributable to the Spokesperson:". A character of Chinese
counts as two."""

WIDE = late("[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Excerpter(Treeprocessor):
    """Keeps the summary of the tree that it saw last in ``summary``; runs after all others."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.markdown = md
        self.lang = ""
        self.summary = ""

    def run(self, root: Element) -> None:
        """Read the first paragraph of prose, else the first paragraph, as plain text."""
        texts = (self._plain(paragraph) for paragraph in _paragraphs(root))
        first = ""
        for text in filter(None, texts):
            first = first or text
            long = len(text) >= SHORTEST_PROSE or len(WIDE.sub("ab", text)) >= SHORTEST_PROSE
            if long and not text.endswith((":", "：")):
                first = text
                break
        self.summary = summarise(first, self.lang)

    def _plain(self, paragraph: Element) -> str:
        text = "".join(_texts(paragraph)).replace(AMP_SUBSTITUTE, "&")
        if STX in text:
            text = HTML_PLACEHOLDER_RE.sub(self._stashed, text)
        return collapse(unescape(text))

    def _stashed(self, match: re.Match[str]) -> str:
        """Return what was put aside: an entity, but neither a tag nor a whole block of HTML."""
        raw = str(self.markdown.htmlStash.rawHtmlBlocks[int(match[1])])
        return "" if raw.startswith("<") else raw


def _paragraphs(root: Element) -> Iterator[Element]:
    """Yield the paragraphs of the body itself, then those within quotations and lists."""
    yield from root.findall("p")
    for child in root:
        if child.tag not in {"p", "section"} and child.get("class") != "footnote":
            yield from child.iter("p")


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts of an element, the marks of footnotes left out."""
    if element.text:
        yield element.text
    for child in element:
        if not (child.tag == "sup" and child.get("id", "").startswith("fnref")):
            yield from _texts(child)
        if child.tail:
            yield child.tail
