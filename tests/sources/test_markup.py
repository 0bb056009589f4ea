"""HTML in a text: what may stand there, and that nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.sources.inline import find_pictures, size_pictures
from communique.sources.read import Reading, read_source
from communique.text.elements import ELEMENTS, EVERYWHERE, VOID, allowed_with
from communique.text.markdown import Renderer
from communique.text.markup import read_markup
from tests.sources.stylebooks import VISIT, sound, stylebook

EXTRA = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})


def _read(text: str, **allowed: tuple[str, ...]) -> Reading:
    """Read a text that begins in line 5."""
    book = replace(stylebook(), html=allowed_with(allowed))
    head = sound().partition("\n\n")[0]
    return read_source(VISIT, f"{head}\n\n{text}\n".encode(), book, EXTRA)


def _told(text: str, **allowed: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the line of each problem, and what was found."""
    problems = _read(text, **allowed).problems
    return [(problem.line, problem.message.removeprefix("got ")) for problem in problems]


def _body(text: str, **allowed: tuple[str, ...]) -> str:
    reading = _read(text, **allowed)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.content is not None
    return reading.content.body


@pytest.mark.parametrize(
    "text",
    [
        'a <b class="x">b</b> <sup>2</sup> <br/> <kbd>K</kbd>',
        "<details>\n<summary>More</summary>\n\nText\n\n</details>",
        '<figure>\n<img src="{static}/a.jpg" alt="A">\n<figcaption>C</figcaption>\n</figure>',
        "<table><tr><td colspan=2>x</td></tr></table>",
        '<div markdown="1">\n*a*\n</div>',
        '<video src="{static}/a.mp4" controls></video>',
        '<a href="https://a.org/b,c:d">e</a> <img src="/a" alt="b" srcset="/c 1x, /d 2x">',
        '<a href="https://a.org/?a=1&amp;b=2" hreflang=fr>a</a> <ins datetime="2019-06-05">b</ins>',
        "Fewer than <3 and a<b, AT&T, &lt;script&gt;, &#60;script",
        "`<script>` and\n\n    <script onload=x>\n",
        '[a](/b.html "t") <https://a.org> <a@b.org> ![c](/d.png) [e](#top) [g](tel:+7)',
        "# Head {: #here .there}\n\nText\n{: lang=fr }",
        "*[UN]: United Nations\n\nThe UN[^1]\n\n[^1]: Founded.",
        "|a|b|\n|-|-:|\n|1|2|",
    ],
)
def test_sound_html_stays_as_it_is(text: str) -> None:
    """Markdown's own, and each element that the manual has: not a byte is other."""
    assert _body(text) == EXTRA.render(text, "en").html


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("<script>alert(1)</script>", 5, "<script>"),
        ("`<script>`\n\nA <ScRiPt src=x>y</sCrIpT>", 7, "<script>"),
        ("a\n\n<style>p{}</style>", 7, "<style>"),
        ("a\n\n<iframe src='https://a.org'></iframe>", 7, "<iframe>"),
        ("<form action=/x>\n\n</form>", 5, "<form>"),
        ("a\n<base href=x>", 6, "<base>"),
        ("# A\n\n<h1>b</h1>", 7, "<h1>"),
        ("a\n\n<H1 class=x>b</H1>", 7, "<h1>"),
        ("a\n\n<meta http-equiv=refresh content='0;url=x'>", 7, "<meta>"),
        ("<object data=x></object>", 5, "<object>"),
        ("<svg onload=x></svg>", 5, "<svg>"),
        ("The speaker, <name to be confirmed>, said", 5, "<name>"),
        ("a <javascript:alert(1)>", 5, "<javascript:alert(1)>"),
        ("a\nb <img src=/x alt=y onerror=z>", 6, "onerror in <img>"),
        ("<details\topen ONTOGGLE=x>y</details>", 5, "ontoggle in <details>"),
        ("a\n\n<p style='x'>y</p>", 7, "style in <p>"),
        ("<span data-id=1>x</span>", 5, "data-id in <span>"),
        ("# A\n\n# Head {: onclick=x}", 7, "onclick in <h2>"),
        ("Text\n{: style='x' }", 6, "style in <p>"),
        ("[a](b){: data-x=y }", 5, "data-x in <a>"),
        ("a <![CDATA[ x ]]>", 5, "<![CDATA["),
        ("a\n\n<!DOCTYPE html>", 7, "<!DOCTYPE"),
        ("a\n\n<?php x ?>", 7, "<?php"),
        ("a\n\nb <!-- for the desk", 7, "<!-- without its end"),
        ("a\n\n<div>\n\nb", 7, "<div> without its end"),
        ("a\n\nb <i>c", 7, "<i> without its end"),
        ("a\n\n<div/>\n", 7, "<div> without its end"),
        ("a\n\nb</b> c", 7, "</b>"),
        ("a\n\n</section>", 7, "</section>"),
        ("a\n\nb <div>c</div>", 7, "<div>"),
        ('a\n\n<a href="b" href="c">d</a>', 7, "<a>"),
        ("<table><tr><td>a</td></tr>b</table>", 5, "words within a tag, or loose in a table"),
        ("<a href=b><a href=c>d</a></a>", 5, "<a>"),
        ('<img alt=a src=/b srcset="/c 1x, JavaScript:d 2x">', 5, '"JavaScript:" in srcset'),
    ],
)
def test_other_html_is_refused(text: str, line: int, found: str) -> None:
    """With its line, though the same words stand in code above."""
    assert (line, found) in _told(text)
    assert _read(text).content is None


@pytest.mark.parametrize(
    "text",
    [
        "[a](java&#115;cript:b)",
        "[a](<javascript:x>)",
        "[a][b]\n\n[b]: <javascript:x>",
        "[a][b]\n\n[b]: java&#115;cript:x",
        "![a]( vbscript&colon;b)",
        "c <!important> d",
        "c <!-- d",
        "c <![x",
        "*c*\n{: style='d' }",
    ],
)
def test_a_fault_is_told_with_its_own_line(text: str) -> None:
    """However it is written, and though the like stands in code above."""
    line = 6 + text.count("\n") + 1
    code = "`[a](<javascript:x>) <!important> <!-- <![x vbscript`\n\n" if "{" not in text else ""
    told = _told(f"{code or 'Words.'}{'' if code else chr(10) * 2}{text}")
    assert [number for number, _ in told] == [line]


def test_a_declaration_is_not_called_a_comment() -> None:
    """It has no end to write."""
    (problem,) = _read("a <!important> b").problems
    assert "no declarations" in problem.rule
    assert problem.message == "got <!important"


@pytest.mark.parametrize("value", ["abc", "5", "", "5 class=x"])
def test_the_mark_of_a_line_is_no_attribute_of_a_text(value: str) -> None:
    """A text may use neither its former name nor its name now."""
    for name in ("communique-line", "line"):
        found = (7, f"{name} in <p>")
        assert found in _told(f"a\n\n<p {name}={value}>x</p>")
        if value == "5":
            assert (6, f"{name} in <p>") in _told(f"a\n{{: {name}={value} }}")
    for text in ("<p \x1a=abc>x</p>", "<p \x1a=5>x</p>", "[a](\x1a=9\x1ajavascript:x)"):
        assert _read(text).content is None


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html;base64,xx",
        "file:///etc/passwd",
        "java&#115;cript:x",
        "java&Tab;script:x",
        "java&NewLine;script&colon;x",
        "&#1;javascript:x",
        "&#32;&#14;javascript:x",
        "blob:x",
    ],
)
def test_an_address_has_a_scheme_that_is_allowed(address: str) -> None:
    """Whatever browsers pass over in it."""
    for text in (f'a\n\n<a href="{address}">b</a>', f'a\n\n<img alt="b" src="{address}">'):
        assert [line for line, _ in _told(text)] == [7]
    if "&" not in address:
        for text in (f"a\n\n[b]({address})", f"[b]\n\n[b]: {address}", f"a\n\n![b]({address})"):
            assert [line for line, _ in _told(text)] == [7]
        assert [line for line, _ in _told(f'a\n\n[b](c){{: href="{address}" }}')] == [7]


def test_every_fault_is_told_at_once() -> None:
    """In the order of the text."""
    text = "<b onclick=x>a</b>\n\n[a](javascript:b)\n\n<center>a</center>\n\n<name> c"
    assert [line for line, _ in _told(text)] == [5, 7, 9, 11]


def test_a_setting_allows_an_element() -> None:
    """With its attributes and no others; addresses stay as they must be."""
    text = '<iframe src="https://a.org/film" title="A film"></iframe>'
    assert _body(text, iframe=("src", "title")) == text
    assert _told(text.replace("title", "allow"), iframe=("src",)) == [(5, "allow in <iframe>")]
    assert _told("<iframe src='javascript:x'></iframe>", iframe=("src",)) == [
        (5, '"javascript:" in src')
    ]
    assert "usemap" in _body('<img src="/a" alt="b" usemap="#c">', img=("usemap",))


@pytest.mark.parametrize(
    "text",
    [
        "Words <!-- secret --> more",
        "Words more\n\n<!-- secret\n\nsecret -->",
        "<div>\nWords more\n<!-- secret -->\n</div>",
        "Words more\n\n[comment]: # (secret)",
        "Words more\n[//]: <> (secret)\n",
        '[//]: # "secret"\n\nWords more',
        "<p>Words more</p secret>",
        "*[SECRET]: secret\n\nWords more",
    ],
)
def test_comments_are_not_published(text: str) -> None:
    """In HTML's way or in Markdown's; an editor may have them."""
    body = _body(text)
    assert ("secret" in body, "Words" in body, "more" in body) == (False, True, True)


def test_a_comment_that_is_not_whole_is_told() -> None:
    """It would be published."""
    assert _told("Words\n\n[comment]: # secret words") == [(7, "[comment]: #")]
    assert _told("Words\n\n[//]: <> secret words") == [(7, "[//]: <>")]


def test_a_hundred_comments_are_told() -> None:
    """Each with its line, and no more: a text that has them all wrong says enough by then."""
    told = _told("Words\n\n" + "[comment]: # secret words\n\n" * 150)
    assert [name for _, name in told] == ["[comment]: #"] * 100


def test_what_nothing_refers_to_is_told_and_not_published() -> None:
    """Notes, notes that such a note refers to, addresses by name."""
    text = (
        "One[^1], three[^3].\n\n[^1]: First.\n\n[^2]: Secret[^4].\n\n[^3]: Third[^5].\n\n"
        "[^4]: Secret.\n\n[^5]: Fifth.\n\n[map]: https://secret.org"
    )
    reading = _read(text)
    assert reading.content is not None
    assert [(each.line, each.message) for each in reading.problems] == [
        (17, "got [map]"),
        (9, "got [^2]"),
        (13, "got [^4]"),
    ]
    body = reading.content.body
    assert ("ecret" in body, "Fifth" in body) == (False, True)
    assert body.count("<li") == 3
    assert 'href="#fn:3">2</a>' in body


def test_a_note_in_code_refers_to_nothing() -> None:
    """What is in code is no mark."""
    reading = _read("Write `[^1]` or `[map]`.\n\n[^1]: Secret.\n\n[map]: https://secret.org")
    assert reading.content is not None
    assert "ecret" not in reading.content.body


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ('<p title="<img src=x><script>x">a</p>', 'title="&lt;img src=x&gt;&lt;script&gt;x"'),
        ("<p aria-label='<table>'>a</p>", 'aria-label="&lt;table&gt;"'),
        ('a\n{: title="<img src=x><b>" }', 'title="&lt;img src=x&gt;&lt;b&gt;"'),
        ('a <a href="https://x.org/<img>">b</a>', 'href="https://x.org/&lt;img&gt;"'),
        ('<h2 id="<img src=x>">a</h2>', 'id="&lt;img src=x&gt;"'),
        ("a <b class='>'>c</b>", 'class="&gt;"'),
        ('<q cite="/<a href=b>">c</q>', 'cite="/&lt;a href=b&gt;"'),
    ],
)
def test_an_attribute_holds_no_sign_of_a_tag(text: str, attribute: str) -> None:
    """So that what puts measures and addresses into a page finds tags alone."""
    body = _body(text)
    assert attribute in body
    assert body.count("<") == body.count(">") == len(re.findall(r"<[^<>]+>", body))


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<img src="/a/" alt="x src=y loading=z">', ' loading="lazy" decoding="async">'),
        ("<img alt=b src=/a/>", ' loading="lazy" decoding="async">'),
        ('<img loading="eager"src="/a" alt="b"/>', ' decoding="async"/>'),
    ],
)
def test_what_is_put_into_a_picture_follows_what_it_says(tag: str, expected: str) -> None:
    """Words in a value are no attribute; a slash at the end of an address belongs to it."""
    end = "/>" if tag.endswith('"/>') else ">"
    assert size_pictures(tag, "a.md", lambda _: None) == tag.removesuffix(end) + expected


def test_a_word_in_a_title_is_no_alt_text() -> None:
    """It is not the address of a picture either."""
    assert _told("<img title='alt=x' src='https://a.org/b.jpg'>") != []
    source = """<img alt="src='{static}/b.jpg'" src="{static}/c.jpg">"""
    assert find_pictures(source, "a.md") == ("c.jpg",)


PIECES = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<script>", "</script>", "<!--", "-->", "<!",
     "<![CDATA[", "]]>", "<?", "?>", "<a href=", "javascript:x", '"', "'", ">", "<", "/", "=", " ",
     "<svg>", "<math>", "<table>", "<td>", "</table>", "<textarea>", "<title>", "<style>", "&lt;",
     "onclick=x", "<img src=x onerror=y>", "<noscript>", "<template>", "<select>", "word", "\n",
     "<br/", "<i title=", "<xmp>", "<plaintext>", "</", "<li>", "<mtext>", "<desc>", "-", "!"]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_let_through_is_what_a_browser_may_see(html: str) -> None:
    """A strict sanitiser, which reads as browsers do, finds nothing to take out."""
    allowed = allowed_with({})
    reading = read_markup(html, allowed)
    if reading.faults:
        return
    lenient = {
        *allowed, "script", "style", "svg", "math", "textarea", "title", "noscript", "template",
        "select", "xmp", "plaintext", "mtext", "desc", "iframe",
    }  # fmt: skip
    everything = nh3.clean(
        reading.html,
        tags=lenient,
        clean_content_tags=set(),
        attributes={"*": {*EVERYWHERE, "href", "src", "onclick", "onerror", "alt"}},
        url_schemes={"http", "https", "javascript"},
        strip_comments=False,
        link_rel=None,
    )
    strict = nh3.clean(
        reading.html,
        tags=set(allowed),
        attributes={name: set(each) for name, each in allowed.items()},
        link_rel=None,
    )
    assert everything == strict


def test_the_tables_agree() -> None:
    """No element that is allowed may have a handler, a style, or what steers the index."""
    names = {name for attributes in allowed_with({}).values() for name in attributes}
    assert not any(name.startswith(("on", "style")) for name in names)
    assert VOID & ELEMENTS.keys() == {"br", "col", "hr", "img", "source", "track", "wbr"}
