from __future__ import annotations

import copy
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from communique.text.dialect import adopt
from communique.text.markdown import Renderer
from communique.text.markdown_shortcuts import take_shortcuts
from communique.text.sections import is_note_heading

OPTIONS: dict[str, Any] = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight"},
        "markdown.extensions.extra": {"footnotes": {"UNIQUE_IDS": True}},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html5",
}
RENDERER = Renderer(OPTIONS)


def html(text: str, lang: str = "en") -> str:
    return RENDERER.render(text, lang).html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," *he* said', "<p>“Yes,” <em>he</em> said</p>"),
        ('He said "*yes*".', "<p>He said “<em>yes</em>”.</p>"),
        ('**NATO**\'s ["plan"](/x)', '<p><strong>NATO</strong>’s <a href="/x">“plan”</a></p>'),
        ("`it's \"x\"`'s", '<p><code>it\'s "x"</code>’s</p>'),
        ("<kbd>it's</kbd> it's", "<p><kbd>it's</kbd> it’s</p>"),
        ('"<b>yes</b>" AT&amp;T\'s', "<p>“<b>yes</b>” AT&amp;T’s</p>"),
        (r"\-\- it's", "<p>-- it’s</p>"),
        (
            "<https://a.org/it's--a>",
            '<p><a class="bare" href="https://a.org/it\'s--a">https://a.org/it\'s--a</a></p>',
        ),
        ('- "a"\n- b "c"', "<ul>\n<li>“a”</li>\n<li>b “c”</li>\n</ul>"),
        ('"![a "b"](x.png)"', '<p>“<img alt="a &quot;b&quot;" src="x.png">”</p>'),
        ('"open\n\nclosed"', "<p>“open</p>\n<p>closed”</p>"),
        ('<div title="it\'s">"raw"</div>', '<div title="it\'s">"raw"</div>'),
    ],
)
def test_typography_is_applied_to_text_alone(text: str, expected: str) -> None:
    """A block's text is set as one; code, raw HTML, addresses and attributes stay."""
    assert expected == html(text)


def test_fenced_code_is_left_alone() -> None:
    """A quotation mark in code is code."""
    assert "it&#39;s -- ..." in html("```text\nit's -- ...\n```\n")


def test_typography_follows_the_language() -> None:
    """The same text has the marks of the language that it is rendered in."""
    assert html('"да"', "ru") == "<p>«да»</p>"
    assert html('"no"', "fr") == "<p>«\u00a0no\u00a0»</p>"
    assert html('"no"', "uz") == '<p>"no"</p>'


def test_a_column_is_aligned_by_a_class() -> None:
    """A style within the page is what a strict content policy refuses."""
    table = html("| A | B | C | D |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |")
    assert "style" not in table
    row = '<td class="align-left">2</td>\n<td class="align-center">3</td>'
    assert f'<td>1</td>\n{row}\n<td class="align-right">4</td>' in table


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# A\n\n## B\n\n###### C", ["h2", "h3", "h6"]),
        ("## A\n\n### B", ["h2", "h3"]),
        ("#### A\n\n##### B", ["h2", "h3"]),
    ],
)
def test_the_highest_heading_of_a_body_is_h2(text: str, tags: list[str]) -> None:
    """Headings keep their distances, below the title's h1 and down to h6 at most."""
    body = html(text)
    assert tags == [body[at + 1 : at + 3] for at in range(len(body)) if body[at : at + 2] == "<h"]


@pytest.mark.parametrize(
    "heading",
    [
        "Note to editors",
        "NOTES TO EDITORS:",
        "Note aux rédacteurs\u00a0:",
        "Note aux rédactions",
        "Note à l’attention des rédactions",
        "Nota a los editores",
        "Nota para los editores",
        "Nota a la redacción",
        "Примечание для редакторов",
        "К сведению редакторов",
        "Примечание для редакции:",
        "Редакторларға ескертпе",
        "Редакцияларға ескертпе",
        "ملاحظة للمحررين",
        "ملاحظات إلى المحررين:",
        "编辑须知",
        "编者注：",
        "编者按",
    ],
)
def test_a_note_to_editors_is_known_in_every_language(heading: str) -> None:
    """With or without a colon, in any case."""
    assert is_note_heading(heading)


def test_a_note_to_editors_is_set_apart() -> None:
    """The section runs to the next heading as high; footnotes are no part of it."""
    body = html(
        "Text[^1].\n\n## Note to editors\n\nA\n\n### More\n\nB\n\n## Contact\n\nC\n\n[^1]: F"
    )
    note = body.partition('<section class="note-to-editors">')[2].partition("</section>")[0]
    assert [word in note for word in ("Note", "A</p>", "More", "B</p>")] == [True] * 4
    assert [word in note for word in ("Contact", "C</p>", "footnote")] == [False] * 3
    last = html("Text[^1].\n\n## *Note* to editors\n\nA\n\n[^1]: F")
    assert last.index("</section>") < last.index('<div class="footnote">')


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            "It costs $40 ~~million~~ [billion] a year, as he said on Monday.",
            "It costs $40 [billion] a year, as he said on Monday.",
        ),
        ("Nur-Sultan\n\nThe mission **prepares** to monitor\nthe presidential elections.", None),
        ("The below is attributable to Spokesperson Ned Price:\n\n" + "Word " * 9, "Word " * 9),
        ("Short.", "Short."),
        ("# Only a heading", ""),
        ("", ""),
        ('"AT&amp;T" &lt;x> <b>raw</b>[^1]\n\n[^1]: Note.', "“AT&T” <x> raw"),
        ("Line one<br>line two, R&D; M&GT, `<b>` &copy;", "Line one line two, R&D; M&GT, <b> ©"),
        ("> Quoted words only", "Quoted words only"),
        (r"5 \* 5 <https://a.org/?a=1&b=2>", "5 * 5 https://a.org/?a=1&b=2"),
        ("<info@a.org>", "info@a.org"),
        ("![only](image.png)\n\nText.", "Text."),
    ],
)
def test_the_summary_is_the_first_paragraph_of_prose(text: str, summary: str | None) -> None:
    """A dateline is passed over; markup, notes and entities leave plain text."""
    expected = summary
    if expected is None:
        expected = "The mission prepares to monitor the presidential elections."
    assert expected.strip() == RENDERER.render(text, "en").summary


def test_a_sign_is_in_every_match() -> None:
    """No shortcut loses markup: the HTML is that without them, for every kind of inline markup."""
    text = (
        "`a` \\`b\\` ``c`d`` [e](f) ![g](h) [i][j] ![k][j] [j] ![j] <https://a.b> <c@d.e>  \n"
        "&amp; &#169; <b>l</b> <!-- m --> \\* **n** _o_ ***p*** ~~q~~ www.r.s t@u.v\\\nw\n\n[j]: /q"
    )
    plain = Markdown(output_format="html")
    adopt(plain)
    rendered = Renderer({"output_format": "html5"}).render(text, "fr").html
    assert plain.convert(text) == rendered.replace(' class="bare"', "")


def test_links_to_sources_are_kept() -> None:
    """Pelican's {filename} and {static} reach the page unescaped."""
    body = html("[a]({filename}/releases/a b.md) ![i]({static}x.png) [c][d]\n\n[d]: {static}y.pdf")
    assert 'href="{filename}/releases/a b.md"' in body
    assert 'src="{static}x.png"' in body
    assert 'href="{static}y.pdf"' in body


def test_extensions_are_pelicans_but_meta() -> None:
    """Headers are read elsewhere, so that a body may begin with a colon; options stay as given."""
    options = copy.deepcopy(OPTIONS) | {"extensions": ["meta", "markdown.extensions.extra"]}
    before = copy.deepcopy(options)
    assert "Note: this" in Renderer(options).render("Note: this", "en").html
    assert before == options


def test_extra_renders_as_python_markdown_does() -> None:
    """Where there is no typography, heading or note, the HTML is Python-Markdown's own."""
    text = "Term\n:   Def\n\n|a|b|\n|-|-|\n|1|2|\n\nHTML[^1] {: .x}\n\n*[HTML]: Hyper\n\n[^1]: F\n"
    plain = Markdown(extensions=["extra"], output_format="html").convert(text)
    title = ' title="Jump back to footnote 1 in the text"'  # the page has words of its language
    assert (
        plain.replace(title, "")
        == Renderer({"extensions": ["extra"], "output_format": "html5"}).render(text, "fr").html
    )


PIECES = st.sampled_from(
    ["Text[^1]", "[^1]: Foot", "*[UN]: United Nations", "The UN", "[a][b]", "[b]: /c", "# Head",
     "# Head", "## Note to editors", '"q" it\'s', "<kbd>x", "<div>", "</div>", "```\ncode", "&amp;",
     "<div markdown=1>", "- item", "  - sub", "3. c\n4. d", "Note: x", "\\*",
     "### {: .x}", "~~a~~", "\x00", "**Q:** Why?", "**A:**", "**a**b", "**B.** *c*",
     "- f\n- (g)", "- f\n- g\n\n  h", "See [a](https://x.org/b_c), *d* (**e**) ![f](https://g)!",
     "[`a](https://x/`) [^b](https://y)"]
)  # fmt: skip
BODIES = st.lists(PIECES).map("\n\n".join)


@settings(deadline=None)
@given(BODIES, BODIES)
def test_no_text_leaks_into_the_next(first: str, second: str) -> None:
    """A body is the same before and after any other, down to the ids of its footnotes."""
    before = RENDERER.render(first, "en")
    RENDERER.render(second, "ru")
    assert before == RENDERER.render(first, "en") == Renderer(OPTIONS).render(first, "en")


MARKS = st.text(alphabet="ab \n\n*_`[]()<>&#-=:|!\\^{}.~+1>\t")


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES | MARKS, max_size=8).map("\n\n".join))
def test_shortcuts_change_no_html(text: str) -> None:
    """What is passed by cannot be found: the HTML is the same as without shortcuts."""
    whole, short = (Markdown(extensions=["extra"], output_format="html") for _ in range(2))
    adopt(whole)
    adopt(short)
    take_shortcuts(short)
    assert whole.convert(text) == short.convert(text)


def test_patterns_of_others_are_always_tried() -> None:
    """With an extension that has inline patterns of its own, no text is passed by."""
    md = Markdown(extensions=["wikilinks"])
    take_shortcuts(md)
    assert 'href="/Nur/"' in md.convert("See [[Nur]].")
    assert "mark prose" not in md.treeprocessors


def test_shortcuts_still_fit_the_parts_of_markdown() -> None:
    """Prose is offered to no block processor but the paragraph's, and to no inline pattern.

    Nor are plain emphasis and plain links.

    A version of Python-Markdown that calls its parts in another way would only be slower: here it
    fails.
    """
    md = Markdown(extensions=["extra"])
    adopt(md)
    asked: list[str] = []
    for processor in md.parser.blockprocessors:
        name, run, test = type(processor).__name__, processor.run, processor.test

        def noted_test(parent: Element, block: str, name: str = name, test: Any = test) -> bool:
            asked.append(name)
            return bool(test(parent, block))

        def noted_run(parent: Element, blocks: list[str], name: str = name, run: Any = run) -> Any:
            asked.append(f"run {name}")
            return run(parent, blocks)

        processor.test, processor.run = noted_test, noted_run  # type: ignore[method-assign]
    take_shortcuts(md)
    assert md.convert("Words and nothing else.") == "<p>Words and nothing else.</p>"
    # The text ends with an empty block.
    assert {"run ParagraphProcessor"} == {*asked} - {
        "EmptyBlockProcessor",
        "run EmptyBlockProcessor",
    }
    md.convert("Words **and** a [link](https://example.org/a_b), *more*.")
    assert md.treeprocessors["inline"].inlinePatterns == []  # type: ignore[attr-defined]
    md.convert("Words _and_ more.")
    assert md.treeprocessors["inline"].inlinePatterns != []  # type: ignore[attr-defined]
