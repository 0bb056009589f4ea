"""Unfinished texts that do not say so in Status."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from typing import Any

from communique.errors import Problem, Severity
from communique.model.release import Status
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.held.blanks import find_blank
from communique.sources.held.likeness import as_shown, look_plain
from communique.sources.held.lines import Mark, find_mark, find_title_mark, may_be_marks
from communique.sources.held.moments import is_unsure, take_apart
from communique.sources.held.words import WORDS
from communique.sources.hints import shorten
from communique.text.date_guesses import plain_digits
from communique.text.dates import EAST, WEST
from communique.text.language import held_words

ASKED: Mapping[str, tuple[str, ...]] = {
    "advisories": ("Starts", "Venue", "Accreditation"),
    "speeches": ("Speaker", "Delivery"),
    "remarks": ("Speaker", "Delivery"),
}
"""Headers that ``inv new`` asks for by kind, besides the required ones."""

_ASKED = "|".join(sorted({"Embargo", "Status", *chain(*ASKED.values())}))
_QUESTION = late(rf"\[(?P<header>{_ASKED})\?(?![^\]\n]*\]\()")
"""A question of the importer's, or of a blank, and no link."""

_OPEN = late(
    r"\bTB[ACD]\b|\bTODO\b|\bTKTK\b|\bFIXME\b|\bX{4,}\b"
    r"|(?i:\blorem ipsum\b)|\[[A-Z][A-Z /'-]{2,30}\?\\?\](?!\()"
    r"|\[(?:[^\[\]\n]{0,40} )?(?:TK|NAME|DATE|TIME|PLACE|(?i:to be (?:confirmed|added|checked)))"
    r"\](?![(\[:])"
    r"|\bXX (?:de )?[^\W\d_]{3,9} (?:de )?[12]\d{3}\b|\bXX[./]\d\d[./][12]\d{3}\b"
    r"|(?<![\w.])XXX\b(?![\w.]|\s+(?:[\u0400-\u04ff]|(?i:session|summit|congress|olymp|games|"
    r"annivers|sesi|congr|tagung|gipfel|sommet)))"
)
"""What an editor writes where a word is still to come. XXX may also be the number thirty."""

_ENDED = late(
    r"\](?:(?<=TK.)|(?<=(?:NA|TI)ME.)|(?<=DATE.)|(?<=PLACE.)|(?<=(?i:confirmed).)"
    r"|(?<=(?i:added).)|(?<=(?i:checked).))(?![(\[:])"
)
_CAPITALS = late(r"T(?:B[ACD]|ODO|KTK)")
_CLOSED = late(r"\](?![(\[:])")

HEAD = 3
"""Lines at the beginning of a text that may call it a draft."""

LETTERHEAD = 6
"""Lines at the beginning of a text that may say until when it is held back."""


_YEAR = late(r"\b[12]\d{3}\b")

TITLES = ("title", "subtitle", "summary")
"""Headers that may say that a text is held back."""


def ask_in_text(question: str) -> str:
    """Return a question as it stands in a text until an editor has answered."""
    return f"[{question}]"


def check_finished(source: Source, values: Mapping[str, Any], lang: str) -> Iterator[Problem]:
    """Yield each sign that a text without ``Status: draft`` is unfinished or held back."""
    if values.get("status") is Status.DRAFT:
        return
    path, body = source.path, source.body
    if "embargo" not in values and (named := _held_place().search(path.lower())):
        rule = "a text that its folder or file calls a draft must be one"
        hint = "add Status: draft, or move or rename it"
        begin, end = named.span(named.lastindex or 0)
        yield Problem(path, 0, rule, f'got "{path[begin:end]}"', hint)
    rule = "a text that is not a draft must be complete"
    if blank := find_blank(body, lang):
        found, hint = f'got "{shorten(blank[0], 40)}"', "write it, or remove it"
        yield source.problem(blank.start(), rule, found, hint)
    for asked in _QUESTION.finditer(body) if "[" in body and "?" in body else ():
        found = f"got a question about {asked['header']}"
        hint = f"answer it in the header {asked['header']}, and delete the line"
        yield source.problem(asked.start(), rule, found, hint)
    yield from _check_blanks(source, rule)
    yield from _check_marks(source, values, lang)


@cache
def _held_place() -> re.Pattern[str]:
    """Return what finds, in small letters, a folder of drafts or a file's word for one."""
    drafts, folders = held_words("draft"), "|".join(WORDS["folders"])
    return re.compile(
        rf"(?:^|/)[_ ]*({folders}|{drafts})[_ ]*/"
        rf"|(?:^|/)(?:[\[(]({drafts})[\])]|({drafts})[ _]+\d)"
        rf"|[._(\[]({drafts})[\])]*(?:\.[a-z-]+)*\.\w+$"
    )


def _check_blanks(source: Source, rule: str) -> Iterator[Problem]:
    values = [each.value for each in source.headers]
    headers = "\n".join(values)
    lists = "" in values  # they stand below no value
    if lists or _has_blank(headers) or _has_words(headers):
        for each in source.headers:
            yield from _check_open(
                source.path, each.line, "\n".join([each.value, *each.items]), rule
            )
    yield from _check_open(source.path, source.body_line, source.body, rule)


def _has_blank(text: str) -> bool:
    """Whether a text has a pair of brackets that is not part of a link."""
    return "}" in text or "】" in text or ("]" in text and _CLOSED.search(text) is not None)


def _has_words(text: str) -> bool:
    """Whether a text has a sign of what _OPEN finds.

    A search for one sign takes a tenth of that for two, so it comes first.
    """
    return bool(
        ("X" in text and ("XX" in text or "FIXME" in text))
        or _CAPITALS.search(text)
        or "orem ipsum" in text
        or ("?" in text and ("?]" in text or "?\\]" in text))
        or _ENDED.search(text)
    )


@cache
def _fill_in() -> re.Pattern[str]:
    """Return what finds a blank in brackets, and no link: ``[insert name]``."""
    words = held_words("fill_in")
    return late(
        rf"[\[{{【](?<!\^.)(?:\s*(?:{words})(?:\b|(?<=[一-鿿]))[^\[\]{{}}【】\n]{{0,80}}"
        rf"|[^\[\]{{}}【】\n]{{1,40}}\s(?!insert\b)(?:{words})\s*\\?)[\]}}】](?![(\[:])",
        re.IGNORECASE,
    )


def _check_open(path: str, first: int, text: str, rule: str) -> Iterator[Problem]:
    """Yield an error for each blank of a text, and a warning for words that often mark one."""
    found = []
    if _has_blank(text):
        found += [(each, Severity.ERROR) for each in _fill_in().finditer(text)]
    if _has_words(text):
        found += [(each, Severity.WARNING) for each in _OPEN.finditer(text)]
    for each, severity in sorted(found, key=lambda pair: pair[0].start()):
        line = first + text.count("\n", 0, each.start())
        hint = "fill it in, or add Status: draft"
        if severity is Severity.WARNING:
            hint += "; if it is meant, leave it"
        yield Problem(path, line, rule, f'got "{shorten(each[0], 60)}"', hint, severity)


def _find_places(source: Source) -> tuple[list[tuple[int, str]], bool]:
    """Return the first lines of a text and, if there are others, its last one, with their numbers.

    The last one's number is 0: it is counted only if needed. Also whether there is such a last one.
    """
    lines = source.body.split("\n", 2 * LETTERHEAD)
    head = enumerate(lines[: 2 * LETTERHEAD], source.body_line)
    places = [(number, line) for number, line in head if line and not line.isspace()]
    below = places[LETTERHEAD:] or "".join(lines[2 * LETTERHEAD :]).strip()
    del places[LETTERHEAD:]
    if not places or not below:
        return places, False
    last = source.body.rstrip()
    return [*places, (0, last[last.rfind("\n") + 1 :])], True


def _check_marks(source: Source, values: Mapping[str, Any], lang: str) -> Iterator[Problem]:
    titles = [(each.line, each.value) for each in source.headers if each.name.lower() in TITLES]
    places, has_last = _find_places(source)
    footer = len(titles) + len(places) - 1 if has_last else -1
    shown = [as_shown(line).strip("*_#> ") for _, line in (*titles, *places)]
    if not may_be_marks(shown[: len(titles)], shown[len(titles) :]):
        return
    if has_last:
        places[-1] = source.body_line + source.body.rstrip().count("\n"), places[-1][1]
    for place, ((number, line), plain) in enumerate(zip((*titles, *places), shown, strict=True)):
        mark = (find_title_mark if place < len(titles) else find_mark)(plain, lang)
        if mark is None or mark.kind == "delivery" or _is_by_then(mark, values.get("date")):
            continue
        late = place >= len(titles) + HEAD
        if late and (line[0] == "#" or (mark.kind == "embargo" and place == footer)):
            continue
        if late and mark.kind == "draft" and place != footer and not line.isupper():
            continue
        severity = Severity.ERROR
        if mark.kind == "draft":
            rule = "a text that calls itself a draft, or not for the public, must be a draft"
            hint = "add Status: draft, or delete the line"
        elif "embargo" not in values:
            rule = "a text that says it is under embargo must have the header Embargo"
            moment = mark.moment or "with its date, time and zone"
            hint = f"add Embargo: {moment}, and delete the line"
        elif mark.kind == "embargo" and not _may_be(mark, values["embargo"], lang):
            rule, severity = "Embargo and the text should name one moment", Severity.WARNING
            hint = f"Embargo has {values['embargo'].isoformat(' ', 'minutes')}; correct one"
        else:
            continue
        yield Problem(source.path, number, rule, f'got "{shorten(line, 60)}"', hint, severity)


def _is_by_then(mark: Mark, date: datetime | None) -> bool:
    """Whether a line names a day of publication that is not later than the release's."""
    years = _YEAR.findall(plain_digits(look_plain(mark.written)))
    days = [moment[:10] for moment in (mark.moment, *mark.likely, *years)]
    return mark.kind == "published" and (date is None or max(days) <= date.date().isoformat())


def _may_be(mark: Mark, embargo: datetime, lang: str) -> bool:
    """Decide whether a mark may mean a moment, in that year and in some time zone."""
    if mark.moment:
        return datetime.fromisoformat(mark.moment) == embargo
    plain = plain_digits(look_plain(mark.written))
    year = "" if _YEAR.search(plain) else f" {embargo.year}"
    days, time, _, _ = take_apart(plain + year, lang)
    if len(days) != 1 or is_unsure(plain):
        return True
    apart = datetime.fromisoformat(f"{days[0]} {time or '12:00'}") - embargo.replace(tzinfo=None)
    own = embargo.utcoffset() or timedelta()
    widest = max(EAST - own, own - WEST) + timedelta(hours=0 if time else 12)
    return abs(apart) <= widest
