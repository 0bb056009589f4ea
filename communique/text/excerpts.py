"""The first paragraph of prose of a text, found in Markdown's tree."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import RE_AMP
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, STX

from communique.patterns import late
from communique.text.speeches import is_label, skip_label, skip_opening
from communique.text.summaries import collapse, cut_line

SHORTEST_PROSE = 40
"""A paragraph of fewer characters is a place, a date or a label rather than prose, as is one that
ends with a colon: "The following is attributable to the Spokesperson:". A character of Chinese says
as much as three letters, one of Korean or Japanese as two."""

HAN = late("[\u3400-\u9fff\uf900-\ufaff]")
WIDE = late("[\u1100-\u11ff\u3000-\u33ff\uac00-\ud7af\uff00-\uffef]")


class Excerpter(Treeprocessor):
    """Keeps the summary of the last tree in ``summary``; runs after all other processors."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.markdown = md
        self.lang = ""
        self.summary = ""

    def run(self, root: Element) -> None:
        """Read the first paragraph of prose, else the first paragraph, as plain text."""
        first, numbers = "", _numbers(root)
        for paragraph in _paragraphs(root):
            whole = numbers.get(paragraph, "") + self._plain(paragraph)
            said = self._without_label(paragraph, whole)
            text = skip_opening(said, self.lang)
            first = first or text or skip_label(said, self.lang)
            if is_prose(text):
                first = text
                break
        self.summary = cut_line(first, self.lang)

    def _plain(self, paragraph: Element) -> str:
        text = "".join(_texts(paragraph)).replace(AMP_SUBSTITUTE, "&")
        if "&" in text:  # as it is written into the page: M&GT has no sign of HTML
            text = RE_AMP.sub("&amp;", text)
        if STX in text:
            text = HTML_PLACEHOLDER_RE.sub(self._stashed, text)
        return collapse(unescape(text))

    def _without_label(self, paragraph: Element, whole: str) -> str:
        """Return a paragraph without the name in bold, and its colon, that it begins with."""
        bold = paragraph[0] if len(paragraph) and not (paragraph.text or "").strip() else None
        if bold is None or bold.tag not in {"strong", "b", "em"}:
            return whole
        name = self._plain(bold)
        rest = whole.removeprefix(name).lstrip()
        if len(name) > SHORTEST_PROSE or not (name.endswith((":", "：")) or rest[:1] in ":："):
            return whole
        is_name = name.rstrip(":： ").istitle() or is_label(name, self.lang)
        return rest.lstrip(":： \u00a0") if is_name else whole

    def _stashed(self, match: re.Match[str]) -> str:
        """Return what was put aside: an entity, a space for a line break, no other HTML."""
        raw = str(self.markdown.htmlStash.rawHtmlBlocks[int(match[1])])
        return " " * (raw[:3].lower() == "<br") if raw.startswith("<") else raw


def _numbers(root: Element) -> dict[Element, str]:
    """Return numbers of paragraphs that Markdown takes for lists of one: they begin sentences."""
    numbers = {}
    for made in root:
        if made.tag == "ol" and len(made) == 1 and made.get("start"):
            paragraph = made[0].find("p")
            numbers[made[0] if paragraph is None else paragraph] = f"{made.get('start')}. "
    return numbers


def is_prose(text: str) -> bool:
    """Decide whether a paragraph is long enough to tell something, and announces nothing."""
    if text.endswith((":", "：")):
        return False
    if len(text) >= SHORTEST_PROSE:
        return True
    return len(text) + 2 * len(HAN.findall(text)) + len(WIDE.findall(text)) >= SHORTEST_PROSE


def _paragraphs(root: Element) -> Iterator[Element]:
    yield from (child for child in root if child.tag == "p")
    for child in root:
        if child.tag not in {"p", "section"} and child.get("class") != "footnote":
            yield from child.iter("p")
    for child in root:
        if child.tag in {"ol", "ul", "dl"}:
            for point in child.iter():
                if point.tag in {"li", "dd"} and point.find("p") is None:
                    yield point


def _texts(element: Element) -> Iterator[str]:
    """Yield the texts of an element, without marks of footnotes and words that are struck out."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag in {"ol", "ul"}:
            continue
        is_mark = child.tag == "sup" and child.get("id", "").startswith("fnref")
        if not is_mark and child.tag != "del":
            yield from _texts(child)
        if child.tail:
            yield child.tail
