"""Summaries: the beginning of a paragraph, cut at a sentence or a pause."""

import re

from communique.patterns import late
from communique.signs import close_pairs
from communique.text.language import Language, find_language

SENTENCE_END = late(
    r"[.!?…؟۔。！？](?:(?<=[.!?…؟۔])[.!?…؟۔]*(?:[\u00a0\u202f]?[»›]|[\"'”’“‘)\]])*(?= |$)"
    r"|(?<=[。！？])[。！？]*[”’」』）》]*)"
)
"""One set of signs comes first: a search for it takes a third of the time."""

LAST_WORD = late(r"[\w.]*$")
LONGEST_WORD = 40
"""No abbreviation is longer; the search begins here, for it is tried at every character. What is
longer without a space is no word, but Chinese."""

LONGEST_ORDINAL = 3
"""Digits of a number that is an ordinal before a full stop; four are a year."""

ROMAN = late("[ivxlc]+")
LABELLED = late(r"(?:^|[.!?…؟。！？][”’»\"')]* )(?:[^\W\d_]+ )?[§№#(]?[\dIVXLC]+(?:\.\d+)*\.$")
"""The number of a part, with a word before it at most: ``Section 1.``, ``2.``"""


def collapse(text: str) -> str:
    """Return a text as one line with single spaces; no-break spaces stay."""
    if "\u00a0" in text or "\u202f" in text:
        # Signs of no text stand for spaces that do not break: French has them before its marks.
        held = text.replace("\u00a0", "\ufdd0").replace("\u202f", "\ufdd1")
        line = " ".join(held.split())
        return line.replace("\ufdd0", "\u00a0").replace("\ufdd1", "\u202f").strip()
    return " ".join(text.split())


def cut_line(line: str, lang: str, limit: int = 280) -> str:
    """Return one line with single spaces up to ``limit``, cut at a sentence, or a word and "…"."""
    text = line.replace("\u00ad", "")
    if len(text) <= limit:
        return text
    last, language = 0, find_language(lang)
    # No further than one sign beyond: what ends later does not fit.
    for match in SENTENCE_END.finditer(text[: limit + 1]):
        if match.end() > limit:
            break
        if _ends_sentence(text, match, language):
            last = match.end()
    return close_pairs(text[:last] if last else _cut_at_word(text, limit))


def end_of_sentence(text: str, lang: str) -> int:
    """Return where the first sentence of a line ends, its sign included; or the end of the line."""
    language = find_language(lang)
    ends = (
        each.end() for each in SENTENCE_END.finditer(text) if _ends_sentence(text, each, language)
    )
    return next(ends, len(text))


def _ends_sentence(text: str, match: re.Match[str], language: Language) -> bool:
    """Tell a sentence's end from an abbreviation: ``U.S.``, one letter, or lower case follows."""
    if text[match.end() + 1 : match.end() + 2].islower():
        return False
    if match[0] != ".":
        return True
    end = match.start()
    start = max(end - LONGEST_WORD, text.rfind(" ", 0, end) + 1)
    word = LAST_WORD.search(text, start, end)
    last = word[0].casefold() if word else ""
    if text[end - 1] in "0123456789IVXLC" and LABELLED.search(
        text, max(0, start - LONGEST_WORD), end + 1
    ):
        return False
    if language.ordinal_stop and ROMAN.fullmatch(last):
        return False
    if last.isdigit():
        return len(last) > LONGEST_ORDINAL or not language.ordinal_stop
    return len(last) > 1 and "." not in last and last not in language.abbreviations


def _cut_at_word(text: str, limit: int) -> str:
    head, space, last = text[:limit].rpartition(" ")
    cut = head if space and len(last) <= LONGEST_WORD else text[: limit - 1]
    return cut.rstrip(" \u00a0\u202f,;:.–—-،؛：；，、") + "…"
