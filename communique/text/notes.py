"""Footnotes and link references of a text, and their mistakes.

Notes without a reference are not published: an editor may have left one for a colleague.
Python-Markdown would publish every note, show the mark of a missing note as text, and keep the last
of two notes with one name.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor
from markdown.treeprocessors import Treeprocessor

from communique.patterns import late

BEFORE_NOTES = 51
"""Python-Markdown writes the notes into the tree at 50."""

AFTER_INLINE = 17
"""When the text's marks of notes are links; more links to the same note follow at 15."""

MARK = "footnote"
"""Python-Markdown's name for the pattern of a mark."""

MARKS_PRIORITY = 175
BACK = "footnote-backref"
"""The class of the link from a note back to its mark."""


_ESCAPED = late(r"\\([!-/:-@\[-`{-~])")


class References:
    """Knows what one text refers to; ``dropped`` are the notes that are left out of it."""

    def __init__(self, md: Markdown) -> None:
        self.markdown = md
        self.dropped: frozenset[str] = frozenset()
        self.missing: set[str] = set()
        """Names of notes that the text refers to and does not have."""
        self._addresses = _Addresses()
        md.references = self._addresses
        extensions = md.registeredExtensions
        self._notes = next((e for e in extensions if isinstance(e, FootnoteExtension)), None)
        if self._notes is not None:
            self._marks = _Marks(md, self._notes)
            md.treeprocessors.register(_Dropper(self, self._notes), "unused notes", BEFORE_NOTES)
            md.treeprocessors.register(self._marks, "marks of notes", AFTER_INLINE)
            pattern = md.inlinePatterns[MARK].pattern
            mark = _Mark(pattern, self._notes, self.missing)
            md.inlinePatterns.register(mark, MARK, MARKS_PRIORITY)
            self._notes.setFootnote = self._keep  # type: ignore[method-assign]

    def reset(self, dropped: frozenset[str]) -> None:
        """Begin another text, or the same without the ``dropped`` notes."""
        self.dropped = dropped
        self.missing.clear()
        self._addresses.used.clear()
        self._addresses.repeated.clear()
        if self._notes is not None:
            self._marks.linked = {}

    @property
    def repeated(self) -> frozenset[str]:
        """Names of notes, with their ``^``, and of addresses that are given twice."""
        return frozenset(self._addresses.repeated)

    def _keep(self, id: str, text: str) -> None:  # noqa: A002 - Python-Markdown's name
        """Keep a note; the first of a name stays."""
        assert self._notes is not None
        if id in self._notes.footnotes:
            self._addresses.repeated.add(f"^{id}")
        else:
            self._notes.footnotes[id] = text

    def find_unused(self) -> tuple[str, ...]:
        """Return the names of what the text just rendered has and does not refer to."""
        written = {name for name, (link, _) in self._addresses.items() if link not in {"", "#"}}
        unused = sorted(written - self._addresses.used)
        if self._notes is not None and self._notes.footnotes:
            self.dropped = frozenset(self._notes.footnotes) - self._marks.reached()
            unused += [f"^{name}" for name in self._notes.footnotes if name in self.dropped]
        return tuple(unused)


class _Addresses(dict[str, tuple[str, str]]):
    """Addresses by name. The first of a name stays; used and repeated names are noted."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()
        self.repeated: set[str] = set()

    def __setitem__(self, name: str, address: tuple[str, str]) -> None:
        link, title = address
        address = _ESCAPED.sub(r"\1", link), _ESCAPED.sub(r"\1", title or "")
        if self.setdefault(name, address) != address and link not in {"", "#"}:
            self.repeated.add(name)

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.used.add(name)
        return super().__getitem__(name)


class _Mark(FootnoteInlineProcessor):
    """Makes a mark a link to its note, and notes the names of notes that are missing."""

    def __init__(self, pattern: str, notes: FootnoteExtension, missing: set[str]) -> None:
        super().__init__(pattern, notes)
        self.missing = missing

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802
        """Return the link and its place; nothing if there is no such note."""
        if m[1] not in self.footnotes.footnotes:
            self.missing.add(m[1])
        return super().handleMatch(m, data)


class _Dropper(Treeprocessor):
    """Takes notes out before they are written into the tree."""

    def __init__(self, references: References, notes: FootnoteExtension) -> None:
        super().__init__(references.markdown)
        self.references, self.notes = references, notes

    def run(self, _root: Element) -> None:
        """Leave the tree as it is."""
        for name in self.references.dropped:
            self.notes.footnotes.pop(name, None)


class _Marks(Treeprocessor):
    """Notes which notes the text and each note link to; ``linked`` is by note, "" is the text.

    Takes Python-Markdown's English words off the links back: each page has words of its language.
    """

    def __init__(self, md: Markdown, notes: FootnoteExtension) -> None:
        super().__init__(md)
        self.notes = notes
        own = FootnoteExtension().getConfig("BACKLINK_TITLE")
        self.untitled = notes.getConfig("BACKLINK_TITLE") == own
        self.linked: dict[str, set[str]] = {}

    def run(self, root: Element) -> None:
        """Leave the tree as it is except those words."""
        ids = {self.notes.makeFootnoteId(name): name for name in self.notes.footnotes}
        todo = [(root, "")] if ids else []
        while todo:
            element, note = todo.pop()
            if element.tag == "li" and element.get("id", "") in ids:
                note = ids[element.get("id", "")]
            if self.untitled and element.get("class") == BACK:
                element.attrib.pop("title", None)
            if element.get("class") == "footnote-ref":
                target = ids.get(element.get("href", "")[1:])
                if target is not None:
                    self.linked.setdefault(note, set()).add(target)
            todo += [(child, note) for child in element]

    def reached(self) -> set[str]:
        """Return the notes that the text refers to, itself or in such a note."""
        reached: set[str] = set()
        todo = [""]
        while todo:
            new = self.linked.get(todo.pop(), set()) - reached
            reached |= new
            todo += sorted(new)
        return reached
