"""Lines that say of a text that it is held back: ``EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030``.

They stand above the title or below it in what offices send each other. One is told by its words at
the line's beginning, and by having little else than a time: an article on an arms embargo has more
to say. A moment is certain where date, time and zone are, and each has one meaning only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import chain

from communique.text.likeness import look_plain
from communique.text.moments import is_unsure, plain_digits, settle_moment, take_apart
from communique.text.patterns import late

__all__ = ["Mark", "find_mark", "find_title_mark", "goes_on", "has_hint", "may_be_marks"]

LONGEST = 200
"""Letters of a line that is such a mark."""

_EMBARGO = late(
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
_DRAFT = late(
    r"""\W*(?:(?:first|second|final|working|internal|initial)\s+)?
    (?:draft|brouillon|borrador|черновик|مسودة|草稿)
        (?:\W+(?:v?\d+|yet|only|text|version|confidential|for\s+\w+(?:\s+only)?|not\s+for\s+\w+))*\W*
    |\W*(?:not|ne)\s+(?:for\s+(?:immediate\s+)?(?:release|publication|circulation|distribution)
        |pas\s+(?:diffuser|publier))\W*
    |\W*(?:please\s+)?do\s+not\s+(?:publish|release|distribute|circulate|broadcast)(?:\s+yet)?\W*
    |\W*not\s+yet\s+(?:been\s+)?(?:cleared|approved|agreed|final|released|for\s+\w+)
        (?:\s+(?:by|for|with)(?:\s+\w+){1,4})?\W*
    |\W*to\s+be\s+(?:completed|written|finished|approved|cleared)(?:\s+by(?:\s+\w+){1,3})?\W*
    |\W*confidential\s+until\s+delivery\W*|\W*work\s+in\s+progress\W*
    |\W*(?:no\s+(?:publicar|difundir))\W*
    |\W*(?:не\s+для\s+(?:печати|публикации|распространения)|для\s+служебного\s+пользования)\W*
    |\W*(?:(?:strictly\s+)?confidential|(?:for\s+)?internal(?:\s+use)?(?:\s+only)?)\W*
    |\W*(?:ليس\s+للنشر|غير\s+للنشر|内部文件|内部资料|不供发表|请勿外传)\W*""",
    re.VERBOSE,
)
_DELIVERY = late(
    r"""\W*(?:(?:please\s+)?check\s+against\s+delivery|seul\s+le\s+prononcé\s+fait\s+foi
    |cotéjese\s+con\s+(?:el|lo)\s+\w+|cotejar\s+con\s+\w+\s+\w+|es\s+gilt\s+das\s+gesprochene\s+wort
    |сверять?\s+с\s+(?:устным|произнесенным|произнесённым)\s+\w+|يرجى\s+المراجعة\s+عند\s+الإلقاء
    |以实际发言为准)\W*""",
    re.VERBOSE,
)

_BAN = late(
    r"""\b(?:embarg(?:o|oed|oes|os|ad[oa])|эмбарго|sperrfrist)\b
    |\b(?:not?|never)\s+(?:\w+\s+){0,3}?(?:release\w*|publi\w+|broadcast|distribut\w+|circulat\w+)\b
    |\bfor\s+release\b|\bconfidential\s+(?:until|till)\b|\bhold\s+(?:for|until|till)\b
    |\bne\s+pas\s+(?:diffuser|publier|divulguer)\b|\b(?:diffusion|publication)\s+interdite
    |\b(?:difusión|publicación|divulgación)\s+prohibida|\bno\s+(?:publicar|difundir|divulgar)\b
    |\bне\s+(?:публиковать|разглашать|распространять|публикуется|подлежит)\b
    |\b(?:опубликовать|публиковать|публикация|обнародовать)\s+(?:\w+\s+)?после\b
    |\bпубликация\s+запрещена\b""",
    re.VERBOSE,
)
"""Words of a ban on publishing, wherever they stand among others of such a line."""

_FOREIGN_BAN = late(
    r"""\W*(?:حظر|محظور|ممنوع|يحظر|يمنع|لا\s+ي?نشر|لا\s+يجوز|غير\s+قابل)\s+(?:\w+\s+)?(?:ال|لل)نشر\b.*
    |\W*(?:新闻|本稿|本文)?.{0,6}\d.{0,30}(?:解禁|(?:后|起)(?:方可|可以|才能)?(?:发布|发表|公布|刊发|播发))\W*
    |.{0,60}\b(?:дейін|бұрын)\s+(?:жариял\w+|таратуға)\s+(?:болмайды|тыйым\s+салын\w+)\W*
    |.{0,60}\bдейін\s+жарияла[нм]басын\W*""",
    re.VERBOSE,
)
"""Whole lines in languages whose dates are written with other words; each needs a number."""

_OWN_WORDS = late(
    "please|kindly|observe|respect|warning|note|attention|important|media|press|news|newsdesks?|lifts?|lifted|"
    "lifting|expires?|ends|levé|levée|released?|publish\\w*|publication|broadcast\\w*|distribut\\w+|"
    "circulat\\w+|any|form|no|do|be|this|text|in|is|are|hold|held|confidential|embarg\\w+|advance|copy|"
    "sous|presse|interdite|diffusion|publier|diffuser|divulguer|ne|pas|prohibid[oa]|su|bajo|prensa|difusión|"
    "publicación|publicar|difundir|divulgar|no|se|ruega|не|публик\\w+|опубликовать|после|под|строг\\w+|"
    "для|печати|обнародовать|разглашать|распространять|подлежит|просьба|раньше|ранее|запрещена|год|"
    "утра|вечера|дня|only|sperrfrist|bis|uhr"
)
"""Words that such a line is made of, besides those of a time."""

_LETTERHEAD = late(
    r"\W*(?:(?:press|media|news)\s+(?:release|statement|advisory|note)|statement|news|press|speech"
    r"|communiqué(?:\s+de\s+presse)?|comunicado(?:\s+de\s+prensa)?|пресс-релиз|заявление|баспасөз\s+хабарламасы"
    r"|بيان(?:\s+صحفي)?|新闻稿)?\W*"
)
_PARTS = (
    late(r"[(\[]([^()\[\]]+)[)\]]"),
    late(r"(?:^|\s[–—-]+\s|\s\|\s)(.+?)(?=\s[–—-]+\s|\s\|\s|$)"),
)
"""What is in brackets, or between dashes."""

_DRAFT_WORDS = ("draft", "brouillon", "borrador", "entwurf", "черновик", "жоба", "مسودة", "草稿")
_DRAFT_WORD = rf"(?:{'|'.join(_DRAFT_WORDS)})(?:\s*(?:no\.?\s*)?v?\d+)?"
_DRAFT_TITLE = late(
    rf"\W*{_DRAFT_WORD}\s*(?:[\])】]|[:：]|\s[–—-]+\s).*|.*[(\[【]\s*{_DRAFT_WORD}\s*[)\]】]\W*"
)
_YEARS = late(r"\W*[12]\d{3}(?:\W+(?:to\W+)?[12]\d{3})*\W*")

_LATIN_HINTS = (
    *("embarg", "sperrfr", "not ", "no ", "never ", "hold", "held", "ne pas", "interdite"),
    *("prohib", "for release", "draft", "brouill", "borrad", "entwurf", "internal", "confid"),
    *("to be ", "work in", "delivery", "prononc", "cotej", "gesproch"),
)
_OTHER_HINTS = (
    *("cotéj", "эмбарг", "не ", "публик", "обнарод", "черновик", "для служ", "сверя", "дейін"),
    *("бұрын", "жоба", "نشر", "مسودة", "المراجعة", "前", "后", "起", "禁", "草稿", "内部", "不供"),
    *("请勿", "以实际"),
)
"""Something of each mark, so that few lines are looked at closely."""

_OTHER_LETTERS = late("[é\u0400-\u06ff\u4e00-\u9fff]")

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
    part: str = ""
    """What of the line is the mark, where the rest is text."""


def may_be_marks(titles: list[str], lines: list[str]) -> bool:
    """Decide in one look whether any of some titles and lines may be a mark."""
    beginnings = (" ".join(title[: 2 * LONGEST].split()) for title in titles)
    return has_hint(look_plain(" ".join([*beginnings, *map(_as_written, lines)])))


def has_hint(plain: str) -> bool:
    """Decide whether a plain text has something of a mark in it."""
    narrow = plain.encode("ascii", "ignore").decode()  # a search in it takes a third of the time
    for hint in _LATIN_HINTS:
        if hint in narrow:
            return True
    if len(narrow) == len(plain) or not _OTHER_LETTERS.search(plain):
        return False
    return any(hint in plain for hint in _OTHER_HINTS)


def _as_written(line: str) -> str:
    """Return a line with single spaces, or "" for one that is too long for a mark."""
    written = " ".join(line.split()) if len(line) <= 2 * LONGEST else ""
    return written if len(written) <= LONGEST else ""


def find_mark(line: str, lang: str) -> Mark | None:
    """Return what a line says of its text's being held back; None where it says nothing of that."""
    written = _as_written(line)
    plain = look_plain(written)
    if not written or not has_hint(plain):
        return None
    plain = plain_digits(plain)
    for kind, words in (("delivery", _DELIVERY), ("draft", _DRAFT)):
        if words.fullmatch(plain):
            return Mark(kind, written)
    return _find_embargo(written, plain, lang)


def _find_embargo(written: str, plain: str, lang: str) -> Mark | None:
    match = _EMBARGO.match(plain)
    if match is None or _YEARS.fullmatch(plain, match.end()):
        return _find_foreign(written, plain, lang) or _find_ban(written, plain, lang)
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in match[0])
    rest = plain if chinese or "дейін" in plain else plain[match.end() :]
    day, time, zone, others = take_apart(rest, lang)
    within = _find_ban(written, plain, lang) if others and plain[0] in "([" else None
    if within and within.part:
        return within
    most = 0 if plain.lstrip("*_ ").startswith("held") else MOST_WORDS
    if not chinese and len(others) > most:
        return _find_foreign(written, plain, lang) or _find_ban(written, plain, lang)
    return Mark("embargo", written, *settle_moment(day, time, zone, numeric=bool(is_unsure(rest))))


def find_title_mark(title: str, lang: str) -> Mark | None:
    """Return what a title says of its text's being held back, alone or beside other words."""
    mark = find_mark(title, lang)
    if mark is not None:
        return mark
    plain = look_plain(title[:LONGEST])
    called = any(word in plain for word in _DRAFT_WORDS) and _DRAFT_TITLE.fullmatch(plain)
    return Mark("draft", title) if called else None


def _find_foreign(written: str, plain: str, lang: str) -> Mark | None:
    """Return the mark of a line in a language whose words of time are not taken apart."""
    if not _FOREIGN_BAN.fullmatch(plain) or not any(map(str.isdigit, plain)):
        return None
    day, time, zone, _ = take_apart(plain, lang)
    return Mark("embargo", written, *settle_moment(day, time, zone, numeric=bool(is_unsure(plain))))


def _find_ban(written: str, plain: str, lang: str) -> Mark | None:
    """Return the mark that a line is, or a part of it in brackets or behind a dash."""
    if not _BAN.search(plain) or not any(map(str.isdigit, plain)):
        return None
    mark = _read_ban(written, plain, lang)
    if mark:
        return mark
    for match in chain.from_iterable(parts.finditer(plain) for parts in _PARTS):
        mark = _read_ban(written, match[1], lang)
        if mark is None:
            continue
        rest = f"{plain[: match.start()]} {plain[match.end() :]}"
        whole = _LETTERHEAD.fullmatch(rest) or len(plain) != len(written)
        return mark if whole else replace(mark, part=written[match.start() : match.end()])
    return None


def _read_ban(written: str, plain: str, lang: str) -> Mark | None:
    if not _BAN.search(plain):
        return None
    for each in dict.fromkeys((lang, "en", "fr", "es", "ru")):
        day, time, zone, others = take_apart(plain, each)
        if (day or time) and all(_OWN_WORDS.fullmatch(word) for word in others):
            numeric = bool(is_unsure(plain))
            return Mark("embargo", written, *settle_moment(day, time, zone, numeric=numeric))
    return None


def goes_on(line: str, lang: str) -> bool:
    """Decide whether a line has a date, a time or a zone and nothing else."""
    plain = plain_digits(look_plain(line))
    if len(plain) > LONGEST or not any(map(str.isdigit, plain)):
        return False
    day, time, _, others = take_apart(plain, lang)
    return bool(day or time) and not others
