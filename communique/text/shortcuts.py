"""Ways past Python-Markdown's searches where they cannot find anything: same HTML, sooner.

Every block of a text is offered to each of some seventeen block processors, and every paragraph is
searched for each of some fifteen inline patterns, though most paragraphs are prose without a single
mark. What begins with a lookbehind or looks for the end of a line is tried at every character.
"""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import blockprocessors as block
from markdown import inlinepatterns as inline
from markdown.blockparser import BlockParser
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from communique.text.signs import BLOCKS, INLINE, LINES, PREPROCESSORS, TREES, UNTIDY, Signs

__all__ = ["take_shortcuts"]

BEFORE_INLINE = 21
AFTER_INLINE = 19
"""Python-Markdown's own tree processor of inline patterns has priority 20."""


def take_shortcuts(md: Markdown) -> None:
    """Ask for a sign before all that is Python-Markdown's own; what others add is always tried."""
    # Asked twice for each element, and it looks through a list.
    md.is_block_level = lru_cache(maxsize=512)(md.is_block_level)  # type: ignore[method-assign]
    for preprocessor in md.preprocessors:
        if signs := PREPROCESSORS.get(type(preprocessor)):
            _sign_preprocessor(preprocessor, signs)
        elif type(preprocessor) is NormalizeWhitespace:
            _sign_whitespace(preprocessor)
    for treeprocessor in md.treeprocessors:
        if sign := TREES.get(type(treeprocessor)):
            _sign_tree(treeprocessor, sign)
    for processor in md.parser.blockprocessors:
        if signs := BLOCKS.get(type(processor)):
            _sign_block(processor, signs)
    _pass_lines(md.parser)
    patterns: list[tuple[inline.Pattern, Signs]] = []
    for pattern in md.inlinePatterns:
        signs = INLINE.get(pattern.pattern, ())
        if not signs or not isinstance(pattern, inline.InlineProcessor):
            return
        patterns.append((pattern, signs))
    md.treeprocessors.register(Marker(md, patterns), "mark prose", BEFORE_INLINE)
    md.treeprocessors.register(Unmarker(md), "unmark prose", AFTER_INLINE)


def _pass_lines(parser: BlockParser) -> None:
    """Make a paragraph of each line that can be nothing else, without asking who wants it."""
    processors = list(parser.blockprocessors)
    paragraph = processors[-1]
    if type(paragraph) is not block.ParagraphProcessor or not LINES.issuperset(
        map(type, processors)
    ):
        return

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            first = blocks[0]
            if first[:1].isalpha() and "\n" not in first:
                paragraph.run(parent, blocks)
                continue
            for processor in processors:
                if processor.test(parent, first) and processor.run(parent, blocks) is not False:
                    break

    parser.parseBlocks = parse_blocks  # type: ignore[method-assign]


def _sign_preprocessor(preprocessor: Preprocessor, signs: Signs) -> None:
    run = preprocessor.run

    def signed(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if _has(text, signs) else lines

    preprocessor.run = signed  # type: ignore[method-assign]


def _sign_whitespace(preprocessor: Preprocessor) -> None:
    run = preprocessor.run

    def signed(lines: list[str]) -> list[str]:
        # A tidy text only has an empty line added, and its own line break.
        return run(lines) if _has("\n".join([*lines, ""]), UNTIDY) else [*lines, "", ""]

    preprocessor.run = signed  # type: ignore[method-assign]


def _sign_tree(treeprocessor: Treeprocessor, sign: str) -> None:
    run = treeprocessor.run

    def signed(root: Element) -> Element | None:
        found = sign in "".join(root.itertext()) or any(
            sign in str(value) for element in root.iter() for value in element.attrib.values()
        )
        return run(root) if found else None

    treeprocessor.run = signed  # type: ignore[method-assign]


def _sign_block(processor: block.BlockProcessor, signs: Signs) -> None:
    test = processor.test

    def signed(parent: Element, text: str) -> bool:
        return _has(text, signs) and test(parent, text)

    processor.test = signed  # type: ignore[method-assign, assignment]  # its "block" has our name


def _has(text: str, signs: Signs) -> bool:
    for sign in signs:  # noqa: SIM110 - any() takes three times as long
        if sign in text:
            return True
    return False


class Prose(AtomicString):
    """A text without any sign of markup; Markdown's inline processor passes by such a text."""


class Marker(Treeprocessor):
    """Marks texts without signs as prose, and leaves the patterns that the others may match."""

    def __init__(self, md: Markdown, patterns: list[tuple[inline.Pattern, Signs]]) -> None:
        super().__init__(md)
        self.patterns = patterns
        every = {STX, *(sign for _, signs in patterns for sign in signs)}
        # A text with "![" has "[" in it.
        self.signs = tuple(
            sign for sign in sorted(every) if not any(other in sign for other in every - {sign})
        )
        self.processor = md.treeprocessors["inline"]

    def run(self, root: Element) -> None:
        """Mark the texts in the tree."""
        signed = []
        for element in root.iter():
            text, tail = element.text, element.tail
            if text and not isinstance(text, AtomicString):
                if _has(text, self.signs):
                    signed.append(text)
                else:
                    element.text = Prose(text)
            if tail and not isinstance(tail, AtomicString):
                if _has(tail, self.signs):
                    signed.append(tail)
                else:
                    element.tail = Prose(tail)
        every = "\n".join(signed)
        wanted = [pattern for pattern, signs in self.patterns if _has(every, signs)]
        self.processor.inlinePatterns = wanted  # type: ignore[attr-defined]


class Unmarker(Treeprocessor):
    """Takes the mark off again: what comes later reads prose like any other text."""

    def run(self, root: Element) -> None:
        """Unmark the texts in the tree."""
        for element in root.iter():
            if isinstance(element.text, Prose):
                element.text = str(element.text)
            if isinstance(element.tail, Prose):
                element.tail = str(element.tail)
