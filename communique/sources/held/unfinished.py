"""Unfinished texts that do not say so in Status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from communique.errors import Problem
from communique.model.visibility import Status
from communique.sources.header import Source
from communique.sources.held.lines import find_mark, find_title_mark, may_be_marks
from communique.sources.hints import shorten
from communique.text.patterns import late

BLANK = """\
Write the first paragraph here: it says what happened, who was there, where and when. Without a
Summary header it is what lists and feeds show.

Write the rest here. When it is ready, delete the line "Status: draft" above.
"""
"""The text of a release that ``inv new`` starts."""

ASKED: Mapping[str, tuple[str, ...]] = {
    "advisories": ("Starts", "Venue", "Accreditation"),
    "speeches": ("Speaker", "Delivery"),
    "remarks": ("Speaker", "Delivery"),
}
"""Headers that ``inv new`` asks for, by kind, besides those of every release."""

TURNS = """\
SPOKESPERSON: Write here how the briefing begins. A turn begins with who speaks, in capitals and
with a colon.

QUESTION: Write the first question here.

SPOKESPERSON: Write the answer here.
"""
"""The text of a briefing that ``inv new`` starts."""

_PARTS = [
    part
    for part in re.split(r"[.:]\s+(?!draft)", f"{BLANK} {TURNS}".strip().rstrip("."))
    if not part.isupper() and "A turn begins" not in part and "with a colon" not in part
]
_BLANK = late("|".join(r"\s+".join(map(re.escape, part.split())) for part in _PARTS))
_SIGNS = (
    late(
        r"W(?:rite\s+(?:the\s+(?:first|rest|answer)|here\s+how)|ithout\s+a\s+Summary|hen\s+it\s+is\s+ready,)"
    ),
    late(r"happened,\s+who"),
)
"""One of these is in each part of the blank text; a search for a plain beginning takes no time."""

_QUESTION = late(
    r"^\\?\[(?P<header>Embargo|Status|Starts|Venue|Accreditation|Speaker|Delivery)\?(?!.*\]\()",
    re.MULTILINE,
)
"""A question of the importer's, or of a blank, and no link."""

_TAG = late(r"</?[A-Za-z][^<>]*>")

HEAD = 3
"""Lines at the beginning of a text that may call it a draft."""

LETTERHEAD = 6
"""Lines at the beginning of a text that may say until when it is held back."""


def ask_in_text(question: str) -> str:
    """Return a question as it stands in a text until an editor has answered."""
    return f"[{question}]"


def check_finished(
    path: str, source: Source, values: Mapping[str, Any], lang: str
) -> Iterator[Problem]:
    """Yield where a text that is no draft waits to be written, or says that it is held back."""
    if values.get("status") is Status.DRAFT:
        return
    rule = "a text that is no draft must be written to its end"
    body = source.body
    signed = any(sign.search(body) for sign in _SIGNS)
    blank = _BLANK.search(body) if signed else None
    if blank:
        line = source.body_line + body.count("\n", 0, blank.start())
        found, hint = f'got "{shorten(blank[0], 40)}"', "write it, or take it out"
        yield Problem(path, line, rule, found, hint)
    for asked in _QUESTION.finditer(body) if "[" in body and "?" in body else ():
        line = source.body_line + body.count("\n", 0, asked.start())
        found = f"got a question about {asked['header']}"
        hint = f"answer it in the header {asked['header']}, and delete the line"
        yield Problem(path, line, rule, found, hint)
    yield from _check_marks(path, source, values, lang)


def _check_marks(
    path: str, source: Source, values: Mapping[str, Any], lang: str
) -> Iterator[Problem]:
    lines = source.body.split("\n", 2 * LETTERHEAD)[: 2 * LETTERHEAD]
    places = [(number, line) for number, line in enumerate(lines, source.body_line) if line.strip()]
    del places[LETTERHEAD:]
    titles = [(each.line, each.value) for each in source.headers if each.name.lower() == "title"]
    shown = [_as_shown(line) for _, line in (*titles, *places)]
    if not may_be_marks(shown[: len(titles)], shown[len(titles) :]):
        return
    for place, ((number, line), plain) in enumerate(zip((*titles, *places), shown, strict=True)):
        mark = (find_title_mark if place < len(titles) else find_mark)(plain, lang)
        if mark is None or mark.kind == "delivery":
            continue
        late = place >= len(titles) + HEAD
        if late and (line[0] == "#" or (mark.kind == "draft" and not line.isupper())):
            continue
        if mark.kind == "embargo" and "embargo" not in values:
            rule = "a text that says it is under embargo must have the header Embargo"
            moment = mark.moment or "with its date, time and zone"
            hint = f"add Embargo: {moment}, and delete the line"
        elif mark.kind == "draft":
            rule = "a text that calls itself a draft must be one"
            hint = "add Status: draft, or delete the line"
        else:
            continue
        yield Problem(path, number, rule, f'got "{shorten(line, 60)}"', hint)


def _as_shown(line: str) -> str:
    plain = unescape(_TAG.sub(" ", line)) if "<" in line or "&" in line else line
    return plain.strip("*_#> ")
