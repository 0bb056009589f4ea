"""HTML in a text: elements that are not allowed, with their lines; comments are removed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import islice

from communique.errors import Problem, Severity
from communique.patterns import late
from communique.sources.header import Source
from communique.sources.hints import LONGEST_HINT, shorten
from communique.text.markdown import Body, Renderer, blank_code
from communique.text.markup import holds_markup, mark_lines, read_markup
from communique.text.tag_reader import MOST_FAULTS, Fault

_NOTE = late(r"<p>\[[^\[\]<>]*\]: *(?:#|&lt;&gt;)")
"""What Python-Markdown leaves of ``[comment]: # words``, which lacks its brackets."""


_END_MARK = late(r"^ {0,3}#{1,6}(?: [# ]*)?$", re.MULTILINE)
_BARE = late(r"#[# ]*(?=\n|\Z)")
"""A part of each such line; a search for what begins with one certain sign is fast."""


def check_markup(
    source: Source,
    body: Body,
    renderer: Renderer,
    lang: str,
    allowed: Mapping[str, frozenset[str]],
) -> tuple[Body, tuple[Problem, ...]]:
    """Return a body fit to publish and its faults; only a faulty one is rendered with lines."""
    if not holds_markup(source.body, body.html):
        return body, ()
    reading = read_markup(body.html, allowed)
    if not reading.faults:
        return replace(body, html=reading.html), ()
    marked = renderer.render(mark_lines(source.body, source.body_line), lang)
    faults = read_markup(marked.html, allowed).faults or reading.faults
    return body, tuple(_problem(source, fault) for fault in faults)


def check_comments(source: Source, html: str) -> Iterator[Problem]:
    """Yield comments in Markdown's way, ``[comment]: # (words)``, that would be published."""
    if "[" not in source.body or "]:" not in source.body:
        return
    for match in islice(_NOTE.finditer(html), MOST_FAULTS):
        written = unescape(match[0].removeprefix("<p>"))
        rule, hint = "a comment must be whole", "write [comment]: # (the words), or <!-- them -->"
        yield Problem(source.path, _line_of(source, written), rule, f"got {shorten(written)}", hint)


def check_end_mark(source: Source) -> Iterator[Problem]:
    """Yield a press's end mark, ``###`` alone, which is shown as it was written."""
    if not (_BARE.search(source.body) and _END_MARK.search(source.body)):
        return
    found = _END_MARK.search(blank_code(source.body))
    if found:
        rule, shown = "a heading should have words", f"got {found[0].strip()}"
        hint = "it is shown as it stands; remove it, or write words behind it"
        told = source.problem(found.start(), rule, shown, hint, Severity.WARNING)
        yield replace(told, once=True)


def _problem(source: Source, fault: Fault) -> Problem:
    line = fault.line or _line_of(source, fault.written)
    return Problem(
        source.path, line, fault.rule, shorten(fault.found), shorten(fault.hint, LONGEST_HINT)
    )


def _line_of(source: Source, written: str) -> int:
    """Return the line of the first mention, in entities or backslashes too; else the first line."""
    for lines in (source.body.lower().split("\n"), _as_read(source.body)):
        for number, line in enumerate(lines, source.body_line):
            if written.lower() in line:
                return number
    return source.body_line


@lru_cache(maxsize=1)
def _as_read(body: str) -> tuple[str, ...]:
    return tuple(unescape(line).replace("\\", "") for line in body.lower().split("\n"))
