"""The Markdown of a text: what is written stands on the page, with the number that it has."""

from __future__ import annotations

import re
from typing import Any

import pytest

from communique.text.markdown import Body, Renderer

OPTIONS: dict[str, Any] = {
    "extension_configs": {"markdown.extensions.extra": {}},
    "output_format": "html5",
}
RENDERER = Renderer(OPTIONS)


def read(text: str) -> Body:
    return RENDERER.render(text, "uz")  # a language without typography


def html(text: str) -> str:
    """Return HTML in one line, without the breaks that only part elements."""
    return re.sub(
        r"\n?(</?(?:[uod]l|li|p|h\d|d[dt]|blockquote|hr|table)\b[^>]*>)\n?", r"\1", read(text).html
    )


def numbers(text: str) -> list[int]:
    """Return the number before each item, as a browser counts."""
    shown, counts = [], []
    for tag, attributes in re.findall(r"<(/?ol|ul|/ul|li)\b([^>]*)>", read(text).html):
        given = re.search(r'(?:start|value)="(\d+)"', attributes)
        if tag in {"ol", "ul"}:
            counts.append([tag, int(given[1]) - 1 if given else 0])
        elif tag == "li" and counts[-1][0] == "ol":
            counts[-1][1] = int(given[1]) if given else counts[-1][1] + 1
            shown.append(counts[-1][1])
        elif tag != "li":
            counts.pop()
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Trade.\n2. Transit.\n\n## Second part\n\n3. Tariffs.", [1, 2, 3]),
        ("## Climate\n\n6. Our immediate focus\n\n7. We commit", [6, 7]),
        ("25. dakikada gol geldi.", [25]),
        ("1. a\n3. b", [1, 3]),
        ("1. a\n\n2. b\n\n2. c\n\n3. d", [1, 2, 2, 3]),
        ("5. a\n4. b\n3. c", [5, 4, 3]),
        ("7) a\n8) b", [7, 8]),
        ("0. a\n1. b", [0, 1]),
        ("1. a\n1. b\n1. c", [1, 2, 3]),
        ("1. a\n2. b\n\nA paragraph.\n\n3. c", [1, 2, 3]),
        ("1. a\n\n* x\n\n2. b", [1, 2]),
        ("1. a\n   1. b\n   2. c\n2. d", [1, 1, 2, 2]),
        ("1. a\n\n    4. b\n    5. c\n\n2. d", [1, 4, 5, 2]),
        ("> 12. a\n> 13. b\n\n14. c", [12, 13, 14]),
        ("64. a\n65. b\n\n| c |\n|---|\n| d |\n\n66. e", [64, 65, 66]),
        ("Points:\n1. a\n2. b", [1, 2]),
        ("The points go on:\n3. a\n4. b", [3, 4]),
        ("Points\n8. a\n9. b", [8, 9]),
    ],
)
def test_an_item_keeps_the_number_that_was_written(text: str, expected: list[int]) -> None:
    """After a heading, a paragraph, another list, and where a number is left out or repeated.

    Ones alone are how Markdown's writers have their lists counted.
    """
    assert numbers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. a\n2. b\n\n* x\n\n3. c",
            '<ol><li>a</li><li>b</li></ol><ul><li>x</li></ul><ol start="3"><li>c</li></ol>',
        ),
        ("- a\n* b\n+ c", "<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>"),
        ("* a\n  * b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("* a\n   * b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("- a\n    - b\n      - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("1. a\n  - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
        ("100. a\n    - b", '<ol start="100"><li>a<ul><li>b</li></ul></li></ol>'),
        ("We looked at:\n- one\n- two", "<p>We looked at:</p><ul><li>one</li><li>two</li></ul>"),
        ("*Present*\n* one\n\nb", "<p><em>Present</em></p><ul><li>one</li></ul><p>b</p>"),
        ("## Head\n+ one", "<h2>Head</h2><ul><li>one</li></ul>"),
        ("> said\n- one", "<blockquote><p>said</p></blockquote><ul><li>one</li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        (
            "- a\n  - b\n\n    c\n- d",
            "<ul><li>a<ul><li><p>b</p><p>c</p></li></ul></li><li>d</li></ul>",
        ),
        ("- a\n\n  b\n\nc", "<ul><li><p>a</p><p>b</p></li></ul><p>c</p>"),
        ("- a\n  > b", "<ul><li>a<blockquote><p>b</p></blockquote></li></ul>"),
        ("- a\nb", "<ul><li>a\nb</li></ul>"),
        ("- a\n{: .c }\n- b", '<ul><li class="c">a</li><li>b</li></ul>'),
        ("*", "<p>*</p>"),
        ("3.", "<p>3.</p>"),
        ("* * *\n\n- - -", "<hr><hr>"),
        ("in\n1914. War\n-40 degrees\n+7 717", "<p>in\n1914. War\n-40 degrees\n+7 717</p>"),
        ("1234567890. a", "<p>1234567890. a</p>"),
    ],
)  # fmt: skip
def test_a_list_is_what_other_markdowns_read(text: str, expected: str) -> None:
    """Lists of different kinds are different lists; two spaces nest; no empty line is needed."""
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$40 ~~million~~ [billion]", "<p>$40 <del>million</del> [billion]</p>"),
        ("~~The **third** line\nends~~", "<p><del>The <strong>third</strong> line\nends</del></p>"),
        ("**~~a~~** ~5 to ~6", "<p><strong><del>a</del></strong> ~5 to ~6</p>"),
        ("`~~a~~` and ~~ b ~~", "<p><code>~~a~~</code> and ~~ b ~~</p>"),
        (r"\$1,000 \~ \" \% \[a\](b)", '<p>$1,000 ~ " % [a](b)</p>'),
        (r"C:\new and `\$1`", r"<p>C:\new and <code>\$1</code></p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("a\\\\\nb", "<p>a\\\nb</p>"),
        ("Text.\n\n###", "<p>Text.</p><p>###</p>"),
        ("Text.\n# # #", "<p>Text.</p><p># # #</p>"),
        ("#", "<p>#</p>"),
        ("#StandWithUs", "<p>#StandWithUs</p>"),
        ("## C# ##", "<h2>C#</h2>"),
        (" ## a #b", "<h2>a #b</h2>"),
        ("MR PRICE\n: Good morning.", "<p>MR PRICE\n: Good morning.</p>"),
        ("A\n\n: B\n\n:  C", "<p>A</p><p>: B</p><p>:  C</p>"),
        ("Apple\n:   Fruit", "<dl><dt>Apple</dt><dd>Fruit</dd></dl>"),
        ("## Results {A, B}", "<h2>Results {A, B}</h2>"),
        ("## Results {#a}", "<h2>Results {#a}</h2>"),
        ("*a*{.b} {c}", "<p><em>a</em>{.b} {c}</p>"),
        ("## Results {: #a }", '<h2 id="a">Results</h2>'),
    ],
)  # fmt: skip
def test_no_sign_vanishes(text: str, expected: str) -> None:
    """What is no markup beyond doubt is shown as it was written."""
    assert html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> theirs\n>\nours", "<blockquote><p>theirs</p></blockquote><p>ours</p>"),
        ("> theirs\n# Ours", "<blockquote><p>theirs</p></blockquote><h2>Ours</h2>"),
        ("> theirs\n---\nours", "<blockquote><p>theirs</p></blockquote><hr><p>ours</p>"),
        ("> a\nb\n> c", "<blockquote><p>a\nb\nc</p></blockquote>"),
        ("> a\n\n> b", "<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>"),
        ("said\n> a", "<p>said</p><blockquote><p>a</p></blockquote>"),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("***\n---", "<hr><hr>"),
        ("-    -     -", "<hr>"),
        ("Foo\n  ---", "<h2>Foo</h2>"),
        ("a\nb\n---", "<p>a\nb</p><hr>"),
        ("[one] [two]\n\n[two]: /b", '<p>[one] <a href="/b">two</a></p>'),
        (r"<press\_a@b.org>", '<p><a href="mailto:press_a@b.org">press_a@b.org</a></p>'),
        ("[a]\n\n[a]: /b\\_c", '<p><a href="/b_c">a</a></p>'),
    ],
)  # fmt: skip
def test_no_word_is_put_where_it_does_not_belong(text: str, expected: str) -> None:
    """A quotation ends where it does, a rule is no heading, a name is no part of another's link."""
    assert html(text).replace("\n</p>", "</p>") == expected


def test_braces_in_a_table_are_words() -> None:
    """A cell is no place for attributes without their colon."""
    assert "<td>Reserve {1}</td>" in html("| a | b |\n|---|---|\n| Reserve {1} | 2 |")


def test_definitions_hold_lists() -> None:
    """A list within a definition is nested as any other, and the definition goes on after it."""
    assert html("A\n:   - b\n    - c\n\n    d") == (
        "<dl><dt>A</dt><dd><ul><li>b</li><li>c</li></ul><p>d</p></dd></dl>"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://a.org/b. And", "<p>See {https://a.org/b}. And</p>"),
        ("(https://a.org/b_(c)), d", "<p>({https://a.org/b_(c)}), d</p>"),
        ("**https://a.org/c_d_e/**", "<p><strong>{https://a.org/c_d_e/}</strong></p>"),
        ("[see https://a.org/b]", "<p>[see {https://a.org/b}]</p>"),
        ("www.a.org, a", '<p><a class="bare" href="http://www.a.org">www.a.org</a>, a</p>'),
        ("press@a.org; b", '<p><a href="mailto:press@a.org">press@a.org</a>; b</p>'),
        ("## https://a.org", "<h2>{https://a.org}</h2>"),
        ("- https://a.org", "<ul><li>{https://a.org}</li></ul>"),
        ("详见https://a.org/b。见", "<p>详见{https://a.org/b}。见</p>"),
        ("https://a.kr에서", "<p>{https://a.kr}에서</p>"),
        ("https://мид.рф/ru، b", "<p>{https://мид.рф/ru}، b</p>"),
        (r"https://a.org/b\_c", "<p>{https://a.org/b_c}</p>"),
        ("https://a.org/?b=1&amp;c", '<p><a class="bare" href="https://a.org/?b=1&amp;c">https://a.org/?b=1&amp;c</a></p>'),
        ("https://a.org/?b&copy=1", '<p><a class="bare" href="https://a.org/?b&amp;copy=1">https://a.org/?b&amp;copy=1</a></p>'),
        ("[a.org/b](https://a.org/b/)", '<p><a class="bare" href="https://a.org/b/">a.org/b</a></p>'),
        ("[https://a.org](/b)", '<p><a href="/b">https://a.org</a></p>'),
        ("<https://a.org>", "<p>{https://a.org}</p>"),
        ('<a href="/b"><b>https://a.org</b></a>', '<p><a href="/b"><b>https://a.org</b></a></p>'),
        ("<b>https://a.org</b>", "<p><b>{https://a.org}</b></p>"),
        ("`https://a.org`", "<p><code>https://a.org</code></p>"),
        ("https://[to be added]/ http://a xhttps://a.b @a a@b", None),
    ],
)  # fmt: skip
def test_a_bare_address_is_a_link(text: str, expected: str | None) -> None:
    """Without the marks of its sentence; in code and in a link it stays as it is."""
    expected = f"<p>{text}</p>" if expected is None else expected
    assert html(text) == re.sub(r"\{(.*?)\}", r'<a class="bare" href="\1">\1</a>', expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "1. a\n\n   ```\n   b\n\n     c\n   ```\n\n2. d",
            "<ol><li><p>a</p>{b\n\n  c}</li><li><p>d</p></li></ol>",
        ),
        ("- a\n  ~~~\n  - b\n  ~~~~\n- c", "<ul><li>a{- b}</li><li>c</li></ul>"),
        ("- ```\n  a\n  ```", "<ul><li>{a}</li></ul>"),
        (
            "- a\n    - b\n\n      ```\n      c\n      ```",
            "<ul><li>a<ul><li><p>b</p>{c}</li></ul></li></ul>",
        ),
        ("> ```\n> a\n>\n> b\n> ```\n> c", "<blockquote>{a\n\nb}<p>c</p></blockquote>"),
        ("a\n```\nb\n```\nc", "<p>a</p>{b}<p>c</p>"),
        ("  ```\n  a\n  ```", "{a}"),
        ("```sh of a shell\na\n```", '<pre><code class="language-sh">a\n</code></pre>'),
        ("- a\n  ```\n  <script>\n  ```", "<ul><li>a{&lt;script&gt;}</li></ul>"),
        ("    ```\n    a\n    ```", "{```\na\n```}"),
        ("- a\n  ```\n  b\n\nc", "<ul><li>a\n```\nb</li></ul><p>c</p>"),
    ],
)  # fmt: skip
def test_code_is_fenced_in_lists_and_quotations(text: str, expected: str) -> None:
    """Line by line as it was written; a fence that is not closed is text."""
    code = re.sub(r"\{(.*?)\}", r"<pre><code>\1\n</code></pre>", expected, flags=re.DOTALL)
    assert html(text).replace("</pre>\n", "</pre>").replace("\n<pre>", "<pre>") == code


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("25. dakikada gol geldi.", "25. dakikada gol geldi."),
        ("## A\n\n2019. gada maija.", "2019. gada maija."),
        ("1. Trade.\n2. Transit.", "Trade."),
        ("6. Trade.\n7. Transit.", "Trade."),
    ],
)
def test_a_number_that_begins_a_sentence_is_in_the_summary(text: str, summary: str) -> None:
    """A point's number is its list's; that of a paragraph alone is a word of it."""
    assert read(text).summary == summary
