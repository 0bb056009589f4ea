"""Alignment of table columns by class; the content security policy forbids styles."""

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

STYLES = {f"text-align: {side};": f"align-{side}" for side in ("left", "center", "right")}
"""What Python-Markdown's tables write, and the class that says the same."""


class Aligner(Treeprocessor):
    """Gives the cells of a table that are set to a side its class, ``align-right``."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for table in root.iter("table"):
            for cell in table.iter():
                name = STYLES.get(cell.get("style", ""))
                if name and cell.tag in ("td", "th"):
                    del cell.attrib["style"]
                    cell.set("class", " ".join(filter(None, (cell.get("class"), name))))
