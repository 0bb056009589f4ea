"""The Markdown of a text: Python-Markdown, brought to what CommonMark's readers expect.

Whatever a text says stands on its page: no sign of a transcript, of a price or of a press's end is
taken for markup that it is not. docs/decisions/0032 has the reasons, and what still differs.
"""

from __future__ import annotations

from string import punctuation
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown import inlinepatterns as inline
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import attr_list, def_list, fenced_code

from communique.text import fences, linking
from communique.text.lists import PRIORITY, ListProcessor
from communique.text.patterns import late

if TYPE_CHECKING:
    from markdown import Markdown

ATTRIBUTES = r"\{:[ ]*([^\}\n ][^\n]*)\}"
"""An attribute list in its own form; other braces are words."""

DEFINITION = late(r"(^|\n)[ ]{0,3}:[ ]{3}(.*?)(\n|$)")
"""A definition beyond doubt: a transcript has lines with a colon and one space, too."""

LINE_END = r"\\\n"
"""A backslash at the end of a line, which breaks it."""

AFTER_ESCAPES = 178
HEADINGS = 70
"""Python-Markdown's own priorities: escapes have 180."""

_HEADING = late(r"(?:^|\n) {0,3}(#{1,6})(?=[ \n]|$)([^\n]*)")


def adopt(md: Markdown) -> None:
    """Teach an instance our Markdown; what its extensions add stays."""
    md.ESCAPED_CHARS = list(punctuation)
    if md.delimiters is not None:
        md.delimiters.add("~", "del", double=True)
    md.inlinePatterns.register(
        inline.SubstituteTagInlineProcessor(LINE_END, "br"), "backslash break", AFTER_ESCAPES
    )
    blocks = md.parser.blockprocessors
    for name in ("indent", "olist", "ulist"):
        blocks.deregister(name, strict=False)
    blocks.register(ListProcessor(md.parser), "list", PRIORITY)
    blocks.register(HeadingProcessor(md.parser), "hashheader", HEADINGS)
    blocks.register(fences.AsideProcessor(md.parser), "aside", fences.ASIDE_PRIORITY)
    md.inlinePatterns.register(linking.AddressProcessor(md), "bare address", linking.PRIORITY)
    for fenced in list(md.preprocessors):
        if isinstance(fenced, fenced_code.FencedBlockPreprocessor):
            md.preprocessors.register(
                fences.FencePreprocessor(md, fenced), "fences", fences.PRIORITY
            )
    for block in blocks:
        if isinstance(block, def_list.DefListProcessor):
            block.RE = DEFINITION
        elif isinstance(block, def_list.DefListIndentProcessor):
            block.ITEM_TYPES, block.LIST_TYPES = ["dd"], ["dl"]
    for tree in md.treeprocessors:
        if isinstance(tree, attr_list.AttrListTreeprocessor):
            tree.HEADER_RE = late(rf"[ ]+{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
            tree.BLOCK_RE = late(rf"\n[ ]*{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
            tree.INLINE_RE = late(rf"^{ATTRIBUTES}")  # type: ignore[misc]


class HeadingProcessor(BlockProcessor):
    """Makes headings of lines that begin with ``#`` and a space.

    ``###`` alone, or ``# # #``, is how a press ends a release: it is shown as it was written.
    """

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether a heading is in the block."""
        return _HEADING.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the first heading of a block; give back what follows."""
        block = blocks.pop(0)
        found = _HEADING.search(block)
        if found is None:
            blocks.insert(0, block)
            return
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
