"""XML written by lxml: well-formed by construction, the same bytes for the same values."""

from __future__ import annotations

from lxml import etree

from communique.text.patterns import late

_FORBIDDEN = late("[^\t\n\r -\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML 1.0 does not have (§2.2), and the control characters from U+007F on."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    """Add an element with a text and attributes to ``parent``, and return it."""
    element = etree.SubElement(
        parent, tag, {name: plain(value) for name, value in attributes.items()}
    )
    element.text = text and plain(text)
    return element


def plain(text: str) -> str:
    """Return a text without the signs that no XML document may have."""
    return text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("", text)


def write_xml(root: etree._Element) -> bytes:
    """Write a document in UTF-8 with its declaration, indented, ending in a line break."""
    etree.indent(root)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
