"""XML written by lxml: well-formed by construction, the same bytes for the same values."""

from __future__ import annotations

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    """Add an element with a text and attributes to ``parent``, and return it."""
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def write_xml(root: etree._Element) -> bytes:
    """Write a document in UTF-8 with its declaration, indented, ending in a line break."""
    etree.indent(root)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
