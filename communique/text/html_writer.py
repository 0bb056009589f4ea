"""Writes Markdown's tree as Python-Markdown does, which still writes all but plain elements."""

from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import RE_AMP, to_html_string

OTHERS = frozenset({*HTML_EMPTY, *map(str.upper, HTML_EMPTY), "script", "style"} - {"br"})
"""Elements whose text or end is written in another way."""


def write_html(root: Element) -> str:
    """Return what Python-Markdown's ``to_html_string`` returns."""
    parts: list[str] = []
    return "".join(parts) if _write(parts, root) else to_html_string(root)


def _write(parts: list[str], element: Element) -> bool:
    """Write an element and its tail; return whether it could be written."""
    tag, text, tail = element.tag, element.text, element.tail
    if type(tag) is not str or tag in OTHERS:
        return False
    begin = tag
    if element.attrib:
        for name, value in sorted(element.items()):
            if type(name) is not str or type(value) is not str or name == value:
                return False
            begin += f' {name}="{_escape(value, quote=True)}"'
    text = _escape(text) if text else ""
    tail = _escape(tail) if tail else ""
    if tag == "br":
        parts.append(f"<{begin}>{tail}")
        return not (text or len(element))
    if not len(element):
        parts.append(f"<{begin}>{text}</{tag}>{tail}")
        return True
    parts.append(f"<{begin}>{text}")
    for child in element:
        if not _write(parts, child):
            return False
    parts.append(f"</{tag}>{tail}")
    return True


def _escape(text: str, *, quote: bool = False) -> str:
    """Return a text as HTML has it; an ``&`` that begins a reference stays."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
