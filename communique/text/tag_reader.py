"""An HTML parser that records positions, and elements that a text may not have."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from communique.patterns import late
from communique.text.elements import ADDRESSES, SCHEMES, VOID
from communique.values import dataclass

Allowed = Mapping[str, frozenset[str]]
Tag = tuple[str, tuple[tuple[str, str], ...]]

LINE = "\x1a"
"""An attribute that says in which line of its text a tag stands; never published.

A source has no control characters, so no text can hold it.
"""

DEEPEST = 100
"""Elements within one another: an article has ten."""

MOST_FAULTS = 100
"""The most faults that are reported for one text."""

_IGNORED = frozenset({"tbody", "colgroup"})
"""Elements that browsers put into a table where they are left out."""

_MARK = late(rf"\s?{LINE}=([0-9]+)[\s{LINE}]?")
"""The same in an address or in words."""

_COMMENT = late(r"<!\s*[-–—]")
_CODE = frozenset({"code", "pre", "kbd", "samp"})
_UNREAD = late(r"[\t\n\r]|^[\x00- ]+|[\x00- ]+$")
_SCHEME = late(r"[A-Za-z][A-Za-z0-9+.-]*(?=:)")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in HTML: the rule, what was found, the fix, and the line, 0 where unknown.

    ``written`` is what to look for in the source where there is no line.
    """

    rule: str
    found: str
    hint: str
    line: int
    written: str


class TagReader(HTMLParser):
    """Notes tags, words and faults."""

    def __init__(self, allowed: Allowed) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.faults: list[Fault] = []
        self.tags: list[Tag] = []
        self.lines: list[int] = []
        self.words: list[str] = []
        self.comments = False
        self.signs = False
        """Whether an attribute's value has a raw ``<`` or ``>``."""
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what it may not have."""
        line = _line_in(" ".join(f"{name}={value}" for name, value in attrs if name == LINE))
        said = [(name, value or "") for name, value in attrs if name != LINE or not line]
        written = self.get_starttag_text() or ""
        self.signs = self.signs or "<" in written[1:] or ">" in written[:-1]
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
                self._add(rule, f"<{tag}>", "remove some of the levels", line, f"<{tag}")

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
            hint = f"write <{tag}> alone" if tag in VOID else "remove it, or write its beginning"
            self._add(rule, f"</{tag}>", hint, 0, f"</{tag}")

    def handle_data(self, data: str) -> None:
        """Note words; a comment without its end is among them, with its dashes set or not."""
        self.words.append(data)
        if "<!" not in data or any(name in _CODE for name, _ in self._open):
            return
        if _COMMENT.search(data):
            rule, line = "a comment must be closed", _line_in(data[data.find("<!") :])
            self._add(rule, "<!-- without its end", "write --> after it", line, "<!--")
        else:
            self._refuse_other(data[data.find("<!") :], "`<!` as code")

    def handle_comment(self, _data: str) -> None:
        """Note a comment, which is not published."""
        self.comments = True

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
        for tag, line in self._open[:MOST_FAULTS]:
            self._unclosed(tag, line)

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
        hint = f"remove it, or allow it with HTML_ALLOWED; {words}"
        if tag in {"h1", "/h1"}:
            hint = "write h2, or ## before the words: a page has one h1, its title"
        self._add(rule, f"<{tag}>", hint, line, f"<{tag}")

    def _refuse_other(self, written: str, meant: str = "") -> None:
        begin = re.split(rf"[\s{LINE}>]", written, maxsplit=1)[0][:20]
        rule = "HTML must have no declarations or instructions"
        hint = f"remove it; where the words are meant, write {meant or f'&lt;{begin[1:]}'}"
        self._add(rule, begin, hint, _line_in(written), begin)

    def _check_attribute(self, tag: str, name: str, value: str, line: int) -> None:
        if name not in self.allowed[tag]:
            rule = "an element must have no attributes but those in the manual"
            self._add(rule, f"{name} in <{tag}>", "remove it", line, name)
            return
        if name not in ADDRESSES:
            return
        line, value = line or _line_in(value), _MARK.sub("", value)
        for address in value.split(",") if name == "srcset" else [value]:
            scheme = _SCHEME.match(_UNREAD.sub("", address))
            if scheme is None or scheme[0].lower() in SCHEMES:
                continue
            schemes = ", ".join(f"{each}:" for each in SCHEMES)
            rule = f"an address must be of this site or begin with {schemes}"
            hint = "write the address of a page or of a file"
            self._add(rule, f'"{scheme[0]}:" in {name}', hint, line, value)


def _line_in(written: str) -> int:
    mark = _MARK.search(written)
    return int(mark[1]) if mark else 0
