"""Headings and quotations as CommonMark reads them, in the place of Python-Markdown's."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import nearing_recursion_limit

from communique.patterns import late
from communique.text.lists import begins_other, is_rule

HEADINGS = 70
UNDERLINED = 60
QUOTATIONS = 20
"""Python-Markdown's own priorities."""

_QUOTE = late(r" {0,3}> ?")


class FoundProcessor(BlockProcessor):
    """Makes an element of each match of a pattern in a block; the text before it is read first."""

    pattern: re.Pattern[str]

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether there is such a thing in the block."""
        return self.pattern.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the first of a block; give back what follows."""
        block = blocks.pop(0)
        found = self.pattern.search(block)
        assert found is not None
        if found.start():
            self.parser.parseBlocks(parent, [block[: found.start()]])
        after = self.make(parent, block, found)
        if after:
            blocks.insert(0, after)

    def make(self, parent: Element, block: str, found: re.Match[str]) -> str:
        """Make an element of the match; return the text after it."""
        raise NotImplementedError


class HeadingProcessor(FoundProcessor):
    """Makes headings of ``#`` and a space; ``###`` or ``# # #`` alone ends a release and stays."""

    pattern = late(r"(?:^|\n) {0,3}(#{1,6})(?=[ \n]|$)([^\n]*)")

    def make(self, parent: Element, block: str, found: re.Match[str]) -> str:
        """Make a heading."""
        words = found[2].strip(" ")
        bare = words.rstrip("#")
        if not bare or bare.endswith(" "):
            words = bare.rstrip(" ")
        if words.strip("# "):
            SubElement(parent, f"h{len(found[1])}").text = words
        else:
            SubElement(parent, "p").text = found[0].strip()
        return block[found.end() + 1 :]


class UnderlinedProcessor(FoundProcessor):
    """Makes headings of single lines with a line of ``=`` or ``-`` below."""

    pattern = late(r"\A {0,3}([^ >\n][^\n]*)\n {0,3}(=+|-+) *(?:\n|$)")

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether the block begins with one."""
        found = self.pattern.match(block)
        return found is not None and not is_rule(found[1])

    def make(self, parent: Element, block: str, found: re.Match[str]) -> str:
        """Make a heading."""
        SubElement(parent, "h1" if found[2][0] == "=" else "h2").text = found[1].strip(" ")
        return block[found.end() :]


class QuotationProcessor(FoundProcessor):
    """Makes quotations of ``>``; a line without it joins only a quoted paragraph."""

    pattern = late(r"(?:^|\n) {0,3}>")

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether a quotation is in the block."""
        return super().test(_parent, block) and not nearing_recursion_limit()

    def make(self, parent: Element, block: str, found: re.Match[str]) -> str:
        """Make a quotation."""
        place = found.start() + 1 if found.start() else 0
        lines: list[str] = []
        while place < len(block):
            end = block.find("\n", place)
            line = block[place:] if end < 0 else block[place:end]
            quoted = _QUOTE.match(line)
            if quoted is None and not _goes_on(lines[-1], line):
                break
            lines.append(line[quoted.end() :] if quoted else line)
            place += len(line) + 1
        self.parser.state.set("blockquote")
        self.parser.parseChunk(SubElement(parent, "blockquote"), "\n".join(lines))
        self.parser.state.reset()
        return block[place:]


def _goes_on(before: str, line: str) -> bool:
    """Decide whether a line without ``>`` belongs to the quoted paragraph before it."""
    paragraph = bool(before.strip(" ")) and not before.startswith((" " * 4, "#"))
    return paragraph and not begins_other(line) and not is_rule(before)
