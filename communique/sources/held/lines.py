"""Lines that say of a text that it is held back: ``EMBARGOED UNTIL 10:00 GMT, 7 JUNE 2030``.

They stand above the title or below it in what offices send each other. Such a line is recognised by
its first words, and by having little else than a time: an article on an arms embargo has more to
say. A moment is certain if there are date, time and zone, and each has only one meaning.
"""

import re
from dataclasses import fields, replace
from functools import cache
from itertools import chain
from unicodedata import normalize

from ahocorasick_rs import BytesAhoCorasick

from communique.patterns import late
from communique.sources.held.likeness import UNSEEN, look_plain
from communique.sources.held.moments import is_unsure, settle_moment, take_apart
from communique.text.date_guesses import plain_digits
from communique.text.language import HeldWords, held_words, widely_read
from communique.values import dataclass

LONGEST = 200
"""Letters of a line that is such a mark."""

_PARTS = (
    late(r"[(\[]([^()\[\]]+)[)\]]"),
    late(r"(?:^|\s[–—-]+\s|\s\|\s)(.+?)(?=\s[–—-]+\s|\s\|\s|$)"),
)
"""What is in brackets, or between dashes."""

_CUT = late(r"\s+[–—-]+\s+|\s*[|/()\[\]【】（）*]+\s*")
_END = late(r"[.:;!]+(?=\s)|[。：；！]")

_SENTENCES = late(r"\s*(?:\s[–-]+\s|—+|[.!:;,|•·。、،؛()\[\]【】])[\s*_]*")
"""What parts a line's sentences from one another."""

BEFORE_PRIVATE = 5
"""Words that may come before ``not for publication`` in its line: who wrote the text."""

BEFORE_COLON = 2
"""The same before a colon: with more words the line is a quotation."""

_YEARS = late(r"\W*[12]\d{3}(?:\W+(?:to\W+)?[12]\d{3})*\W*")
_YEARS_FIRST = late(r"\W*[12]\d{3}\D*")
"""A year, and words: what happened then."""

_OTHER_LETTERS = late("[\u0370-\u06ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
SHORTEST_HINT = 3

MOST_WORDS = 3
"""How many other words a mark of an embargo may have: the name of a city's time has three."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line says: ``kind`` is embargo, published, draft or delivery; ``written`` is the line.

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


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return what lines are compared with: the words of every language, in one pattern each."""
    own = {each.name: held_words(each.name) for each in fields(HeldWords) if each.default == ""}
    number = r"(?:\s*(?:no\.?\s*)?v?\d+)?"
    draft = rf"(?:{own['draft']}|{own['draft_in_title']}){number}"
    return {
        "embargo": late(
            rf"\W*(?:(?:{own['before']})\s+)*(?:{own['embargo']})\b"
            rf"(?=\W*(?:$|\d|{own['after']}|:|[–—-]\s))"
            rf"|\W*(?:{own['bans']}|{own['bans_last']})"
        ),
        "draft": late(
            rf"\W*(?:(?:{own['draft_before']})\s+)?(?:{own['draft']})"
            rf"(?:\W+(?:v?\d+|{own['draft_after']}))*\W*|\W*(?:{own['drafts']})\W*"
        ),
        "private": late(rf"(?:{own['private']})(?:\s+(?:{own['private_after']})\b.*)?"),
        "private_first": late(own["private_first"]),
        "delivery": late(rf"\W*(?:{own['delivery']})\W*"),
        "ban": late(rf"\b(?:(?:{own['embargo']})\b|{own['ban']})"),
        "lines": late(rf"\W*(?:{own['lines']})\W*"),
        "published": late(rf"\W*(?:{own['published']})\W+\d.{{0,40}}"),
        "words": late(own["words"]),
        "letterhead": late(rf"\W*(?:{own['letterhead']})?\W*"),
        "draft_title": late(
            rf"\W*{draft}\s*(?:[\])】|*]|[:：]|\s[–—-]+\s).*|.*[(\[【]\s*{draft}\s*[)\]】]\W*"
            rf"|.*(?:\s[–—-]+\s|[|/])\s*{draft}\W*"
        ),
        "time_first": late(rf"\W*(?:{own['bans_last']})"),
    }


@cache
def _hints() -> tuple[BytesAhoCorasick, BytesAhoCorasick]:
    """Return what finds hints in ASCII, their other letters left out, and those in other scripts.

    Each looks through a text once, whatever the number of hints (Aho and Corasick).
    """
    hints = sorted(set(held_words("hints").split("|")))
    latin = {narrow for hint in hints if len(narrow := _narrow(hint)) >= SHORTEST_HINT}
    others = [hint.encode() for hint in hints if len(_narrow(hint)) < SHORTEST_HINT]
    return BytesAhoCorasick(sorted(latin)), BytesAhoCorasick(others)


def _narrow(text: str) -> bytes:
    return text.encode("ascii", "ignore")


def may_be_marks(titles: list[str], lines: list[str]) -> bool:
    """Decide in one search whether any of these titles and lines may be a mark."""
    seen = [" ".join(title[: 2 * LONGEST].split())[:LONGEST] for title in titles]
    seen += [line if len(line) <= LONGEST else _as_written(line) for line in lines]
    text = " ".join(" ".join(seen).split())
    plain = text if text.isascii() else normalize("NFKC", text)
    return has_hint(f"{plain.lower()} ")


def has_hint(plain: str) -> bool:
    """Decide whether a plain text has something of a mark in it."""
    latin, others = _hints()
    narrow = _narrow(plain)
    if latin.find_matches_as_indexes(narrow):
        return True
    if len(narrow) == len(plain) or not _OTHER_LETTERS.search(plain):
        return False
    return bool(others.find_matches_as_indexes(UNSEEN.sub("", plain).encode()))


def _as_written(line: str) -> str:
    """Return a line with single spaces, or "" for one that is too long for a mark."""
    written = " ".join(line.split()) if len(line) <= 2 * LONGEST else ""
    return written if len(written) <= LONGEST else ""


def find_mark(line: str, lang: str) -> Mark | None:
    """Return how a line holds its text back; None if it does not."""
    written = _as_written(line)
    plain = look_plain(written)
    if not written or not has_hint(f"{plain} "):
        return None
    plain = plain_digits(plain)
    if _patterns()["delivery"].fullmatch(plain):
        return Mark("delivery", written)
    if _patterns()["draft"].fullmatch(plain):
        return Mark("draft", written)
    if _patterns()["published"].fullmatch(plain):
        day, time, zone, _ = take_apart(plain, lang)
        moment = settle_moment(day, time, zone, numeric=is_unsure(plain))
        return Mark("published", written, *moment)
    return (
        _find_embargo(written, plain, lang)
        or _find_private(written, plain)
        or _find_part(written, lang)
    )


def _find_part(written: str, lang: str) -> Mark | None:
    """Return the mark with a day that a part of a line is, or its beginning before a stop."""
    parts = _CUT.split(written)
    parts += [written[: match.start()] for match in _END.finditer(written)]
    for part in parts:
        plain = plain_digits(look_plain(part))
        if has_hint(f"{plain} ") and any(map(str.isdigit, plain)):
            mark = _find_embargo(part, plain, lang)
            if mark and (mark.moment or mark.likely or _patterns()["lines"].fullmatch(plain)):
                return replace(mark, written=written, part=part)
    return None


def _find_private(written: str, plain: str) -> Mark | None:
    """Return the mark of a line with a sentence that keeps its text from the public."""
    plain = plain.strip("*_#> ")
    at, words, sign = 0, 0, ""
    for parted in (*_SENTENCES.finditer(plain), None):
        sentence = plain[at : parted.start() if parted else len(plain)].strip("*_ ")
        most = BEFORE_COLON if sign == ":" else BEFORE_PRIVATE
        if words <= most and _patterns()["private"].fullmatch(sentence):
            return Mark("draft", written)
        sign = parted[0].strip() if parted else ""
        if not words and sign != "," and _patterns()["private_first"].fullmatch(sentence):
            return Mark("draft", written)
        at, words = parted.end() if parted else at, words + len(sentence.split())
    return None


def _find_embargo(written: str, plain: str, lang: str) -> Mark | None:
    match = _patterns()["embargo"].match(plain)
    if match is None or _YEARS.fullmatch(plain, match.end()):
        return _find_foreign(written, plain, lang) or _find_ban(written, plain, lang)
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in match[0])
    rest = plain if _patterns()["time_first"].match(plain) else plain[match.end() :]
    day, time, zone, others = take_apart(rest, lang)
    within = _find_ban(written, plain, lang) if others and plain[0] in "([" else None
    if within and within.part:
        return within
    if others and not (day or time) and _YEARS_FIRST.fullmatch(rest):
        return None
    most = 0 if plain.lstrip("*_ ").startswith("held") else MOST_WORDS
    if not chinese and len(others) > most:
        return _find_foreign(written, plain, lang) or _find_ban(written, plain, lang)
    return Mark("embargo", written, *settle_moment(day, time, zone, numeric=is_unsure(rest)))


def find_title_mark(title: str, lang: str) -> Mark | None:
    """Return the mark that a title is, or has beside other words."""
    mark = find_mark(title, lang)
    if mark is not None:
        return mark
    plain = look_plain(title[:LONGEST])
    return Mark("draft", title) if _patterns()["draft_title"].fullmatch(plain) else None


def _find_foreign(written: str, plain: str, lang: str) -> Mark | None:
    """Return the mark of a line in a language whose words of time are not taken apart."""
    if not _patterns()["lines"].fullmatch(plain) or not any(map(str.isdigit, plain)):
        return None
    day, time, zone, _ = take_apart(plain, lang)
    return Mark("embargo", written, *settle_moment(day, time, zone, numeric=is_unsure(plain)))


def _find_ban(written: str, plain: str, lang: str) -> Mark | None:
    """Return the mark that a line is, or a part of it in brackets or behind a dash."""
    if not _patterns()["ban"].search(plain) or not any(map(str.isdigit, plain)):
        return None
    mark = _read_ban(written, plain, lang)
    if mark:
        return mark
    for match in chain.from_iterable(parts.finditer(plain) for parts in _PARTS):
        mark = _read_ban(written, match[1], lang)
        if mark is None:
            continue
        rest = f"{plain[: match.start()]} {plain[match.end() :]}"
        whole = _patterns()["letterhead"].fullmatch(rest) or len(plain) != len(written)
        return mark if whole else replace(mark, part=written[match.start() : match.end()])
    return None


def _read_ban(written: str, plain: str, lang: str) -> Mark | None:
    if not _patterns()["ban"].search(plain):
        return None
    for each in dict.fromkeys((lang, "en", *widely_read())):
        day, time, zone, others = take_apart(plain, each)
        if (day or time) and all(_patterns()["words"].fullmatch(word) for word in others):
            moment = settle_moment(day, time, zone, numeric=is_unsure(plain))
            return Mark("embargo", written, *moment)
    return None


def goes_on(line: str, lang: str) -> bool:
    """Decide whether a line has a date, a time or a zone and nothing else."""
    plain = plain_digits(look_plain(line))
    if len(plain) > LONGEST or not any(map(str.isdigit, plain)):
        return False
    day, time, _, others = take_apart(plain, lang)
    return bool(day or time) and not others
