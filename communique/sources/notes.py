"""Notes and link references: missing, given twice, or never used; a note without its heading."""

import re
from collections.abc import Iterator
from itertools import islice

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.hints import shorten
from communique.text.markdown import Body, blank_code
from communique.text.sections import NOTE_CLASS, is_note_heading

_NAMED = late(r"\[([^\[\]]*)\]:")
"""The name of a note or of an address, where it is given."""

_GIVEN = late(r"^ {0,3}\[([^\[\]]+)\]:", re.MULTILINE)
_LINK = late(r"(?<![\\\]])\[([^\[\]]+)\]\[([^\[\]]*)\]")
MOST_LINKS = 100

LONGEST_HEADING = 60
"""The longest line that is compared with the headings of a note to editors."""

_MARK = late(r"\[\^([^\]]*)\](?!:)")


def check_notes(source: Source, body: Body) -> Iterator[Problem]:
    """Yield what is amiss with the notes of a text and its addresses by name."""
    if body.missing:
        yield from _find_missing(source, body.missing)
    if "[" in source.body and "][" in source.body and "][" in body.html:
        yield from _find_unmade(source)
    if NOTE_CLASS not in body.html:
        yield from _find_plain_heading(source)
    if not body.unused and not body.repeated:
        return
    lines: dict[str, list[int]] = {}
    for number, line in enumerate(source.body.lower().split("\n"), source.body_line):
        for named in _NAMED.findall(line):
            lines.setdefault(named, []).append(number)
    for name in body.repeated:
        rule, hint = "a note, or an address by name, must be given once", "give it another name"
        place = lines.get(name.lower(), [source.body_line])[:2][-1]
        yield Problem(source.path, place, rule, f"got [{shorten(name)}] twice", hint)
    for name in body.unused:
        rule = "a note, or an address by name, must be referred to in the text"
        found, hint = f"got [{shorten(name)}]", "it is not published; refer to it, or remove it"
        place = lines.get(name.lower(), [source.body_line])[0]
        yield Problem(source.path, place, rule, found, hint, Severity.WARNING)


def _find_plain_heading(source: Source) -> Iterator[Problem]:
    """Yield the line that names a note to editors, in bold or plain, and is no heading."""
    for number, line in enumerate(source.body.split("\n")):
        if line[:2] == "**":
            words = line[2:].partition("**")[0]
        elif 0 < len(line) <= LONGEST_HEADING and line[-1] not in ".,;":
            words = line.strip("*_ :：\r")
        else:
            continue
        if is_note_heading(words) and blank_code(source.body).split("\n")[number].strip():
            rule = "a note to editors should have a heading, which sets it apart"
            found, hint = f'got "{shorten(line, 60)}"', f"write ## {words.rstrip(' :：')}"
            yield Problem(
                source.path, source.body_line + number, rule, found, hint, Severity.WARNING
            )
            return


def _find_unmade(source: Source) -> Iterator[Problem]:
    """Yield links by the name of an address that the text has not: they are shown as written."""
    plain = blank_code(source.body)
    given = {name.casefold() for name in _GIVEN.findall(plain)}
    for link in islice(_LINK.finditer(plain), MOST_LINKS):
        name = link[2] or link[1]
        # [1][2] are numbers of sources.
        if " ".join(name.split()).casefold() not in given and not link[1].isdecimal():
            rule, found = "a link by name should have its address", f"got {shorten(link[0])}"
            hint = f"write [{shorten(name)}]: https://… below, or \\[ where the brackets are meant"
            yield source.problem(link.start(), rule, found, hint, Severity.WARNING)


def _find_missing(source: Source, missing: tuple[str, ...]) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for number, line in enumerate(blank_code(source.body).split("\n"), source.body_line):
        for name in _MARK.findall(line):
            lines.setdefault(name, number)
    for name in missing:
        rule, found = "the mark of a note must have its note", f"got [^{shorten(name)}] without one"
        hint = rf"write the note, [^{shorten(name)}]: …, or \[ where the brackets are meant"
        yield Problem(source.path, lines.get(name, source.body_line), rule, found, hint)
