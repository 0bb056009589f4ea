"""The one reader of tags, held against html5lib, which reads as the standard says."""

from __future__ import annotations

from typing import Any

import pytest
from html5lib._tokenizer import HTMLTokenizer  # type: ignore[import-untyped]
from html5lib.constants import tokenTypes  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.text.tags import Tag, read_tags, replace_addresses, rewrite_tags

NAMES = ("a", "b", "img", "picture")
PIECES = st.sampled_from(
    ["<", ">", "/", "=", '"', "'", " ", "\n", "\t", "-", "--", ";", "<a ", "<A HREF=", '<img src="',
     "</a>", "</a ", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<?", "<picture>", "<b>",
     "alt", "href", "x", "é", "&amp;", "&amp", "&lt", "&#60;", "&lt=", "{static}/x", "/>", "</",
     "title="]
)  # fmt: skip


def _first(attributes: Any) -> tuple[tuple[str, str], ...]:
    """Of two attributes of one name the first counts."""
    found: dict[str, str] = {}
    for name, value in attributes.items() if isinstance(attributes, dict) else attributes:
        found.setdefault(name, value)
    return tuple(found.items())


def _expected(html: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    begins = (tokenTypes["StartTag"], tokenTypes["EmptyTag"])
    found = []
    for token in HTMLTokenizer(html):
        if token["type"] in (*begins, tokenTypes["EndTag"]):
            slash = "" if token["type"] in begins else "/"
            found.append((f"{slash}{token['name']}", _first(token["data"])))
    return found


def _shown(tag: Tag) -> tuple[str, tuple[tuple[str, str], ...]]:
    return tag.name, tuple((each.name, each.value) for each in tag.attributes)


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=14).map("".join))
@example("<a title='a > b' href={x}>")
@example("</x<picture>")
@example("<a href=&lt=b>")
@example("<!--><a b>--><img c>")
def test_tags_are_those_that_a_browser_reads(html: str) -> None:
    """With the same names, attributes and values, whatever stands around them."""
    expected = [each for each in _expected(html) if each[1] or each[0].strip("/") in NAMES]
    found = [_shown(tag) for tag in read_tags(html, NAMES)]
    assert [each for each in found if each[1] or each[0].strip("/") in NAMES] == expected


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_tag_that_is_not_changed_stays_as_it_is_written(html: str) -> None:
    """So does what is between tags."""
    assert rewrite_tags(html, lambda tag: tag.text, NAMES) == html
    assert rewrite_tags(html, lambda tag: tag.with_values(lambda each: each.value)) == html
    for tag in read_tags(html, NAMES):
        assert html[tag.start : tag.end] == tag.text


@pytest.mark.parametrize("name", ["script", "style", "textarea", "title", "XMP", "iframe"])
def test_what_an_element_of_words_holds_is_no_tag(name: str) -> None:
    """Up to its own end, in letters of any case."""
    html = f"<{name}><img a></b c><!--</{name.upper()} ><img b>"
    assert [tag.text for tag in read_tags(html) if tag.attributes] == ["<img b>"]


@pytest.mark.parametrize(
    ("tag", "value", "expected"),
    [
        ("<a href='b'>", 'x"y', "<a href='x\"y'>"),
        ("<a href='b'>", "x'y", '<a href="x\'y">'),
        ("<a href=b title=c>", 'x"&', '<a href="x&#34;&amp;" title=c>'),
        ("<a href=b/>", "<", '<a href="&lt;">'),
        ("<a href>", "x", '<a href="x">'),
    ],
)
def test_a_value_is_written_so_that_it_is_read_back(tag: str, value: str, expected: str) -> None:
    """In the quotation marks that it had, if it holds none of them."""
    (read,) = read_tags(tag)
    written = read.with_values(lambda each: value if each.name == "href" else None)
    assert written == expected
    assert next(read_tags(written)).value("href") == value


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.jpg", "/a.jpg"),
        ("a.jpg 1x, b.jpg 2x", "/a.jpg 1x, /b.jpg 2x"),
        ("a,b.jpg 480w,c.jpg 960w", "/a,b.jpg 480w,/c.jpg 960w"),
        (" a.jpg 1.5x ,\n b.jpg ", " /a.jpg 1.5x ,\n /b.jpg "),
        ("", ""),
    ],
)
def test_each_address_in_a_srcset_is_one(srcset: str, expected: str) -> None:
    """A comma within an address is part of it."""
    (tag,) = read_tags(f'<img srcset="{srcset}" alt>')
    assert replace_addresses(tag.attributes[0], lambda address: f"/{address}") == expected
