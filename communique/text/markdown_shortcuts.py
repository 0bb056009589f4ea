"""Shortcuts past Python-Markdown's searches that cannot find anything: same HTML, faster.

Python-Markdown offers every block to some seventeen block processors, and searches every paragraph
for some fifteen inline patterns. Most paragraphs are prose without a single mark. Patterns that
begin with a lookbehind, or that look for the end of a line, are tried at every character.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown import blockprocessors as block
from markdown import inlinepatterns as inline
from markdown.blockparser import BlockParser
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString

from communique.patterns import late
from communique.text.lists import ListProcessor
from communique.text.markdown_signs import (
    BLOCKS,
    INLINE,
    LINES,
    PREPROCESSORS,
    SPACED,
    TREES,
    UNTIDY,
    Signs,
)

FIRST = 1000
BEFORE_INLINE = 21
AFTER_INLINE = 19
"""Python-Markdown's own tree processor of inline patterns has priority 20."""


OPENING = "*_\"'“‘«("
"""Signs before the first letter of a line that do not keep it from being a paragraph."""


PLAIN = late(
    r"[*\[](?:(?<=(?<!\S)\*)(\*?)(?=[^\s*])([^*]+)(?<=\S)\*\1(?!\*)"
    r"|(?<=\[)(?<!!\[)(?=[^\s^])([^\[\]]+)\]\((https?://[^\s()<>\"'\\&\x02`\[\]]+)\))"
)
"""Emphasis after a space, or a link with a plain address: both have only one meaning. The pattern
begins with one set of signs, so that the search is fast."""

PLAIN_OF = (
    (inline.LINK_RE, inline.LinkInlineProcessor),
    (r"\*|_|\~", inline.DelimiterProcessor),
)
"""What reads these in Python-Markdown."""

PARTS = 5
"""Of what ``PLAIN`` splits: text, and what the four groups found."""


class Written(Preprocessor):
    """Keeps the text as it was written, in which signs are looked for."""

    text = ""

    def run(self, lines: list[str]) -> list[str]:
        """Leave the lines as they are."""
        self.text = "\n".join([*lines, ""])
        return lines

    def is_untidy(self) -> bool:
        """Decide whether whitespace of the text must be normalised."""
        return has_sign(self.text, UNTIDY) or SPACED.search(self.text) is not None


def take_shortcuts(md: Markdown) -> None:
    """Skip what is Python-Markdown's own if its signs are missing; what others add always runs."""
    written = Written(md)
    # Asked twice for each element, and it looks through a list.
    md.is_block_level = lru_cache(maxsize=512)(md.is_block_level)  # type: ignore[method-assign]
    # What another extension does before the blocks may bring any sign.
    ours = {*PREPROCESSORS, NormalizeWhitespace}.issuperset(map(type, md.preprocessors))
    for preprocessor in md.preprocessors if ours else ():
        if signs := PREPROCESSORS.get(type(preprocessor)):
            _run_if(preprocessor, _has_signs(written, signs), lambda lines: lines)
        else:  # a tidy text only has an empty line added, and its own line break
            _run_if(preprocessor, written.is_untidy, lambda lines: [*lines, "", ""])
    if ours:
        md.preprocessors.register(written, "written", FIRST)
    _sign_blocks(md.parser)
    patterns: list[tuple[inline.Pattern, Signs]] = []
    for pattern in md.inlinePatterns:
        signs = INLINE.get(pattern.pattern, ())
        if not signs or not isinstance(pattern, inline.InlineProcessor):
            return
        patterns.append((pattern, signs))
    for treeprocessor in md.treeprocessors if ours else ():
        if sign := TREES.get(type(treeprocessor)):
            _run_if(treeprocessor, _has_signs(written, (sign,), md), lambda _: None)
    marker = Marker(md, patterns)
    md.treeprocessors.register(marker, "mark prose", BEFORE_INLINE)
    md.treeprocessors.register(Unmarker(marker), "unmark prose", AFTER_INLINE)


def _sign_blocks(parser: BlockParser) -> None:
    """Offer a block only to processors whose signs it has; a line of prose becomes a paragraph."""
    processors = list(parser.blockprocessors)
    asked = [(BLOCKS.get(type(each), ("",)), each) for each in processors]
    paragraph = processors[-1]
    passes = type(paragraph) is block.ParagraphProcessor and LINES.issuperset(map(type, processors))
    for processor in processors if passes else ():
        if isinstance(processor, ListProcessor):
            processor.is_prose = _is_prose

    def parse_blocks(parent: Element, blocks: list[str]) -> None:
        while blocks:
            first = blocks[0]
            if passes and _is_prose(first):
                paragraph.run(parent, blocks)
                continue
            lines = f"\n{first}"
            for signs, processor in asked:
                if (
                    has_sign(lines, signs)
                    and processor.test(parent, first)
                    and processor.run(parent, blocks) is not False
                ):
                    break

    parser.parseBlocks = parse_blocks  # type: ignore[method-assign]


def has_sign(text: str, signs: Iterable[str]) -> bool:
    """Decide whether a text has one of some signs."""
    for sign in signs:  # noqa: SIM110 - any() takes three times as long
        if sign in text:
            return True
    return False


def _is_prose(text: str) -> bool:
    return text.lstrip(OPENING)[:1].isalpha() and "\n" not in text


def _run_if(processor: Any, wanted: Callable[[], object], otherwise: Callable[[Any], Any]) -> None:
    """Let a processor run where it is wanted; ``otherwise`` gives what it would return."""
    run = processor.run
    processor.run = lambda given: run(given) if wanted() else otherwise(given)


def _has_signs(written: Written, signs: Signs, md: Markdown | None = None) -> Callable[[], bool]:
    """Return a function that says whether a text has one of the signs, or something put aside."""
    letters = frozenset("".join(signs))  # a search for one takes a fifth of that for three
    return lambda: (
        bool(md and md.htmlStash.html_counter)
        or (has_sign(written.text, letters) and has_sign(written.text, signs))
    )


class Prose(AtomicString):
    """A text without any sign of markup; Markdown's inline processor passes by such a text."""


class Plain(Prose):
    """Prose with bold words, stressed words and links that can be nothing else; in ``parts``."""

    parts: list[str]


class Marker(Treeprocessor):
    """Marks texts without signs as prose, and keeps the patterns that other texts may match."""

    def __init__(self, md: Markdown, patterns: list[tuple[inline.Pattern, Signs]]) -> None:
        super().__init__(md)
        self.patterns = patterns
        every = {STX, *(sign for _, signs in patterns for sign in signs)}
        # A text with "![" has "[" in it.
        self.signs = tuple(
            sign for sign in sorted(every) if not any(other in sign for other in every - {sign})
        )
        self.processor = md.treeprocessors["inline"]
        self.wanted: list[inline.Pattern] = []
        self.processor.stashed_nodes = {}  # type: ignore[attr-defined]
        run = self.processor.run
        self.processor.run = lambda *given: run(*given) if self.wanted else None  # type: ignore[method-assign]
        own = {(pattern.pattern, type(pattern)) for pattern, _ in patterns}
        self.knows_plain = own.issuperset(PLAIN_OF)
        self.marked: list[Element] = []
        """The elements whose text is marked."""

    def run(self, root: Element) -> None:
        """Mark the texts in the tree."""
        texts, signed = [], []
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                texts.append((element, element.text))
            if element.tail and element.tail != "\n":
                signed.append(element.tail)
        self.marked.clear()
        whole = "\r".join([text for _, text in texts])
        signs = [sign for sign in self.signs if sign[-1] in whole and sign in whole]
        for element, text in texts:
            if not has_sign(text, signs):
                element.text = Prose(text)
                self.marked.append(element)
            elif self.knows_plain and (plain := _read_plain(text, signs)):
                element.text = plain
                self.marked.append(element)
            else:
                signed.append(text)
        every = "\r".join(signed)
        self.wanted = [
            pattern for pattern, signs in self.patterns if every and has_sign(every, signs)
        ]
        self.processor.inlinePatterns = self.wanted  # type: ignore[attr-defined]


def _read_plain(text: str, signs: list[str]) -> Plain | None:
    """Return a text whose every sign is of plain bold or stressed words or of a plain link."""
    parts = PLAIN.split(text)
    # Each is text, the second star, the stressed words, the words of a link, its address, text, ...
    words = [part for part in parts[::PARTS] + parts[2::PARTS] + parts[3::PARTS] if part]
    if len(parts) == 1 or has_sign("\r".join(words), signs):
        return None
    plain = Plain(text)
    plain.parts = parts
    return plain


class Unmarker(Treeprocessor):
    """Takes the marks off, so that later processors read prose like any other text."""

    def __init__(self, marker: Marker) -> None:
        super().__init__(marker.md)
        self.marker = marker

    def run(self, _root: Element) -> None:
        """Unmark the texts in the tree."""
        for element in self.marker.marked:
            if isinstance(element.text, Plain):
                _write_plain(element, element.text.parts)
            elif isinstance(element.text, Prose):
                element.text = str(element.text)


def _write_plain(element: Element, parts: list[str]) -> None:
    element.text = parts[0] or None
    for place, at in enumerate(range(1, len(parts), PARTS)):
        star, stressed, words, address, after = parts[at : at + PARTS]
        if stressed:
            made = Element("strong" if star else "em")
            made.text = stressed
        else:
            made = Element("a", {"href": address})
            made.text = words
        made.tail = after or None
        element.insert(place, made)
