"""Headings and quotations as CommonMark reads them, in the place of Python-Markdown's."""

from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.util import nearing_recursion_limit

from communique.patterns import late
from communique.text.lists import begins_other, is_rule

HEADINGS = 70
UNDERLINED = 60
QUOTATIONS = 20
"""Python-Markdown's own priorities."""

_HEADING = late(r"(?:^|\n) {0,3}(#{1,6})(?=[ \n]|$)([^\n]*)")
_UNDERLINED = late(r" {0,3}([^ >\n][^\n]*)\n {0,3}(=+|-+) *(?:\n|$)")
_QUOTED = late(r"(?:^|\n) {0,3}>")
_QUOTE = late(r" {0,3}> ?")


class HeadingProcessor(BlockProcessor):
    """Makes headings of ``#`` and a space; ``###`` or ``# # #`` alone ends a release and stays."""

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether a heading is in the block."""
        return _HEADING.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the first heading of a block; give back what follows."""
        block = blocks.pop(0)
        found = _HEADING.search(block)
        assert found is not None
        if found.start():
            self.parser.parseBlocks(parent, [block[: found.start()]])
        words = found[2].strip(" ")
        bare = words.rstrip("#")
        if not bare or bare.endswith(" "):
            words = bare.rstrip(" ")
        if words.strip("# "):
            SubElement(parent, f"h{len(found[1])}").text = words
        else:
            SubElement(parent, "p").text = found[0].strip()
        after = block[found.end() + 1 :]
        if after:
            blocks.insert(0, after)


class UnderlinedProcessor(BlockProcessor):
    """Makes headings of single lines with a line of ``=`` or ``-`` below."""

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether the block begins with one."""
        found = _UNDERLINED.match(block)
        return found is not None and not is_rule(found[1])

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the heading; give back what follows."""
        block = blocks.pop(0)
        found = _UNDERLINED.match(block)
        assert found is not None
        SubElement(parent, "h1" if found[2][0] == "=" else "h2").text = found[1].strip(" ")
        if found.end() < len(block):
            blocks.insert(0, block[found.end() :])


class QuotationProcessor(BlockProcessor):
    """Makes quotations of ``>``; a line without it joins only a quoted paragraph."""

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether a quotation is in the block."""
        return _QUOTED.search(block) is not None and not nearing_recursion_limit()

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the first quotation of a block; give back what follows."""
        block = blocks.pop(0)
        found = _QUOTED.search(block)
        assert found is not None
        place = found.start()
        if place:
            self.parser.parseBlocks(parent, [block[:place]])
            place += 1
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
        if place < len(block):
            blocks.insert(0, block[place:])


def _goes_on(before: str, line: str) -> bool:
    """Decide whether a line without ``>`` belongs to the quoted paragraph before it."""
    paragraph = bool(before.strip(" ")) and not before.startswith((" " * 4, "#"))
    return paragraph and not begins_other(line) and not is_rule(before)
