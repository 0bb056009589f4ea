"""The outline of a body within Markdown's tree: levels of headings, the note to editors."""

from functools import cache
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from communique.text.language import every_language

HEADINGS = {f"h{level}": level for level in range(1, 7)}

TOP = 2
"""The level of a body's highest headings: the page's title is h1."""

LOWEST = 6

NOTE_CLASS = "note-to-editors"


@cache
def note_headings() -> frozenset[str]:
    """Return what the section is headed in every language, in small letters."""
    return frozenset().union(*(language.note_headings for language in every_language()))


def is_note_heading(text: str) -> bool:
    """Decide whether a heading is "Note to editors", in any language, with or without a colon."""
    words = " ".join(text.replace("’", "'").split()).rstrip(" :：")
    return words.casefold() in note_headings()


class Outliner(Treeprocessor):
    """Makes the highest heading h2 and sets each note to editors apart as a section."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        headings = [element for element in root.iter() if element.tag in HEADINGS]
        shift = TOP - min((HEADINGS[heading.tag] for heading in headings), default=TOP)
        for heading in headings:
            heading.tag = f"h{min(LOWEST, HEADINGS[heading.tag] + shift)}"
        if any(is_note_heading("".join(heading.itertext())) for heading in headings):
            _set_apart(root)


def _set_apart(root: Element) -> None:
    blocks = list(root)
    root[:] = []
    target, level = root, 0
    for block in blocks:
        heading = HEADINGS.get(block.tag, 0)
        if block.get("class") == "footnote" or 0 < heading <= level:
            target, level = root, 0
        if heading and target is root and is_note_heading("".join(block.itertext())):
            target, level = SubElement(root, "section", {"class": NOTE_CLASS}), heading
            target.text = target.tail = "\n"
        target.append(block)
