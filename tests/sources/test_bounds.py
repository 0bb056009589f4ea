"""No text takes for ever: what Markdown would look at for minutes is refused in words.

No time is measured. A text is read in a process of its own, which is ended after ten seconds of
work; without the bounds each of these took from four seconds to over a minute.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import pytest

from communique.sources.read import read_source
from communique.sources.vocabulary import near_pairs
from communique.sources.vocabulary_files import load_vocabulary
from communique.text.bounds import find_excess
from communique.text.markdown import Renderer
from communique.text.summaries import collapse, cut_line
from communique.text.typography import typeset
from tests.forks import run_in_child
from tests.sites import ROOT, SHARED
from tests.sources.stylebooks import LANGUAGES, stylebook

SECONDS = 10
BOOK = stylebook()
EXTRA = {"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"}
HEAD = "Title: Visit\nDate: 2019-06-05\nCategory: Statements\n"


def _read(source: str) -> str:
    """Return what came of a source: True or False, and the first problem."""

    def read() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        reading = read_source("releases/visit.md", source.encode(), BOOK, Renderer(EXTRA))
        sys.stdout.write("|".join(map(str, (reading.content is not None, *reading.problems[:1]))))

    done = run_in_child(read, ROOT)
    assert done.status == 0, done.err[-500:]
    return done.out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[" * 50_000, "50000 [, many of them not closed"),
        ("![" * 50_000, "50000 [, many of them not closed"),
        ("[a](" * 50_000, "50000 [, many of them not closed"),
        ("[a](<b " * 20_000, "20000 < without their >"),
        ("<![CDATA[" * 50_000, "50000 <!["),
        ('<img "' * 30_000, "30000 < without their >"),
        ("<a " * 50_000, "50000 < without their >"),
        ("<b>a</b> " * 5_000, "10000 tags of HTML"),
        ("``a`" * 20_000, "60000 ` in long paragraphs"),
        (" ".join("`" * count for count in range(1, 700)), "fences of code"),
        ("~~~ of code in a line\n" * 40_000, "40000 fences of code"),
        (r"\*" * 50_000, "100000 marks such as"),
        ("*a*" * 50_000, "100000 marks such as"),
        ("# a\n" * 40_000, "40000 headings or rules"),
        ("---\n" * 40_000, "40000 headings or rules"),
        ("[^1]" * 5_000 + "\n\n[^1]: Note.", "5001 times [^1]"),
        ("[^a]: b\n\n[^a] " * 2_000, "times [^a]"),
        ("*[A]: b\n" * 10_000, "10000 *["),
        ("*[A]: b\n\n" + "A " * 400_000, "abbreviations to explain"),
        ("# a " + "{: " * 100_000, "100000 {"),
        ("|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "a\n" * 300, "tables of too many"),
        ("".join(f"{'    ' * level}- a\n" for level in range(400)), "a line 100 levels deep"),
        ("".join(f"{'> ' * level}a\n\n" for level in range(600)), "lists 100 levels deep"),
        ("- " * 50_000 + "a", "lists 100 levels deep"),
        ("- " * 4_000 + "a", "lists 100 levels deep"),
        ("~~a" * 30_000, "60000 marks such as"),
        ("https://a.b " * 20_000, "40000 marks such as"),
        ("-\n" * 40_000, "40000 headings or rules"),
        ("> a\n- b\n" * 20_000, "20000 headings or rules"),
        ("a\n\n" * 300_000, "lines"),
        (("*a* _b_ " * 12 + "\n\n") * 9_000, "216000 * in"),
        (("**a** " * 16 + "\n\n") * 9_000, "576000 * in"),
        (("*a_" * 30 + "\n\n") * 9_000, "270000 * in"),
        (("`a` " * 20 + "\n\n") * 9_000, "360000 ` in"),
        (("[a](b) " * 10 + "\n\n") * 9_000, "90000 [ in"),
        (("![a](b) " * 10 + "\n\n") * 9_000, "90000 [ in"),
        (("&lt; " * 20 + "\n\n") * 9_000, "180000 & in"),
        (("\\\\ " * 20 + "\n\n") * 9_000, "360000 \\ in"),
        (("> " * 40 + "a\n\n") * 9_000, "360000 > in"),
        (("\"a' " * 20 + "\n\n") * 9_000, "180000 ' in"),
        ("<!-- a -->\n\n" * 24_000, "24000 tags of HTML"),
        ("<?a?> " * 24_000, "24000 tags of HTML"),
    ],
)
def test_a_text_that_would_take_for_ever_is_refused(text: str, found: str) -> None:
    """With what it has too much of."""
    said = _read(f"{HEAD}\n{text}\n")
    assert said.startswith("False|releases/visit.md:")
    assert any(each in said for each in found.split("|"))


@pytest.mark.parametrize(
    "text",
    [
        ">" * 1_000 + " a",
        "*" * 50_000,
        "_a" * 50_000,
        "```{a}\n" * 10_000,
        "- ```a\n" * 10_000,
        "&a" * 50_000,
        " 'a" * 50_000,
        "'" * 200_000,
        "a'" * 100_000 + "@",
        "!" * 300_000 + "a",
        " ?" * 50_000,
        '"a ' * 50_000,
        "[a]({static}b)\n\n" * 10_000,
        "".join(f"[a]({{static}}b{number})\n\n" for number in range(10_000)),
        "".join(f"[a](b{number}.md)\n\n" for number in range(10_000)),
        "".join(f"![](a{number}.jpg)\n\n" for number in range(10_000)),
        "".join(f"[^{number}]: b[^{number + 1}]\n\n" for number in range(1_400)),
        "<x>a " * 4_900,
        "".join(
            f"[r{number}]: /{number}\n{'' if number % 50 else chr(10)}" for number in range(45_000)
        ),
        "- a\n\n" * 10_000,
        '<div markdown="1">\n' * 2_000,
    ],
)
def test_any_other_text_is_read_or_refused(text: str) -> None:
    """Whatever is repeated in it."""
    _read(f"{HEAD}\n{text}\n")


@pytest.mark.parametrize(
    "header",
    [
        "Summary: " + " 'a" * 40_000,
        "Tags: " + "ab" * 10_000,
        "Tags: " + "; ".join(f"t{number}" for number in range(100_000)),
        "Countries: " + "; ".join(f"Turkez{number}" for number in range(20_000)),
        "Countries: " + "Turkez" * 20_000,
        "Embargo: " + " ,T" * 100_000,
        "Embargo: " + "5 June 2019 " * 20_000,
        "Slug: " + "Ж" * 40_000,
        "Status: " + "draf" * 50_000,
        "X" * 100_000 + ": y",
        "".join(f"H{number}: y\n" for number in range(50_000)).strip(),
        "Summary: a" + "\n b" * 300_000,
        "Correction: 2019-06-06 It's so.\n" * 4_900 + "Lang: en",
        "Aliases: /" + "a/" * 2_000,
    ],
)
def test_any_header_is_read_or_refused(header: str) -> None:
    """A long value, many of them, many headers."""
    _read(f"{HEAD}{header}\n\nText.\n")


def test_headers_without_an_end_are_told() -> None:
    """With the line that the last of them may stand in."""
    said = _read(f"{HEAD}Summary: a" + "\n b" * 5_000 + "\n\nText.\n")
    assert "visit.md:5001: headers must have 5000 lines at most, found more" in said


def test_a_long_title_is_read() -> None:
    """Each mark that may open a quotation has its end ahead of it, or none has."""
    head = HEAD.replace("Visit", "Visit" + " 'a" * 40_000)
    assert _read(f"{head}\nText.\n").startswith("True")


def test_a_transcript_is_read() -> None:
    """Of 200 KB, with emphasis, links, quotations and notes."""
    turn = (
        "**Q:** \"Is it 'so'?\" [he](https://a.org) asked (twice)[^1] — `code` & <b>more</b>.\n\n"
    )
    text = turn * 900 + "> " + "A long answer, without an end. " * 4_000 + "\n\n[^1]: A note."
    assert len(text) > 190_000
    assert _read(f"{HEAD}\n{text}\n").startswith("True")


def test_no_real_release_has_too_much() -> None:
    """Twice its text is not too much either: the limits are for texts that nobody writes."""
    if not SHARED.is_dir():
        pytest.skip("the real releases are not on this machine")
    for file in sorted((SHARED / "archive").rglob("*.md")):
        text = file.read_text("utf-8")
        assert find_excess(text) is None, file
        assert find_excess(text + "\n\n" + text) is None, file


def test_the_place_is_that_of_the_worst_paragraph() -> None:
    """Where the editor has to look."""
    text = "A [link](b).\n\n" * 3 + "[" * 5_000 + "\n\nLast."
    excess = find_excess(text)
    assert excess is not None
    assert text.count("\n", 0, excess.place) == 6


def test_a_vocabulary_of_equal_entries_is_told(tmp_path: Path) -> None:
    """Each with its line; the file is searched once."""
    tables = "".join(f'[t{number}]\nen = "Same"\n' for number in range(4_000))
    (tmp_path / "tags.toml").write_text(tables, "utf-8")
    _, problems = load_vocabulary(tmp_path, LANGUAGES)
    assert len(problems) == 3_999
    assert {problem.line for problem in problems} == {7_999}


def test_long_names_are_not_compared() -> None:
    """A name of 20,000 signs would be kept in as many forms."""
    assert near_pairs(["ab" * 10_000, "ab" * 10_000 + "c", "Astana", "Astanaa"]) == {
        ("Astana", "Astanaa")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said 'a b' twice", "He said ‘a b’ twice"),
        ("He said 'a b", "He said 'a b"),
        ("He said 'a' and 'b", "He said ‘a’ and 'b"),
    ],
)
def test_a_quotation_opens_where_one_closes_ahead(text: str, expected: str) -> None:
    """The result is the same as when each mark looked ahead for itself."""
    assert typeset(text, "en") == expected


@pytest.mark.parametrize("sign", ["!", ".", "…", "。", "!”", "?»"])
@pytest.mark.parametrize("rest", ["", " Next one.", "a"])
def test_a_summary_ends_where_it_did(sign: str, rest: str) -> None:
    """Signs at the very end of what fits are read as in the whole text."""
    for length in range(270, 284):
        text = "First sentence. " + "b" * (length - 17) + sign * 3 + rest + " More words." * 9
        assert len(cut_line(collapse(text), "en")) <= 280
        assert cut_line(collapse(text), "en").startswith("First sentence.")
