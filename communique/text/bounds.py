"""Limits of a text: one that Markdown would need minutes for is refused.

Python-Markdown searches for the end of each bracket, code and tag, and copies a paragraph for each
mark in it. So its time grows with the number of marks times the length. This module estimates that
time by counting, which is fast. Each limit stands for about a second.
"""

import re
from collections import Counter
from collections.abc import Callable

from communique.patterns import late
from communique.text.lists import MARKER
from communique.values import dataclass

REACH = 4_000_000
"""Characters looked through for the ends of brackets, in all."""

CODES = 100_000_000
"""Backticks times the length of their paragraph."""

FENCES = 10_000_000_000
"""Fences of code times the length of the text."""

OPEN_TAGS = 40_000_000
"""Tags without an end times the length of the text; ``<![`` takes twenty times as long."""

MARKS = 1_000_000_000
"""Marks of any kind times the length of their paragraph."""

RULES = 150_000_000
"""Lines that are headings or rules times the length of their paragraph."""

ABBREVIATIONS = 40_000_000
"""Abbreviations times the length of the text."""

EXPLAINED = 20_000_000_000
"""Where abbreviations are explained, the length of each paragraph times itself."""

BRACES = 100_000_000
"""Opening braces that begin no link times the length of the text."""

CELLS = 100_000
"""Cells of tables: the bars of the widest line times the lines."""

SIGNS = dict(zip("*_`[&\\<>'\"", (16, 16, 16, 60, 10, 10, 10, 10, 5, 5), strict=True)) | {
    "~~": 16,
    "://": 60,
    "www.": 60,
    "@": 60,
}
"""Microseconds that each sign takes where it is emphasis, code, a link, a quotation and so on."""

ALL_SIGNS = 900_000
"""Microseconds for all of them; the longest of 513 real texts needs a seventieth."""

MOST_LINES = 50_000
MOST_TAGS = 5_000
MOST_NOTES = 3_000
MOST_SAME_NOTE = 1_000
SHORT = 10_000
"""A text of fewer characters cannot exceed the other limits."""

DEEPEST = 100
"""Levels of lists, of four spaces each."""

_BLOCKS = late(r"[^\n](?:[^\n]|\n(?![ \t]*\n))*")
_BRACKETS = late(r"\]\(|[\[\]()]")
_OPEN_TAG = late(r"<[A-Za-z/][^<>]*(?=<|\Z)")
_TAG = late(r"<[A-Za-z/!?]")
_LINE_RULE = late(r"^ {0,3}(?:#|([-_*])( *\1){2}|[-=]+ *$|>.*\n(?! *>))", re.MULTILINE)
"""Headings, rules, the lines under headings, and the last lines of quotations."""

_NOTE = late(r"\[\^[^\]]*\]")
_WITHIN = late(rf"\n *(?:(?:>|{MARKER}(?= )) *+){{{DEEPEST}}}")
_BRACE = late(r"\{(?!static|filename|attach)")
_MARKED = b"*_\\&<[`!@~/"
"""Marks of Markdown, of addresses and of what is struck out."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a text exceeds: the count, the line with the most, and the likely fix."""

    place: int
    found: str
    hint: str


def find_excess(text: str) -> Excess | None:
    """Return the limit that a text exceeds; None for any that an office writes."""
    # Most texts are short and have few signs: nothing else is counted.
    brackets = text.count("[")
    few = 2 * brackets * len(text) <= REACH and brackets <= MOST_SAME_NOTE
    if few and len(text) <= SHORT and "<" not in text and "|" not in text:
        return None
    for look in _LOOKS:
        excess = look(text)
        if excess is not None:
            return excess
    return None


def _find_lines(text: str) -> Excess | None:
    count = text.count("\n") + 1
    return Excess(0, f"{count} lines", "divide the text") if count > MOST_LINES else None


def _find_brackets(text: str) -> Excess | None:
    count = text.count("[")
    if 2 * count * len(text) <= REACH:  # twice, for the ( after each
        return None
    return _weigh(
        text, _reach, REACH, f"{count} [ of which many are not closed", r"write \[ for each"
    )


def _reach(block: str) -> int:
    """Return how many characters are passed on the way from each bracket to its end."""
    if "[" not in block:
        return 0
    square: list[int] = []
    round_: list[tuple[int, bool]] = []
    reach = 0
    for match in _BRACKETS.finditer(block):
        sign, at = match[0], match.start()
        if sign == "[":
            square.append(at)
        elif sign == "(":
            round_.append((at, False))
        elif sign == ")":
            if round_:
                start, counts = round_.pop()
                reach += (at - start) * counts
        else:
            if square:
                reach += at - square.pop()
            if sign == "](":
                round_.append((at, True))
    end = len(block)
    return reach + sum(end - at for at in square) + sum(end - at for at, counts in round_ if counts)


def _find_codes(text: str) -> Excess | None:
    if len(text) ** 2 <= CODES or ("`" not in text and "~" not in text):
        return None
    count, fences = text.count("`"), text.count("```") + text.count("~~~")
    if fences * len(text) > FENCES:
        place = max(text.find("```"), text.find("~~~"))
        return Excess(place, f"{fences} fences of code", "remove some")
    if count * len(text) <= CODES:
        return None
    found = f"{count} ` in long paragraphs"
    hint = r"write \` for each, or leave empty lines"
    return _weigh(text, lambda block: block.count("`") * len(block), CODES, found, hint)


def _find_tags(text: str) -> Excess | None:
    if "<" not in text:
        return None
    count = text.count("<![")
    if count * len(text) * 20 > OPEN_TAGS:
        return Excess(text.find("<!["), f"{count} <![", "write &lt;![ for each")
    if text.count("<") * len(text) > OPEN_TAGS:
        count = sum(1 for _ in _OPEN_TAG.finditer(text))
        if count * len(text) > OPEN_TAGS:
            place = next(match.start() for match in _OPEN_TAG.finditer(text))
            return Excess(place, f"{count} < without their >", "write &lt; for each")
    count = len(_TAG.findall(text)) if text.count("<") > MOST_TAGS else 0
    if count > MOST_TAGS:
        return Excess(text.find("<"), f"{count} tags of HTML", "write it in Markdown")
    return None


def _find_many(text: str) -> Excess | None:
    # Were every other sign emphasis: most texts are short enough not to count them.
    if len(text) * SIGNS["*"] + text.count("[") * SIGNS["["] <= ALL_SIGNS:
        return None
    counts = {sign: text.count(sign) for sign in SIGNS}
    if sum(counts[sign] * takes for sign, takes in SIGNS.items()) <= ALL_SIGNS:
        return None
    most = max(SIGNS, key=lambda sign: counts[sign] * SIGNS[sign])
    found = f"{counts[most]} {most} in {len(text)} characters"
    return Excess(text.find(most), found, "divide the text, or write fewer")


def _find_marks(text: str) -> Excess | None:
    count = _marks(text) if len(text) ** 2 > MARKS else 0
    if count * len(text) <= MARKS:
        return None
    hint = "leave empty lines in the text"
    found = f"{count} marks such as * and [ in long paragraphs"
    return _weigh(text, lambda block: _marks(block) * len(block), MARKS, found, hint)


def _marks(text: str) -> int:
    data = text.encode()
    # One pass over all takes less than a count of each.
    return len(data) - len(data.translate(None, _MARKED)) + text.count("www.")


def _find_rules(text: str) -> Excess | None:
    if len(text) ** 2 <= RULES or text.count("\n") * len(text) <= RULES:
        return None
    hint = "leave an empty line after each"
    found = f"{_rules(text)} headings or rules without empty lines"
    return _weigh(text, lambda block: _rules(block) * len(block), RULES, found, hint)


def _rules(text: str) -> int:
    return sum(1 for _ in _LINE_RULE.finditer(text))


def _find_cells(text: str) -> Excess | None:
    bars = text.count("|")
    if not bars or bars * text.count("\n") <= CELLS:
        return None
    return _weigh(text, _cells, CELLS, f"tables of too many cells, {bars} |", "divide the table")


def _cells(block: str) -> int:
    lines = block.split("\n") if "|" in block else [block]
    return max(line.count("|") for line in lines) * len(lines)


def _find_braces(text: str) -> Excess | None:
    if text.count("{") * len(text) <= BRACES:
        return None
    count = len(_BRACE.findall(text))
    found = f"{count} {{ that begin no link"
    return Excess(text.find("{"), found, "remove some") if count * len(text) > BRACES else None


def _find_notes(text: str) -> Excess | None:
    if "[" not in text:
        return None
    count = text.count("*[")
    if count * len(text) > ABBREVIATIONS:
        return Excess(text.find("*["), f"{count} *[", "explain fewer abbreviations")
    if count and len(text) ** 2 > EXPLAINED:
        found, hint = "abbreviations to explain in a long paragraph", "leave empty lines"
        excess = _weigh(text, lambda block: len(block) ** 2, EXPLAINED, found, hint)
        if excess:
            return excess
    count = text.count("[^")
    if count <= MOST_SAME_NOTE:
        return None
    most, times = Counter(_NOTE.findall(text)).most_common(1)[0] if "]" in text else ("", 0)
    if count > MOST_NOTES or times > MOST_SAME_NOTE:
        found = f"{times} times {most[:20]}" if times > MOST_SAME_NOTE else f"{count} [^"
        return Excess(text.find("[^"), found, "write fewer notes")
    return None


def _find_depth(text: str) -> Excess | None:
    for deep in ("\n" + "    " * DEEPEST, "\n" + "\t" * DEEPEST):
        if deep in text:
            hint = "remove some of the levels"
            return Excess(text.find(deep) + 1, f"a line {DEEPEST} levels deep", hint)
    within = _WITHIN.search(f"\n{text}")
    if within:
        found = f"quotations or lists {DEEPEST} levels deep"
        return Excess(within.start(), found, "remove some of the levels")
    return None


def _weigh(
    text: str, weight: Callable[[str], int], limit: int, found: str, hint: str
) -> Excess | None:
    """Return an excess where the paragraphs weigh more than the limit, at the heaviest."""
    weights = [(weight(block[0]), -block.start()) for block in _BLOCKS.finditer(text)]
    if sum(each for each, _ in weights) <= limit:
        return None
    return Excess(-max(weights)[1], found, hint)


_LOOKS = (
    _find_lines,
    _find_tags,
    _find_codes,
    _find_notes,
    _find_cells,
    _find_braces,
    _find_depth,
    _find_rules,
    _find_brackets,
    _find_marks,
    _find_many,
)
"""The most exact messages come first."""
