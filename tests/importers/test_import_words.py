"""Whatever characters an old text has, its draft shows the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.errors import Severity
from communique.importers.draft import render
from communique.signs import UNFIT, UNSEEN
from communique.sources.header import parse_source
from communique.text.letters import WINDOWS, compose
from tests.importers.drafts import draft, words_shown


def words_meant(text: str) -> list[str]:
    """Return the words of a plain text, what is no character left out.

    Of the controls U+0080 to U+009F those that Windows-1252 has letters for are these.
    """
    spaced = compose(" ".join(text.translate(WINDOWS).split()))
    letters = UNSEEN.sub("", UNFIT.sub("", spaced))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Cc").split()


MARKUP = st.sampled_from(
    [
        *"#*_`<>[](){}|\\&;:=~+-.!^\"'/ \n1a",
        *("    ", "\n\n", "\t", "```", "~~~", "---", "***", "___", "__", "**", "&lt;", "&#42;"),
        *("1. ", "- ", "* ", "+ ", "> ", ": ", "# ", "[^1]", "[^1]: ", "[a]: b", "*[a]: b"),
        *("<b>", "</b>", "<!--", "-->", "<?", "![", "](", "{: .a}", "{#a}", "|a|b|\n|-|-|\n"),
        *("\x02", "\x03", "wzxhzdk:0", "http://a.example/b_c_d", "a_b", "\n===\n", "\n---\n"),
        *(
            "1) ",
            "12. ",
            "~~a~~",
            "  - ",
            ":   ",
            "www.a.example",
            "a@b.example",
            "https://a.example/~~",
        ),
        *("a_", "_a", "<a@b.example>", "\\\\", "\\`", "\u00a0", "\u2028", "١. "),
    ]
)


@settings(deadline=None)
@given(st.lists(MARKUP, max_size=30).map("".join) | st.text())
@example("1. one\n2. two\n# three\n> four\n- five\n+ six\n* seven\n    eight")
@example("a | b\n--- | ---\nc | d")
@example("Term\n: definition\n~~~\nx\n~~~\ny\n===\nz\n---")
@example("_a_ *b* __c__ `d` <e> [f](g) &amp; \\* snake_case")
def test_rendered_words_are_the_words_of_the_text(text: str) -> None:
    """Whatever a paragraph holds, a reader sees its words, and all of them, in their order."""
    body = draft(f"A title\n\nOpening.\n\n{text}\n\nClosing.").body
    assert words_shown(body) == ["Opening.", *words_meant(text), "Closing."]


@settings(deadline=None)
@given(st.text(), st.lists(MARKUP, max_size=10).map("".join))
def test_draft_of_any_text_reads_back_as_a_source(title: str, text: str) -> None:
    """Headers hold one line each, and nothing of the body slips into them."""
    imported = draft(f"T{title}\n\nOpening.\n\n{text}", kind="Statements")
    source, problems = parse_source("a.md", render(imported).encode())
    assert not [each for each in problems if each.severity is Severity.ERROR]
    assert [header.name for header in source.headers] == [name for name, _ in imported.fields]
    assert source.body.strip() == imported.body.strip()


@pytest.mark.parametrize(
    "text",
    [
        "A sentence - with a dash, 3-4 numbers, Q&A and R&D, a semicolon.",
        "At 10:00, 5.06.2019, for 5 > 4 and 1 + 1 = 2, see https://example.org/a_b.",
        "+7 000 is a number of a telephone, №1 is none.",
        "-5 °C was the morning’s temperature!",
    ],
)
def test_ordinary_prose_needs_no_escape(text: str) -> None:
    """What is no markup stays readable in the source."""
    assert draft(f"A title\n\n{text}").body == text
