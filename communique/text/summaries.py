"""Summaries: the beginning of a paragraph, cut where a reader would pause."""

from __future__ import annotations

import re

from communique.text.patterns import late

__all__ = ["WHITE", "summarise"]

ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "mr mrs ms dr prof st sr jr gen col lt sgt capt maj adm hon rev amb sen rep gov pres "
        "no nos vol art para pp cf vs inc ltd co corp dept est approx fig etc "
        "jan feb mar apr jun jul aug sep sept oct nov dec "
        "mme mlle mm me av env núm pág sra dra ud uds "
        "гг вв др пр им ул стр ст тов проф акад руб тыс млн млрд см ср тел "
        "жж ғғ",
    )
)
"""Words that a full stop shortens, in lower case; single letters and ``U.S.`` need no entry."""

SENTENCE_END = late(
    r"(?:[.!?…؟۔]+(?:[\u00a0\u202f]?[»›]|[\"'”’)\]])*(?= |$))|[。！？]+[”’」』）》]*"
)

LAST_WORD = late(r"[\w.]*$")
LONGEST_WORD = 40
"""No abbreviation is longer; the search begins here, for it is tried at every character. What is
longer without a space is no word, but Chinese."""

WHITE = late(r"[^\S\u00a0\u202f]+")
"""White space but for spaces that do not break: French has them before its marks."""


def summarise(paragraph: str, limit: int = 280) -> str:
    """Return the paragraph as one line of at most ``limit`` characters.

    A longer one ends with the last sentence that fits, or else with the last word and "…".
    """
    text = WHITE.sub(" ", paragraph).strip()
    if len(text) <= limit:
        return text
    last = 0
    # No further than one sign beyond: what ends later does not fit.
    for match in SENTENCE_END.finditer(text[: limit + 1]):
        if match.end() > limit:
            break
        if _ends_sentence(text, match):
            last = match.end()
    return text[:last] if last else _cut_at_word(text, limit)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Tell the end of a sentence from an abbreviation, of which a lower case letter is a sign."""
    if text[match.end() + 1 : match.end() + 2].islower():
        return False
    if match[0] != ".":
        return True
    word = LAST_WORD.search(text, max(0, match.start() - LONGEST_WORD), match.start())
    last = word[0].casefold() if word else ""
    return last.isdigit() or (len(last) > 1 and "." not in last and last not in ABBREVIATIONS)


def _cut_at_word(text: str, limit: int) -> str:
    head, space, last = text[:limit].rpartition(" ")
    cut = head if space and len(last) <= LONGEST_WORD else text[: limit - 1]
    return cut.rstrip(" \u00a0\u202f,;:.–—-،؛：；，、") + "…"
