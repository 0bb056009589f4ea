"""Lines that say of a text that it is held back: ``EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030``.

They stand above the title or below it in what offices send each other. One is told by its words at
the line's beginning, and by having little else than a time: an article on an arms embargo has more
to say. A moment is certain where date, time and zone are, and each has one meaning only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.text.likeness import look_plain
from communique.text.moments import is_unsure, plain_digits, settle_moment, take_apart

__all__ = ["Mark", "find_mark", "goes_on"]

LONGEST = 200
"""Letters of a line that is such a mark."""

_EMBARGO = re.compile(
    r"""\W*(?:(?:strict(?:ly)?|строгое|строго|under|sous|bajo|под|press|media|news)\s+)*
    (?:embarg(?:o|oed|oes|os|ad[oa])|эмбарго|sperrfrist)\b
    (?=\W*(?:$|\d|until|till|to\b|for\b|before|at\b|date|time|release|noon|midnight|jusqu|au\b|le\b
        |hasta|a\s+las|el\b|до\b|дейін|bis\b|:|[–—-]\s))
    |\W*(?:not\s+(?:to\s+be\s+\w+|for\s+(?:release|publication|broadcast|distribution|circulation|use)
        (?:[\s,]+(?:or|and)?\s*\w+){0,4}?)\s+(?:before|until|till|prior\s+to)\b)
    |\W*(?:do\s+not\s+(?:publish|release|broadcast|distribute|use)\s+(?:before|until|till|prior))\b
    |\W*(?:hold|held)\s+(?:for\s+release\s+)?(?:until|till)\b
    |\W*(?:ne\s+pas\s+(?:diffuser|publier|divulguer)|(?:diffusion|publication)\s+interdite)
        \s+(?:avant|jusqu)
    |\W*(?:no\s+(?:publicar|difundir|divulgar)|prohibida\s+su\s+\w+)\s+(?:antes|hasta)\b
    |\W*не\s+(?:публиковать|разглашать|распространять|для\s+\w+|подлежит\s+\w+)(?:\s+\w+){0,2}?\s+
        (?:до|ранее|раньше)\b
    |\W*(?:حظر|محظور|ممنوع|يحظر|يمنع)\s+(?:على\s+)?النشر
    |\W*(?:لا\s+ي?نشر|غير\s+(?:قابل\s+)?للنشر|ليس\s+للنشر)\s+(?:قبل|حتى)
    |\W*(?:新闻)?(?:禁止|请勿|不得|严禁).{0,40}前.{0,4}(?:发布|发表|公布|刊发|刊登|报道|播发)
    |\W*.{0,40}前(?:请勿|不得|禁止|严禁).{0,4}(?:发布|发表|公布|刊发|刊登|报道|播发)
    |\W*(?:新闻)?(?:禁发|时效禁令|发布禁令|禁止发布)
    |.{0,60}\bдейін\s+жариял(?:ауға\s+болмайды|анбасын|ауға\s+тыйым)""",
    re.VERBOSE,
)
_DRAFT = re.compile(
    r"""\W*(?:(?:first|second|final|working|internal|initial)\s+)?
    (?:draft|brouillon|borrador|черновик|مسودة|草稿)
        (?:\W+(?:v?\d+|only|text|version|confidential|for\s+\w+(?:\s+only)?|not\s+for\s+\w+))*\W*
    |\W*(?:not|ne)\s+(?:for\s+(?:immediate\s+)?(?:release|publication|circulation|distribution)
        |pas\s+(?:diffuser|publier))\W*
    |\W*(?:no\s+(?:publicar|difundir))\W*
    |\W*(?:не\s+для\s+(?:печати|публикации|распространения)|для\s+служебного\s+пользования)\W*
    |\W*(?:(?:strictly\s+)?confidential|(?:for\s+)?internal(?:\s+use)?(?:\s+only)?)\W*
    |\W*(?:ليس\s+للنشر|غير\s+للنشر|内部文件|内部资料|不供发表|请勿外传)\W*""",
    re.VERBOSE,
)
_DELIVERY = re.compile(
    r"""\W*(?:(?:please\s+)?check\s+against\s+delivery|seul\s+le\s+prononcé\s+fait\s+foi
    |cotéjese\s+con\s+(?:el|lo)\s+\w+|cotejar\s+con\s+\w+\s+\w+|es\s+gilt\s+das\s+gesprochene\s+wort
    |сверять?\s+с\s+(?:устным|произнесенным|произнесённым)\s+\w+|يرجى\s+المراجعة\s+عند\s+الإلقاء
    |以实际发言为准)\W*""",
    re.VERBOSE,
)

_HINTS = (
    *("embarg", "эмбарг", "sperrfr", "not ", "hold", "held", "ne pas", "interdite", "no p"),
    *("no d", "prohib", "не ", "نشر", "前", "禁", "дейін", "draft", "brouill", "borrad"),
    *("черновик", "مسودة", "草稿", "internal", "confid", "для служ", "内部", "不供", "请勿"),
    *("delivery", "prononc", "cotéj", "cotej", "gesproch", "сверя", "المراجعة", "以实际"),
)
"""Something of each mark, so that few lines are looked at closely."""

MOST_WORDS = 3
"""Words that say neither when nor for whom, in a line that is a mark: the name of a city's time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line says: ``kind`` is embargo, draft or delivery; ``written`` is the line.

    ``moment`` is ISO 8601 with an offset where that is certain, else "". ``likely`` are moments
    that may be meant, and ``lacks`` is what is not certain, in words.
    """

    kind: str
    written: str
    moment: str = ""
    likely: tuple[str, ...] = ()
    lacks: str = ""


def find_mark(line: str, lang: str) -> Mark | None:
    """Return what a line says of its text's being held back; None where it says nothing of that."""
    written = " ".join(line.split()) if len(line) <= 2 * LONGEST else ""
    if not written or len(written) > LONGEST:
        return None
    plain = look_plain(written)
    if not any(hint in plain for hint in _HINTS):
        return None
    plain = plain_digits(plain)
    for kind, words in (("delivery", _DELIVERY), ("draft", _DRAFT)):
        if words.fullmatch(plain):
            return Mark(kind, written)
    match = _EMBARGO.match(plain)
    if match is None:
        return None
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in match[0])
    rest = plain if chinese or "дейін" in plain else plain[match.end() :]
    day, time, zone, others = take_apart(rest, lang)
    if not chinese and len(others) > MOST_WORDS:
        return None
    return Mark("embargo", written, *settle_moment(day, time, zone, numeric=bool(is_unsure(rest))))


def goes_on(line: str, lang: str) -> bool:
    """Decide whether a line has a date, a time or a zone and nothing else."""
    plain = plain_digits(look_plain(line))
    if len(plain) > LONGEST or not any(map(str.isdigit, plain)):
        return False
    day, time, _, others = take_apart(plain, lang)
    return bool(day or time) and not others
