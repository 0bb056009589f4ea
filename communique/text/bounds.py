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

EXPLAINED = 20_000_000_000
"""Where abbreviations are explained, the length of each paragraph times itself."""

SIGNS = dict(zip("*_`[&\\<>'\"", (16, 16, 16, 60, 10, 10, 10, 10, 5, 5), strict=True)) | {
    "~~": 16,
    "://": 60,
    "www.": 60,
    "@": 60,
}
"""Microseconds that each sign takes as emphasis, code, a link, a quotation and so on."""

ALL_SIGNS = 900_000
"""Microseconds for all of them; the longest of 513 real texts needs a seventieth."""

MOST_LINES = 50_000
MOST_TAGS = 5_000
MOST_NOTES = 3_000
MOST_SAME_NOTE = 1_000

DEEPEST = 100
"""Levels of lists, of four spaces each."""

_BLOCKS = late(r"[^\n](?:[^\n]|\n(?![ \t]*\n))*")
_BRACKETS = late(r"\]\(|[\[\]()]")
_OPEN_TAG = late(r"<[A-Za-z/][^<>]*(?=<|\Z)")
_TAG = late(r"<[A-Za-z/!?]")
_LINE_RULE = late(r"^ {0,3}(?:#|(?:([-_*])(?: *\1){2})|[-=]+ *$|>.*\n(?! *>))", re.MULTILINE)
"""Headings, rules, the lines under headings, and the last lines of quotations."""

_NOTE = late(r"\[\^[^\]]*\]")
_WITHIN = late(rf"\n *(?:(?:>|{MARKER}(?= )) *+){{{DEEPEST}}}")
_BRACE = late(r"\{(?!static|filename|attach)")


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a text exceeds: the count, the line with the most, and the likely fix."""

    place: int
    found: str
    hint: str


@dataclass(frozen=True, slots=True)
class _Limit:
    """The ``most`` of something that a text may have, and the message for an editor.

    Each paragraph is weighed, or the ``whole`` text: by ``weight``, or by how many there are times
    the length. There are no more of them than ``signs``, which are counted first.
    """

    most: int
    signs: tuple[str, ...]
    found: str
    hint: str
    pattern: re.Pattern[str] | None = None
    weight: Callable[[str], int] | None = None
    whole: bool = False

    def find(self, text: str) -> Excess | None:
        """Return the excess of a text, at its heaviest paragraph or at the first sign."""
        length = len(text)
        if length**2 <= self.most:
            return None
        # A search for one letter takes little of the time of a count.
        counts = (text.count(sign) for sign in self.signs if sign[-1] in text)
        if sum(counts) * length <= self.most:
            return None
        pattern = self.pattern or re.compile("|".join(map(re.escape, self.signs)))
        weigh = self.weight or (lambda part: sum(1 for _ in pattern.finditer(part)) * len(part))
        first = pattern.search(text)
        parts = [(text, first.start())] if self.whole and first else []
        parts = parts or [(block[0], block.start()) for block in _BLOCKS.finditer(text)]
        weights = [(weigh(part), -place) for part, place in parts]
        if sum(each for each, _ in weights) <= self.most:
            return None
        count = sum(1 for _ in pattern.finditer(text))
        return Excess(-max(weights)[1], self.found.format(count), self.hint)


def find_excess(text: str) -> Excess | None:
    """Return the limit that a text exceeds; None for any that an office writes."""
    return next(filter(None, (look(text) for look in _LOOKS)), None)


def _reach(block: str) -> int:
    """Return how many characters are passed on the way from each bracket to its end."""
    square: list[int] = []
    round_: list[tuple[int, bool]] = []
    reach = 0
    for match in _BRACKETS.finditer(block) if "[" in block else ():
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


def _cells(block: str) -> int:
    """Return the bars of a table's widest line times its lines."""
    lines = block.split("\n") if "|" in block else [block]
    return max(line.count("|") for line in lines) * len(lines)


def _find_counted(text: str) -> Excess | None:
    if len(text) > MOST_LINES and (lines := text.count("\n")) > MOST_LINES:
        return Excess(0, f"{lines} lines", "divide the text")
    if "<" in text and (tags := len(_TAG.findall(text))) > MOST_TAGS:
        return Excess(text.find("<"), f"{tags} tags of HTML", "write it in Markdown")
    return None


def _find_many(text: str) -> Excess | None:
    # Were every other sign emphasis: most texts are short enough not to count them.
    if len(text) * SIGNS["*"] + text.count("[") * SIGNS["["] <= ALL_SIGNS:
        return None
    takes = {sign: text.count(sign) * time for sign, time in SIGNS.items()}
    if sum(takes.values()) <= ALL_SIGNS:
        return None
    most = max(takes, key=lambda sign: takes[sign])
    found = f"{text.count(most)} {most} in {len(text)} characters"
    return Excess(text.find(most), found, "divide the text, or write fewer")


def _find_notes(text: str) -> Excess | None:
    if "[" not in text:
        return None
    if "*[" in text and len(text) ** 2 > EXPLAINED:
        blocks = [(len(block[0]), block.start()) for block in _BLOCKS.finditer(text)]
        if sum(length**2 for length, _ in blocks) > EXPLAINED:
            found = "abbreviations to explain in a long paragraph"
            return Excess(max(blocks)[1], found, "leave empty lines")
    count = text.count("[^")
    if count <= MOST_SAME_NOTE:
        return None
    most, times = Counter(_NOTE.findall(text)).most_common(1)[0] if "]" in text else ("", 0)
    if count > MOST_NOTES or times > MOST_SAME_NOTE:
        found = f"{times} times {most[:20]}" if times > MOST_SAME_NOTE else f"{count} [^"
        return Excess(text.find("[^"), found, "write fewer notes")
    return None


def _find_depth(text: str) -> Excess | None:
    hint = "remove some of the levels"
    for deep in ("\n" + "    " * DEEPEST, "\n" + "\t" * DEEPEST):
        if deep in text:
            return Excess(text.find(deep) + 1, f"a line {DEEPEST} levels deep", hint)
    within = _WITHIN.search(f"\n{text}")
    found = f"quotations or lists {DEEPEST} levels deep"
    return Excess(within.start(), found, hint) if within else None


_LOOKS: tuple[Callable[[str], Excess | None], ...] = (
    _Limit(2_000_000, ("<![",), "{} <![", "write &lt;![ for each", whole=True).find,
    _Limit(
        40_000_000, ("<",), "{} < without their >", "write &lt; for each", _OPEN_TAG, whole=True
    ).find,
    _find_counted,
    _Limit(10**10, ("```", "~~~"), "{} fences of code", "remove some", whole=True).find,
    _Limit(
        10**8, ("`",), "{} ` in long paragraphs", r"write \` for each, or leave empty lines"
    ).find,
    _Limit(40_000_000, ("*[",), "{} *[", "explain fewer abbreviations", whole=True).find,
    _find_notes,
    _Limit(
        100_000, ("|",), "tables of too many cells, {} |", "divide the table", weight=_cells
    ).find,
    _Limit(10**8, ("{",), "{} {{ that begin no link", "remove some", _BRACE, whole=True).find,
    _find_depth,
    _Limit(
        150_000_000,
        ("\n",),
        "{} headings or rules without empty lines",
        "leave an empty line after each",
        _LINE_RULE,
    ).find,
    _Limit(
        REACH,
        ("[", "]("),
        "{} [, many of them not closed",
        r"write \[ for each",
        late(r"\["),
        _reach,
    ).find,
    _Limit(
        10**9,
        (*"*_\\&<[`!@~/", "www."),
        "{} marks such as * and [ in long paragraphs",
        "leave empty lines in the text",
    ).find,
    _find_many,
)
"""The most exact messages come first."""
