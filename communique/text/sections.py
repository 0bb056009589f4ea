"""The outline of a body within Markdown's tree: levels of headings, the note to editors."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

__all__ = ["Outliner", "is_note_heading"]

HEADINGS = {f"h{level}": level for level in range(1, 7)}

TOP = 2
"""The level of a body's highest headings: the page's title is h1."""

LOWEST = 6

NOTE_CLASS = "note-to-editors"

NOTE_HEADINGS = frozenset(
    {
        "note to editors",
        "notes to editors",
        "note to editor",
        "note to the editors",
        "notes to the editors",
        "note for editors",
        "notes for editors",
        "note aux rédacteurs",
        "notes aux rédacteurs",
        "note aux rédactions",
        "notes aux rédactions",
        "note à la rédaction",
        "note à l'attention des rédactions",
        "note à l'intention des rédactions",
        "nota a los editores",
        "notas a los editores",
        "nota para los editores",
        "notas para los editores",
        "nota a la redacción",
        "nota a las redacciones",
        "nota para la redacción",
        "примечание для редакторов",
        "примечания для редакторов",
        "примечание для редакции",
        "к сведению редакторов",
        "редакторларға ескертпе",
        "редакцияларға ескертпе",
        "редакторлар үшін ескертпе",
        "редакторлардың назарына",
        "ملاحظة للمحررين",
        "ملاحظات للمحررين",
        "ملاحظة إلى المحررين",
        "ملاحظات إلى المحررين",
        "ملاحظة لهيئات التحرير",
        "致编辑",
        "编辑须知",
        "编者注",
        "编者按",
    }
)
"""What the section is headed in each language, in lower case."""


def is_note_heading(text: str) -> bool:
    """Decide whether a heading is "Note to editors", in any language, with or without a colon."""
    words = " ".join(text.replace("’", "'").split()).rstrip(" :：")
    return words.casefold() in NOTE_HEADINGS


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
    """Move each note's heading and what follows, to the next heading as high, into a section."""
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
