"""Tests of XML that is written as text: it is what lxml writes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from communique.outputs.xml import add, element, plain

TEXTS = st.text(st.characters(codec="utf-8")).map(plain) | st.text("&<>\"'\r\n\t ]")


@given(st.none() | TEXTS, TEXTS)
def test_an_element_is_written_as_lxml_writes_it(text: str | None, value: str) -> None:
    """Any text, in the element and in an attribute."""
    root = etree.Element("root")
    add(root, "link", text, href=value)

    assert element("link", text, href=value) == etree.tostring(root[0], encoding="unicode")
