from __future__ import annotations

from functools import partial
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.outputs.press.views import resolve_links
from communique.text.elements import ADDRESSES
from communique.text.tags import Attribute, replace_addresses, rewrite_tags

URLS = {
    "releases/talks.md": "en/2019/06/04/talks/",
    "media/map.pdf": "media/map.pdf",
    "pages/about.md": "en/about/",
}


def absolute_links(html: str, base: str) -> str:
    """Make every address in HTML absolute (RFC 3986 §5), as feeds need them."""

    def resolve(attribute: Attribute) -> str | None:
        known = attribute.name in ADDRESSES
        return replace_addresses(attribute, partial(urljoin, base)) if known else None

    return rewrite_tags(html, lambda tag: tag.with_values(resolve))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="{filename}talks.md">', '<a href="/n/en/2019/06/04/talks/">'),
        ('<a href="{filename}talks.md#part">', '<a href="/n/en/2019/06/04/talks/#part">'),
        ('<a href="{filename}/pages/about.md">', '<a href="/n/en/about/">'),
        ('<a href="{filename}../pages/about.md">', '<a href="/n/en/about/">'),
        ('<img src="{static}/media/map.pdf">', '<img src="/n/media/map.pdf">'),
        ("<a href='{attach}../media/map.pdf?x=1'>", "<a href='/n/media/map.pdf?x=1'>"),
        ('<a href = "{filename}talks.md">', '<a href = "/n/en/2019/06/04/talks/">'),
        ("<p>{filename}talks.md</p>", "<p>{filename}talks.md</p>"),
        ('<a href="{filename}unknown.md">', '<a href="{filename}unknown.md">'),
        ('<a href="/en/">', '<a href="/en/">'),
    ],
)
def test_a_link_to_a_source_leads_to_its_page(html: str, expected: str) -> None:
    """In addresses only; fragment and query stay."""
    assert expected == resolve_links(html, "releases/visit.md", URLS, "/n")


@given(st.text(st.characters(exclude_characters="{")))
def test_a_text_without_marks_stays_as_it_is(html: str) -> None:
    """No letter of it changes."""
    assert html == resolve_links(html, "releases/visit.md", URLS, "/n")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("#note", "https://n.example/below/en/visit/#note"),
        ("photo.jpg", "https://n.example/below/en/visit/photo.jpg"),
        ("../talks/", "https://n.example/below/en/talks/"),
        ("/en/", "https://n.example/en/"),
        ("//cdn.example/a.js", "https://cdn.example/a.js"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&amp;b=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:+77172000000", "tel:+77172000000"),
    ],
)
def test_a_link_in_a_feed_is_whole(link: str, expected: str) -> None:
    """As RFC 3986 §5 resolves it; what is whole stays."""
    base = "https://n.example/below/en/visit/"
    assert f'<a href="{expected}">' == absolute_links(f'<a href="{link}">', base)
    assert f"<img src='{expected}'>" == absolute_links(f"<img src='{link}'>", base)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Write href=&quot;/x&quot; in it.</p>",
        '<code>&lt;a href="/x"&gt;</code>',
        '<code>&lt;a href="{filename}talks.md"&gt;</code>',
    ],
)
def test_text_that_looks_like_a_link_is_left_alone(html: str) -> None:
    """A manual's code, with quotes as Python-Markdown leaves them, is no link."""
    assert html == absolute_links(html, "https://n.example/")
    assert html == resolve_links(html, "releases/visit.md", URLS, "/n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<A HREF="{filename}talks.md">', '<A HREF="/n/en/2019/06/04/talks/">'),
        (
            '<a title="a > b" href="{filename}talks.md">',
            '<a title="a > b" href="/n/en/2019/06/04/talks/">',
        ),
        ("<a href={filename}talks.md>", '<a href="/n/en/2019/06/04/talks/">'),
        ('<a href="&#123;static}/media/map.pdf">', '<a href="/n/media/map.pdf">'),
        ('<a href="{static}/media/Q&amp;A.pdf">', '<a href="/n/media/Q%26A.pdf">'),
        ('<a href="{static}/media/Q%26A.pdf">', '<a href="/n/media/Q%26A.pdf">'),
        ("<!-- <a href='{filename}talks.md'> -->", "<!-- <a href='{filename}talks.md'> -->"),
        ('<p title="<a href={filename}talks.md>">', '<p title="<a href={filename}talks.md>">'),
    ],
)
def test_a_link_is_found_however_it_is_written(html: str, expected: str) -> None:
    """As a browser reads tags; what is no tag stays."""
    urls = URLS | {"media/Q&A.pdf": "media/Q%26A.pdf"}
    assert expected == resolve_links(html, "releases/visit.md", urls, "/n")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<A HREF=/en/>", '<A HREF="https://n.example/en/">'),
        (
            '<img srcset="a.jpg 1x, /b.jpg 2x" alt="">',
            '<img srcset="https://n.example/en/a.jpg 1x, https://n.example/b.jpg 2x" alt="">',
        ),
        (
            "<video poster='a.jpg' src=a.mp4>",
            "<video poster='https://n.example/en/a.jpg' src=\"https://n.example/en/a.mp4\">",
        ),
        ('<blockquote cite="#b">', '<blockquote cite="https://n.example/en/#b">'),
        ('<p title="/a href=/b">', '<p title="/a href=/b">'),
    ],
)
def test_every_address_in_a_feed_is_whole(html: str, expected: str) -> None:
    """In any attribute that holds one, with quotation marks or without, in any letter case."""
    assert expected == absolute_links(html, "https://n.example/en/")
