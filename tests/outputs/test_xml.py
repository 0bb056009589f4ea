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
    root[0].text = long = (text or "") + "." * 1000
    assert element("link", long, href=value) == etree.tostring(root[0], encoding="unicode")


@given(st.text("a \n\t\r\xa0\x00\x7f\u2028\ufffd\ufffe\ue000ш"))
def test_a_plain_text_loses_each_forbidden_sign(text: str) -> None:
    """And no other."""
    assert plain(text) == "".join(sign for sign in text if sign not in "\x00\x7f\ufffd\ufffe")
