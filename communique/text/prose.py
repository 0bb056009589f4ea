"""Typography within Markdown's tree: each block is set as a whole, across its markup.

A quotation that opens in plain text and closes within a link is seen whole, because the segments
of a block are joined by typography's SEPARATOR. Code, addresses and what Python-Markdown has put
aside behind placeholders (raw tags, entities, escaped characters) are not set.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from communique.patterns import late
from communique.text.language import find_language
from communique.text.quotation_marks import UNKNOWN
from communique.text.typography import SEPARATOR, typeset

OPAQUE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "math", "img", "sup"})
"""Elements that are not set; sup is the mark of a footnote, whose digit belongs to no word."""

PLACEHOLDER = late("(\x02[^\x03]*\x03)")
STASHED = late("\x02wzxhzdk:([0-9]+)\x03")
RAW_TAG = late(r"<(/?)([A-Za-z][\w-]*)")


class Line:
    """The segments of one block in reading order, and where each came from."""

    def __init__(self) -> None:
        self.segments: list[str] = []
        self.origins: list[tuple[list[str], int] | None] = []
        self.nodes: list[tuple[Element, bool, list[str]]] = []
        self.opaque_tag = ""

    def skip(self) -> None:
        """Note an object that rules must not see into."""
        self.segments.append(UNKNOWN)
        self.origins.append(None)

    def add(self, element: Element, text: str, tags: Sequence[object], *, is_tail: bool) -> None:
        """Note an element's text or tail; ``tags`` are the raw tags put aside."""
        parts = PLACEHOLDER.split(text) if STX in text else [text]
        self.nodes.append((element, is_tail, parts))
        for index, part in enumerate(parts):
            if index % 2:
                self._add_placeholder(part, tags)
            elif self.opaque_tag:
                self.skip()
            elif part:
                self.segments.append(part)
                self.origins.append((parts, index))

    def _add_placeholder(self, placeholder: str, tags: Sequence[object]) -> None:
        stashed = STASHED.fullmatch(placeholder)
        raw = RAW_TAG.match(str(tags[int(stashed[1])])) if stashed else None
        if raw is None:
            self.skip()
        elif raw[2].lower() == self.opaque_tag and raw[1]:
            self.opaque_tag = ""
        elif raw[2].lower() in OPAQUE and not raw[1]:
            self.opaque_tag = raw[2].lower()

    def set(self, lang: str) -> None:
        """Typeset the segments together and put each back into the tree."""
        joined = SEPARATOR.join(self.segments)
        done = typeset(joined, lang)
        if done == joined:
            return
        for origin, segment in zip(self.origins, done.split(SEPARATOR), strict=True):
            if origin is not None:
                parts, index = origin
                parts[index] = segment
        for element, is_tail, parts in self.nodes:
            if is_tail:
                element.tail = "".join(parts)
            else:
                element.text = "".join(parts)


class Typographer(Treeprocessor):
    """Typesets every block of a tree in ``lang``; runs before escaped characters come back."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.markdown = md
        self.lang = ""
        self.line = Line()
        self.marks: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        """Set the tree's text in place."""
        language = find_language(self.lang)
        self.marks = language.marks if language.set_marks else ()
        if self.marks:
            self._visit(root)
            self._end_line()

    def _has_marks(self, element: Element) -> bool:
        """Decide whether anything within an element may be set; a raw tag may part a mark."""
        text = "".join(element.itertext())
        for mark in self.marks:
            if mark in text:
                return True
        return STX in text

    def _visit(self, element: Element) -> None:
        self._add(element, element.text, is_tail=False)
        for child in element:
            if child.tag in OPAQUE:
                self.line.skip()
            elif self.markdown.is_block_level(child.tag):
                self._end_line()
                if self._has_marks(child):
                    self._visit(child)
                    self._end_line()
            else:
                self._visit(child)
            if child.tail != "\n" or self.line.segments:
                self._add(child, child.tail, is_tail=True)

    def _add(self, element: Element, text: str | None, *, is_tail: bool) -> None:
        if isinstance(text, AtomicString):
            self.line.skip()
        elif text and (text != "\n" or self.line.segments):
            self.line.add(element, text, self.markdown.htmlStash.rawHtmlBlocks, is_tail=is_tail)

    def _end_line(self) -> None:
        if self.line.segments or self.line.nodes:
            self.line.set(self.lang)
            self.line = Line()
