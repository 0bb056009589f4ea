"""The Markdown of a text: Python-Markdown, brought to what CommonMark's readers expect.

Whatever a text says stands on its page: no sign of a transcript, of a price or of a press's end is
taken for markup that it is not. docs/decisions/0032 has the reasons, and what still differs.
"""

import re
from string import punctuation

from markdown import Markdown
from markdown import inlinepatterns as inline
from markdown.blockprocessors import HRProcessor
from markdown.extensions import attr_list, def_list, fenced_code

from communique.patterns import late
from communique.text import fences, linking
from communique.text.blocks import (
    HEADINGS,
    QUOTATIONS,
    UNDERLINED,
    HeadingProcessor,
    QuotationProcessor,
    UnderlinedProcessor,
)
from communique.text.lists import PRIORITY, ListProcessor

ATTRIBUTES = r"\{:[ ]*([^\}\n ][^\n]*)\}"
"""An attribute list in its own form; other braces are words."""

DEFINITION = late(r"(^|\n)[ ]{0,3}:[ ]{3}(.*?)(\n|$)")
"""A definition beyond doubt: a transcript has lines with a colon and one space, too."""

LINE_END = r"\\\n"
"""A backslash at the end of a line, which breaks it."""

AFTER_ESCAPES = 178
MAIL = 110
"""Python-Markdown's escapes have 180, its links of mail in angle brackets 110."""

RULE = late(r"^ {0,3}(?:(?:-[ ]*+){3,}+|(?:_[ ]*+){3,}+|(?:\*[ ]*+){3,}+)$", re.MULTILINE)
"""A rule across the page, with any spaces between its signs."""

LABEL = late(r"\[([^\]]*)\]")
"""The name of an address, right behind the words in brackets: no space makes one of the two."""


def adopt(md: Markdown) -> None:
    """Teach an instance our Markdown; what its extensions add stays."""
    blocks = md.parser.blockprocessors
    for name in ("indent", "olist", "ulist"):
        blocks.deregister(name, strict=False)
    blocks.register(ListProcessor(md.parser), "list", PRIORITY)
    blocks.register(fences.AsideProcessor(md.parser), "aside", fences.ASIDE_PRIORITY)
    blocks.register(HeadingProcessor(md.parser), "hashheader", HEADINGS)
    blocks.register(UnderlinedProcessor(md.parser), "setextheader", UNDERLINED)
    blocks.register(QuotationProcessor(md.parser), "quote", QUOTATIONS)
    for fenced in list(md.preprocessors):
        if isinstance(fenced, fenced_code.FencedBlockPreprocessor):
            own = fences.FencePreprocessor(md, fenced)
            md.preprocessors.register(own, fences.NAME, fences.PRIORITY)
    _adopt_inline(md)
    _set_patterns(md)


def _adopt_inline(md: Markdown) -> None:
    md.ESCAPED_CHARS = list(punctuation)
    if md.delimiters is not None:
        md.delimiters.add("~", "del", double=True)
    patterns = md.inlinePatterns
    line_end = inline.SubstituteTagInlineProcessor(LINE_END, "br")
    patterns.register(line_end, "backslash break", AFTER_ESCAPES)
    patterns.register(linking.MailProcessor(inline.AUTOMAIL_RE, md), "automail", MAIL)
    address = linking.AddressProcessor(linking.STAND_IN, md)
    patterns.register(address, "bare address", linking.PRIORITY)


def _set_patterns(md: Markdown) -> None:
    """Set the patterns of those parts of Python-Markdown that stay."""
    for block in md.parser.blockprocessors:
        if isinstance(block, def_list.DefListProcessor):
            block.RE = DEFINITION
        elif isinstance(block, def_list.DefListIndentProcessor):
            block.ITEM_TYPES, block.LIST_TYPES = ["dd"], ["dl"]
        elif isinstance(block, HRProcessor):
            block.SEARCH_RE = RULE  # type: ignore[misc]
    for pattern in md.inlinePatterns:
        if isinstance(pattern, inline.ReferenceInlineProcessor):
            pattern.RE_LINK = LABEL  # type: ignore[misc]
    for tree in md.treeprocessors:
        if isinstance(tree, attr_list.AttrListTreeprocessor):
            tree.HEADER_RE = late(rf"[ ]+{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
            tree.BLOCK_RE = late(rf"\n[ ]*{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
            tree.INLINE_RE = late(rf"^{ATTRIBUTES}")  # type: ignore[misc]
