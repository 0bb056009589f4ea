"""XML written by lxml: always well-formed, and the same bytes for the same values."""

from functools import lru_cache

from lxml import etree

from communique.patterns import late

_FORBIDDEN = late("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
"""Signs that XML 1.0 does not have (§2.2), the control characters from U+007F on, and U+FFFD, which
stands for a sign that was lost.
"""

_QUOTED = late('[&<>"\\r\\n\\t]')
"""What an attribute's value has escaped."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def add(
    parent: etree._Element, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    """Add an element with a text and attributes to ``parent``, and return it."""
    try:
        element = etree.SubElement(parent, tag, attributes)
        element.text = text
    except ValueError:  # signs that no document may have
        if len(parent) and parent[-1].tag == tag and parent[-1].text is None:
            parent.remove(parent[-1])
        plainly = {name: plain(value) for name, value in attributes.items()}
        element = etree.SubElement(parent, tag, plainly)
        element.text = text and plain(text)
    return element


def plain(text: str) -> str:
    """Return a text without the signs that no XML document may have."""
    # Of printable signs only U+FFFD is forbidden; in most texts a line break is all that is not.
    seen = text.replace("\n", "").replace("\xa0", "")
    if seen.isprintable() and "\ufffd" not in seen:
        return text
    return _FORBIDDEN.sub("", text)


def element(tag: str, text: str | None, **attributes: str) -> str:
    """Write an element of plain texts fast, as ``write_xml`` does; self-closed for None."""
    start = tag
    for name, value in attributes.items():
        start += f' {name}="{_in_quotes(value)}"'
    if text is None:
        return f"<{start}/>"
    return f"<{start}>{_escape(text)}</{tag}>"


@lru_cache(maxsize=1024)  # RSS and Atom, written one after another, have the same texts
def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _in_quotes(value: str) -> str:
    """Escape an attribute's value; a parser reads a bare line break in it as a space (§3.3.3)."""
    if _QUOTED.search(value) is None:
        return value
    value = _escape(value).replace('"', "&quot;")
    return value.replace("\n", "&#10;").replace("\t", "&#9;")


def write_xml(root: etree._Element) -> bytes:
    """Write a document in UTF-8 with its declaration, indented, ending in a line break."""
    etree.indent(root)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
