"""Whether the HTML of a text is of the kinds that a text may have.

Two read it. Python's own parser says where each fault stands. A sanitiser that reads HTML as
browsers do (nh3, which is Rust's ammonia) then writes the text with what is allowed and nothing
else: where that has other elements, attributes or words than the first reader saw, the text is
refused, for browsers would see what the first reader does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest

import nh3

from communique.text.elements import ADDRESSES, NEVER, SCHEMES, VOID

__all__ = ["Fault", "Reading", "holds_markup", "mark_lines", "read_markup"]

Allowed = Mapping[str, frozenset[str]]
Tag = tuple[str, tuple[tuple[str, str], ...]]

LINE = "communique-line"
"""An attribute that says in which line of its text a tag stands; never published."""

DEEPEST = 100
"""Elements within one another: an article has ten."""

MOST_FAULTS = 100
"""Faults that are told of one text."""

_SIGNS = re.compile(r"<(?!https?://)[A-Za-z/!?]|\{(?!(?:static|filename|attach)\})")
"""What begins HTML or a list of attributes in Markdown, and no link."""

_ODD_ADDRESSES = tuple(
    re.compile(rf'{name}="(?!https?://|mailto:|tel:|[/#?.{{])') for name in ("href", "src")
)
"""Addresses in Markdown's own HTML that are worth a look."""

_IGNORED = frozenset({"tbody", "colgroup"})
"""Elements that browsers put into a table where they are left out."""

_TALKING_END = re.compile(r"</[A-Za-z][^\s/>]*[\s/]+[^\s>]")
"""An end tag with more than its name, which nobody would see."""

_CODE = frozenset({"code", "pre", "kbd", "samp"})
_UNREAD = re.compile(r"[\t\n\r]|^[\x00- ]+|[\x00- ]+$")
_TAG_NAME = re.compile(r"<([A-Za-z][^\s/<>]*)(?=[\s/>]|$)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that may not be: the rule, what was found, the fix; its line, 0 where unknown.

    ``written`` is what to look for in the source where there is no line.
    """

    rule: str
    found: str
    hint: str
    line: int
    written: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's HTML as it may be published, without comments; and what keeps it from that."""

    html: str
    faults: tuple[Fault, ...]


def holds_markup(text: str, html: str) -> bool:
    """Decide whether HTML has to be looked at; most texts are Markdown and nothing else."""
    signs = ("<" in text or "{" in text) and _SIGNS.search(text)
    return bool(signs) or any(address.search(html) for address in _ODD_ADDRESSES)


def read_markup(html: str, allowed: Allowed) -> Reading:
    """Return the HTML without its comments, and every fault; ``allowed`` is by element."""
    reader = _Reader(allowed)
    reader.feed(html)
    reader.close()
    reader.end()
    if reader.faults:
        return Reading(html, tuple(reader.faults))
    clean = _cleaner(allowed).clean(html)
    second = _Reader(allowed)
    second.feed(clean)
    second.close()
    odd = _difference(reader, second)
    if odd:
        return Reading(html, (odd,))
    hidden = reader.comments or _TALKING_END.search(html)
    return Reading(clean if hidden else html, ())


def _cleaner(allowed: Allowed) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(allowed),
        attributes={name: set(attributes) for name, attributes in allowed.items()},
        clean_content_tags={"script", "style"} - set(allowed),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _difference(first: _Reader, second: _Reader) -> Fault | None:
    """Return the first thing that two readers did not see alike; None where there is none."""
    rule = "HTML must be so that every browser reads it the same way"
    hint = "close each element where it was opened, and put no block into a paragraph"
    pairs = zip_longest(first.tags, second.tags)
    place = next((number for number, (one, other) in enumerate(pairs) if one != other), None)
    if place is not None:
        tag = (first.tags if place < len(first.tags) else second.tags)[place][0]
        line = first.lines[min(place, len(first.lines) - 1)] if first.lines else 0
        return Fault(rule, f"got <{tag}>", hint, line, f"<{tag}")
    words, others = ("".join("".join(each.words).split()) for each in (first, second))
    if words != others:
        return Fault(rule, "got words within a tag, or loose in a table", hint, 0, "<")
    return None


class _Reader(HTMLParser):
    """Notes tags, words and faults."""

    def __init__(self, allowed: Allowed) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.faults: list[Fault] = []
        self.tags: list[Tag] = []
        self.lines: list[int] = []
        self.words: list[str] = []
        self.comments = False
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what it may not have."""
        said = [(name, value or "") for name, value in attrs if name != LINE]
        line = next((int(value or 0) for name, value in attrs if name == LINE), 0)
        if tag not in self.allowed:
            self._refuse_element(tag, line)
        else:
            for name, value in said:
                self._check_attribute(tag, name, value, line)
        if tag not in _IGNORED or said:
            self._note((tag, tuple(sorted(said))), line)
        if tag not in VOID:
            self._open.append((tag, line))
            if len(self._open) == DEEPEST:
                rule = f"elements must not be nested {DEEPEST} deep"
                self._add(rule, f"<{tag}>", "take out some of the levels", line, f"<{tag}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read ``<div/>`` as browsers do, who see its beginning alone."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of the element that was opened last; any other end is a fault."""
        names = [name for name, _ in self._open[-DEEPEST:]]
        if tag in names:
            while self._open[-1][0] != tag:
                self._unclosed(*self._open.pop())
            self._open.pop()
            if tag not in _IGNORED:
                self._note((f"/{tag}", ()), 0)
        elif tag not in self.allowed:
            self._refuse_element(f"/{tag}", 0)
        else:
            rule = "an end tag must be that of an open element"
            hint = f"write <{tag}> alone" if tag in VOID else "take it out, or write its beginning"
            self._add(rule, f"</{tag}>", hint, 0, f"</{tag}")

    def handle_data(self, data: str) -> None:
        """Note words; a comment without its end is among them, with its dashes set or not."""
        self.words.append(data)
        if "<!" in data and not any(name in _CODE for name, _ in self._open):
            rule = "a comment must be closed"
            self._add(rule, "<!-- without its end", "write --> after it", 0, "<!--")

    def handle_comment(self, data: str) -> None:
        """Note that there is a comment, which is not published."""
        self.comments = True
        del data

    def handle_decl(self, decl: str) -> None:
        """Refuse ``<!DOCTYPE …>``."""
        self._refuse_other(f"<!{decl}")

    def unknown_decl(self, data: str) -> None:
        """Refuse ``<![CDATA[…]]>``."""
        self._refuse_other(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        """Refuse ``<?php …>``."""
        self._refuse_other(f"<?{data}")

    def end(self) -> None:
        """Note what was not closed."""
        while self._open:
            self._unclosed(*self._open.pop(0))

    def _note(self, tag: Tag, line: int) -> None:
        self.tags.append(tag)
        self.lines.append(line or (self.lines[-1] if self.lines else 0))

    def _add(self, rule: str, found: str, hint: str, line: int, written: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(rule, f"got {found}", hint, line, written))

    def _unclosed(self, tag: str, line: int) -> None:
        if tag in self.allowed:
            rule, hint = "an element must be closed", f"write </{tag}> after its text"
            self._add(rule, f"<{tag}> without its end", hint, line, f"<{tag}")

    def _refuse_element(self, tag: str, line: int) -> None:
        rule = "HTML must be of the elements in the manual"
        words = f"where the words are meant, write &lt;{tag}"
        hint = f"take it out, or allow it with HTML_ALLOWED; {words}"
        self._add(rule, f"<{tag}>", hint, line, f"<{tag}")

    def _refuse_other(self, written: str) -> None:
        begin = re.split(r"[\s>]", written, maxsplit=1)[0][:20]
        rule = "HTML must have no declarations or instructions"
        hint = f"take it out; where the words are meant, write &lt;{begin[1:]}"
        self._add(rule, begin, hint, 0, begin)

    def _check_attribute(self, tag: str, name: str, value: str, line: int) -> None:
        if name not in self.allowed[tag] or name.startswith(NEVER):
            rule = "an element must have no attributes but those in the manual"
            self._add(rule, f"{name} in <{tag}>", "take it out", line, name)
            return
        scheme = _SCHEME.match(_UNREAD.sub("", value)) if name in ADDRESSES else None
        if scheme and scheme[0].lower() not in SCHEMES:
            schemes = ", ".join(f"{each}:" for each in SCHEMES)
            rule = f"an address must be of this site or begin with {schemes}"
            hint = "write the address of a page or of a file"
            self._add(rule, f'"{scheme[0]}:" in {name}', hint, line, value)


def mark_lines(text: str, first: int) -> str:
    """Return a Markdown text whose tags say in which line they stand; its own first is ``first``.

    What looks like a tag and is none, as in code, is marked too, and stays no tag.
    """
    lines = enumerate(text.split("\n"), first)
    return "\n".join(
        _TAG_NAME.sub(rf"<\1 {LINE}={number} ", line) if "<" in line else line
        for number, line in lines
    )
