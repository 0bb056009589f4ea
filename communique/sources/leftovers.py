"""Leftovers of other programs, and Markdown without effect, in a text: ``leftovers.toml``.

Merges leave both sides, Word leaves broken references, a wrong encoding leaves wrong letters.
Markdown shows its own marks where a space or an empty line is missing.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.shipped import read_table
from communique.sources.header import Source
from communique.sources.hints import shorten
from communique.text.markdown import blank_code
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class _Leftover:
    """What is found: no text has it without one of the ``signs``, which are searched for first."""

    signs: tuple[str, ...]
    form: re.Pattern[str]
    rule: str
    hint: str
    severity: Severity = Severity.WARNING


_Signs = list[tuple[str, str, _Leftover]]


@cache
def _leftovers() -> dict[str, list[_Leftover]]:
    tables = read_table(Path(__file__).with_name("leftovers.toml"))
    return {kind: [_make(**table) for table in each] for kind, each in tables.items()}


@cache
def _signs(*kinds: str) -> _Signs:
    """Return the last letter of each sign, a seldom one, the sign, and what may be found by it."""
    leftovers = chain.from_iterable(_leftovers()[kind] for kind in kinds)
    return [(sign[-1], sign, each) for each in leftovers for sign in each.signs]


def _make(
    signs: list[str], form: str | list[str], rule: str, hint: str, *, error: bool = False
) -> _Leftover:
    pattern = late(form if isinstance(form, str) else "|".join(form))
    severity = Severity.ERROR if error else Severity.WARNING
    return _Leftover(tuple(signs), pattern, rule, hint, severity)


_ADDRESS = late(r"href=[\"']?([^\"'>]*)[\"']?[^>]*></a>$")
"""The address of a link without words."""

_SET_IN = late(r"\n(?: {4}|\t)")

_RULE_LINE = late(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def check_leftovers(source: Source, html: str) -> Iterator[Problem]:
    """Yield the first of each kind of leftover, with its line."""
    body = source.body
    for each in _find_signs(body, _signs("written")):
        text = f"\n\n{body}"
        if each.form.search(text) and (found := each.form.search(blank_code(text))):
            yield _problem(source, max(found.start() - 2, 0), each, found[0])
    kinds = ("shown", "in_blocks") if "<" in body else ("shown",)
    for each in _find_signs(html, _signs(*kinds)):
        if found := each.form.search(_without_code(html)):
            address = _ADDRESS.search(found[0]) if found[0].endswith("></a>") else None
            shown = address[1] if address else found[0]
            yield _problem(source, _place_of(source, shown), each, re.sub("<[^>]*>?", "", shown))
    if _SET_IN.search(body) and "<pre" in html and "```" not in body and "~~~" not in body:
        for each in _leftovers()["indented"]:
            if found := each.form.search(body):
                yield _problem(source, found.start("words"), each, found["words"])
    if "|" in body and "<table" in html:
        yield from _check_rows(source)


def check_headers(source: Source) -> Iterator[Problem]:
    """Yield what is in a value as it would be in a text."""
    values = "\n".join([each.value for each in source.headers])
    for each in _find_signs(values, _signs("written")):
        for header in source.headers:
            if found := each.form.search(header.value):
                told = f'got "{shorten(found[0], 60)}"'
                yield Problem(source.path, header.line, each.rule, told, each.hint, each.severity)


def _find_signs(text: str, signs: _Signs) -> list[_Leftover]:
    """Return the leftovers that a text has a sign of; a search for one letter takes no time."""
    found: list[_Leftover] = []
    for letter, sign, each in signs:
        if letter in text and sign in text and each not in found[-1:]:
            found.append(each)
    return found


def _without_code(html: str) -> str:
    return (
        re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)
        if "<code" in html or "<pre" in html
        else html
    )


def _problem(source: Source, place: int, leftover: _Leftover, found: str) -> Problem:
    told = f'got "{shorten(found.strip(), 60)}"'
    return source.problem(place, leftover.rule, told, leftover.hint, leftover.severity)


def _place_of(source: Source, shown: str) -> int:
    """Return the place of the longest word that is shown; the beginning of the text for none."""
    words = re.findall(r"\w+", re.sub("<[^>]*>?", " ", shown)) or re.findall(r"-{3,}", shown)
    longest = max(words, key=len, default="")
    return max(source.body.find(longest), 0)


def _check_rows(source: Source) -> Iterator[Problem]:
    """Yield the first row of a table with more cells than its head: Markdown drops the others."""
    lines = blank_code(source.body).split("\n")
    for number, line in enumerate(lines):
        if not number or "|" not in lines[number - 1] or not _RULE_LINE.fullmatch(line):
            continue
        head = len(_cells(lines[number - 1]))
        for below, row in enumerate(lines[number + 1 :], number + 1):
            if not row.strip() or "|" not in row:
                break
            if any(_cells(row)[head:]):
                rule = f"a table's row must have no more cells than its head, {head}"
                hint = r"give the head another, or write \| where a bar is meant"
                found = f'got "{shorten(source.body.split(chr(10))[below].strip(), 60)}"'
                yield Problem(source.path, source.body_line + below, rule, found, hint)
                return


def _cells(row: str) -> list[str]:
    row = row.replace(r"\|", "  ").strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in row.split("|")]
