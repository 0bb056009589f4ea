"""Lists as CommonMark reads them, in the place of Python-Markdown's.

Python-Markdown numbers every list from 1, joins lists of different kinds, and nests by four spaces
alone. A newsroom's points are cited by their numbers, so each item keeps the number that was
written. What differs from CommonMark on purpose is in docs/decisions/0032.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import STX

from communique.patterns import late
from communique.values import dataclass

PRIORITY = 74
"""After code (80) and tables (75), whose second line may be ``- | -``; before headings (70)."""

STATE = "item"
"""The parser's state within an item; its own ``list`` would write paragraphs without ``<p>``."""

SHORTEST_RULE = 3
CODE = 4
"""Spaces that make code of a line."""

MARKER = r"(?:[-*+]|[0-9]{1,9}[.)])"
"""What an item of a list begins with."""

_BEGIN = late(rf" {{0,3}}{MARKER}(?: +[^ \n]| *\n {{2,}}[^ \n])")
"""A bullet alone is no list: a press text may have one at its end."""

_MARKER = late(rf" *({MARKER})( +|$)")
_WITHIN = late(rf"\n {{0,3}}{MARKER} +[^ \n]")
_LINE = late(r"[^\n]+")
_OTHER = late(rf" {{0,3}}(?:#{{1,6}}(?: |$)|>|{STX})")
"""What ends a list without an empty line: a heading, a quotation, HTML or code put aside."""


@dataclass(slots=True)
class _Item:
    """One item: its number, where its marker and its text begin, and its lines from there on."""

    number: int
    begin: int
    width: int
    lines: list[str] = field(default_factory=list)


def is_rule(line: str) -> bool:
    """Decide whether a line is a rule across the page: three or more of one sign."""
    signs = line.strip(" ")
    sign = signs[:1]
    alone = sign in {"-", "*", "_"} and not signs.strip(f"{sign} ")
    return alone and signs.count(sign) >= SHORTEST_RULE


def begins_other(line: str) -> bool:
    """Decide whether a line cannot go on with a paragraph of a list or of a quotation."""
    return bool(_OTHER.match(line) or _BEGIN.match(line)) or is_rule(line)


class ListProcessor(BlockProcessor):
    """Makes lists of lines that begin with a bullet or a number."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._parted = 0
        self.is_prose: Callable[[str], bool] = lambda _: False
        """Decides whether a line is sure to be a paragraph; what is not sure is parsed."""

    def test(self, _parent: Element, block: str) -> bool:
        """Decide whether a list begins with the block, or in it."""
        return _begins(block, 0) or ("\n" in block and _find_within(block) > 0)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take the lists that begin here off the blocks; give back what follows."""
        if not _begins(blocks[0], 0):
            block = blocks.pop(0)
            place = _find_within(block)
            blocks.insert(0, block[place + 1 :])
            self.parser.parseBlocks(parent, [block[:place]])
            return
        lines = _Lines(blocks)
        while lines.begin_list():
            self._make(parent, lines)
        lines.give_back()
        self._parted += lines.parted

    def _make(self, parent: Element, lines: _Lines) -> None:
        kind, items, loose = _take(lines)
        made = SubElement(parent, "ul" if kind in "-*+" else "ol")
        tight = not loose and all(len(item.lines) == 1 for item in items)
        for item in items:
            element = SubElement(made, "li")
            if tight and self.is_prose(item.lines[0]):
                element.text = item.lines[0]
                continue
            blocks = "\n".join(item.lines).split("\n\n")
            parts, outside, self._parted = len(blocks), self._parted, 0
            self.parser.state.set(STATE)
            self.parser.parseBlocks(element, blocks)
            self.parser.state.reset()
            # An empty line within a list of the item does not part the item itself.
            loose = loose or parts - 1 > self._parted
            self._parted = outside
        if made.tag == "ol":
            _number(made, [item.number for item in items])
        if not loose:
            for element in made:
                _tighten(element)


class _Lines:
    """The lines of blocks, one after the other. It leaves a block in place until it reads it."""

    def __init__(self, blocks: list[str]) -> None:
        self.parted = 0
        """How many blocks were passed besides the first."""
        self.blanks = 0
        """How many empty lines stand before the line that ``peek`` returned."""
        self._blocks = blocks
        self._block = blocks.pop(0)
        self._place = self._end = 0
        self._passing = 0

    def begin_list(self) -> bool:
        """Decide whether a list begins at this very place."""
        return _begins(self._block, self._place)

    def peek(self) -> str:
        """Return the next line that is not empty; an empty line without one."""
        self._passing, place = 0, self._place
        line = _LINE.search(self._block, place)
        while line is None and self._passing < len(self._blocks):
            line = _LINE.search(self._blocks[self._passing])
            self._passing, place = self._passing + 1, 0
        if line is None:
            return ""
        self.blanks = line.start() - place + max(0, 2 * self._passing - 1)
        self._end = line.end() + 1
        return line[0]

    def take(self) -> None:
        """Pass the line that ``peek`` returned."""
        if self._passing:
            self._block = self._blocks[self._passing - 1]
            del self._blocks[: self._passing]
            self.parted += self._passing
        self._place = self._end

    def give_back(self) -> None:
        """Put what was not passed back before the blocks."""
        if self._place < len(self._block):
            self._blocks.insert(0, self._block[self._place :])


def _begins(block: str, place: int) -> bool:
    begin = _BEGIN.match(block, place)
    if begin is None:
        return False
    end = block.find("\n", place)
    return not is_rule(block[place:] if end < 0 else block[place:end])


def _find_within(block: str) -> int:
    """Return where a line ends with a list below, or -1; a number but 1 needs a colon or a next."""
    for found in _WITHIN.finditer(block):
        line, _, after = block[found.start() + 1 : found.end() + 10_000].partition("\n")
        if is_rule(line):
            continue
        marker = _MARKER.match(line)
        number = marker[1] if marker else ""
        if number[:-1] in {"", "1"} or block[found.start() - 1] in ":：":
            return found.start()
        if after.lstrip(" ").startswith(f"{int(number[:-1]) + 1}{number[-1]} "):
            return found.start()
    return -1


def _take(lines: _Lines) -> tuple[str, list[_Item], bool]:
    """Take one list: return its mark, its items, and whether empty lines part them."""
    kind, loose = "", False
    items: list[_Item] = []
    while line := lines.peek():
        indent = len(line) - len(line.lstrip(" "))
        if items and _holds(items[-1], line, indent, kind, blank=lines.blanks > 0):
            item = items[-1]
            item.lines += [""] * lines.blanks
            item.lines.append(line[min(indent, item.width) :])
        else:
            marker = None if is_rule(line) else _MARKER.match(line)
            if marker is None or (kind and marker[1][-1] != kind) or indent >= CODE:
                break
            loose = loose or (bool(items) and lines.blanks > 0)
            kind = marker[1][-1]
            items.append(_open(line, indent, marker[1], marker.end()))
        lines.take()
    return kind, items, loose


def _open(line: str, begin: int, marker: str, end: int) -> _Item:
    """Return the item that a line begins; its text begins up to four spaces behind its marker."""
    after = begin + len(marker)
    width = end if end < len(line) and end - after <= CODE else after + 1
    number = int(marker[:-1]) if len(marker) > 1 else 0
    return _Item(number, begin, width, [line[width:]])


def _holds(item: _Item, line: str, indent: int, kind: str, *, blank: bool) -> bool:
    """Decide whether a line is an item's: by four spaces, or by two with a list of another kind."""
    if blank and not any(item.lines):
        return False
    if indent >= item.width:
        return True
    if is_rule(line):
        return False
    marker = _MARKER.match(line)
    if marker and marker.end() < len(line):
        other = marker[1][-1] != kind
        return indent >= CODE or (other and indent >= item.begin + 2)
    if blank:
        return indent >= CODE
    return not _OTHER.match(line) and not (marker and marker[1][-1] == kind)


def _number(made: Element, numbers: list[int]) -> None:
    """Keep the numbers of a list; if all are 1, or all are 0, count its items."""
    expected = numbers[0]
    if expected != 1:
        made.set("start", str(expected))
    if set(numbers) in ({0}, {1}):
        return
    for element, number in zip(made, numbers, strict=True):
        if number != expected:
            element.set("value", str(number))
        expected = number + 1


def _tighten(item: Element) -> None:
    """Take paragraphs out of an item whose parts no empty line parts; their words stay."""
    before: Element | None = None
    for child in list(item):
        text = child.text or ""
        if child.tag != "p" or text.startswith(STX):
            before = child
            continue
        item.remove(child)
        if before is None:
            item.text = f"{item.text}\n{text}" if item.text else text
        else:
            before.tail = f"{before.tail or ''}\n{text}"
