"""Fenced code wherever CommonMark has it: in lists, in quotations, with words behind its language.

Python-Markdown knows a fence at the beginning of a line alone, and reads any other as code within
a line. Its own reader still writes the code.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from communique.patterns import late
from communique.text.blocks import FoundProcessor
from communique.text.lists import MARKER
from communique.values import dataclass

NAME, PRIORITY = "fenced_code_block", 25
"""Python-Markdown's own."""

ASIDE_PRIORITY = 73
"""After lists."""

LOOKS_BACK = 200
"""Lines above a fence in which its list's item must begin."""

INDENT = 3
"""Spaces that a fence may be indented by in its place."""

_OPEN = late(rf"((?: *{MARKER} +| *>)* *)(`{{3,}}(?=[^`]*$)|~{{3,}})([^\n]*)")
_QUOTE = late(r" *> ?")
_MARKER = late(rf" *{MARKER} +")
_LANGUAGE = late(r" *([\w#.+-]*)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Fence:
    """The beginning of a block of code: how deep in quotations, how far in, and what its end is."""

    prefix: str
    quotes: int
    width: int
    sign: str
    language: str
    bound: bool
    """Whether each line must be indented so far, as in an item of a list."""


class FencePreprocessor(Preprocessor):
    """Puts fenced code aside that Python-Markdown would not find."""

    def __init__(self, md: Markdown, fenced: FencedBlockPreprocessor) -> None:
        super().__init__(md)
        self.fenced = fenced
        self.endless: int | None = None
        """The line, from 0, of the first fence that has no end; its words stay text."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with a placeholder for each block of code; the others are read after."""
        return self.fenced.run(self._put_aside(lines))

    def _put_aside(self, lines: list[str]) -> list[str]:
        done: list[str] = []
        unclosed: dict[tuple[str, int], tuple[int, int]] = {}
        unended: set[str] = set()
        number = 0
        while number < len(lines):
            line = lines[number]
            number += 1
            opening = _OPEN.match(line) if "```" in line or "~~~" in line else None
            if opening is None:
                done.append(line)
                continue
            if not opening[1] and ("{" in opening[3] or "hl_lines=" in opening[3]):
                # Options are Python-Markdown's; what stands between such fences is no fence.
                end = _find_line(opening[2], lines, number, unended)
                if end == number:
                    self._note(number - 1)
                done += lines[number - 1 : end]
                number = end
                continue
            fence = _open(opening[1], opening[2], opening[3], done)
            key = (fence.sign[0], fence.quotes) if fence else ("", 0)
            if fence is None or (
                number < unclosed.get(key, (0, 0))[0] and len(fence.sign) >= unclosed[key][1]
            ):
                done.append(line)
                continue
            code, end, closed = _read(lines, number, fence)
            if not closed:
                self._note(number - 1)
                unclosed[key] = (end, len(fence.sign))
                done.append(line)
                continue
            aside = fence.prefix + self._store(fence, code)
            done += [aside] if fence.prefix else ["", aside, ""]
            number = end
        return done

    def _note(self, line: int) -> None:
        self.endless = line if self.endless is None else self.endless

    def _store(self, fence: _Fence, code: list[str]) -> str:
        """Have the code written and put aside; return its placeholder."""
        sign = fence.sign[0]
        longest = max((len(line) for line in code if line.strip(" ")[:3] == sign * 3), default=0)
        mark = sign * max(len(fence.sign), longest + 1)
        return "".join(self.fenced.run([f"{mark}{fence.language}", *code, mark]))


def _find_line(sign: str, lines: list[str], number: int, unended: set[str]) -> int:
    """Return the line after the next with this sign, or the same; ``unended`` keeps its sign."""
    if sign not in unended:
        for place in range(number, len(lines)):
            if lines[place].rstrip() == sign:
                return place + 1
        unended.add(sign)
    return number


def _open(prefix: str, sign: str, words: str, above: list[str]) -> _Fence | None:
    """Return the fence that begins so; None if four spaces make the line indented code."""
    quotes = prefix.count(">")
    inner = prefix.rpartition(">")[2]
    if quotes and inner[:1] == " ":
        inner = inner[1:]
    listed = bool(inner.strip())
    width = len(inner)
    if not listed and width > INDENT and not _is_in_item(width, quotes, above):
        return None
    language = _LANGUAGE.match(words)
    bound = listed or width > INDENT
    return _Fence(prefix, quotes, width, sign, language[1] if language else "", bound)


def _is_in_item(width: int, quotes: int, above: list[str]) -> bool:
    """Decide whether a line so far in is of an item that begins above it."""
    for line in reversed(above[-LOOKS_BACK:]):
        inner = _strip_quotes(line, quotes)
        if inner is None:
            return False
        marker = _MARKER.match(inner)
        if marker and marker.end() <= width <= marker.end() + INDENT:
            return True
        if inner.strip() and not inner.startswith(" ") and not marker:
            return False
    return False


def _strip_quotes(line: str, quotes: int) -> str | None:
    """Return a line without the signs of so many quotations; None where it has fewer."""
    for _ in range(quotes):
        quote = _QUOTE.match(line)
        if quote is None:
            return None
        line = line[quote.end() :]
    return line


def _read(lines: list[str], number: int, fence: _Fence) -> tuple[list[str], int, bool]:
    """Return the code from a line on, the line after it, and whether it is closed."""
    code: list[str] = []
    for place in range(number, len(lines)):
        line = _strip_quotes(lines[place], fence.quotes)
        if line is None:
            return code, place, False
        words = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if words and fence.bound and indent < fence.width:
            return code, place, False
        ends = words.startswith(fence.sign) and not words.strip(fence.sign[0])
        if ends and indent <= fence.width + INDENT:
            return code, place + 1, True
        code.append(line[min(indent, fence.width) :])
    return code, len(lines), False


class AsideProcessor(FoundProcessor):
    """Parts what was put aside from the lines of text around it."""

    pattern = late(rf"(?:^|\n) {{0,3}}({STX}wzxhzdk:[0-9]+\x03) *(?=\n|$)")

    def make(self, parent: Element, block: str, found: re.Match[str]) -> str:
        """Make a paragraph of it alone."""
        SubElement(parent, "p").text = found[1]
        return block[found.end() :].lstrip("\n")
