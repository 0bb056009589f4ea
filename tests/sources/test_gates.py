"""A short look that spares a long one finds everything that the long one would."""

from __future__ import annotations

import re
from unicodedata import category

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.sources.header import parse_source
from communique.sources.held import headers
from communique.sources.held import lines as held_lines
from communique.sources.held.blanks import blank_of
from tests.sources.stylebooks import read, sound

_NAMES = ("Status", "Embargo", "Visibility", "Draft", "Publish date", "Статус", "状态", "Question")
_slips = st.sampled_from(
    ["", "a", "s", " ", "-", "_", "\u0430", "\u0455", "\u00ad", "\u0301", "ｓ"]
)


@st.composite
def _lines(draw: st.DrawFn) -> str:
    """Return a line such as a header's, with a slip of the hand in it."""
    before = draw(st.sampled_from(["", "**", "> ", "- ", "“", "…", "|", "_", "é", "(" * 70]))
    name = draw(st.sampled_from(_NAMES))
    at = draw(st.integers(0, len(name)))
    name = name[:at] + draw(_slips) + name[at + draw(st.integers(0, 1)) :]
    sign = draw(st.sampled_from([":", " :", "=", " – ", "：", " ", ":** "]))
    value = draw(st.sampled_from(["draft", "darft", "true", "2031-01-01", "10:00 GMT", "no word"]))
    end = draw(st.sampled_from(["", "\u2028Status: draft", "\x85", " – and more"]))
    return f"{before}{name}{sign}{value}{end}"


@given(st.lists(_lines(), max_size=4))
@example(["Status:draft", "S\u00adtatus draft"])
@example(["Status:draft", "\u0455tatus draft"])
@example(["Status:draft", "Ｓtatus draft"])
def test_every_line_that_holds_back_is_looked_at(lines: list[str]) -> None:
    """Whatever stands before it and whatever letters it is in."""
    body = "\n".join(["", "The minister arrived at noon in the capital.", "", *lines])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(headers, "may_hold", bool)
        whole = list(headers.find_misplaced(body))
    assert list(headers.find_misplaced(body)) == whole


_WORDS = (
    *(
        "embargoed",
        "until",
        "not",
        "for",
        "release",
        "before",
        "10:00",
        "GMT",
        "7 June 2030",
        "draft",
    ),
    *("internal", "интернет", "not for publication", "內部", "内部使用", "Intern", "interne", ":"),
    *("hold", "no", "publication", "never", "to be", "completed", "work in progress", "Entwurf"),
    *("prohibida", "su", "difusión", "ne pas", "publier", "под эмбарго", "до", "не публиковать"),
    *(
        "حظر",
        "النشر",
        "7日前",
        "请勿发布",
        "дейін",
        "жарияланбасын",
        "жоба",
        "[",
        "]",
        " – ",
        "&nbsp;",
    ),
    *("cotéjese con", "el", "discurso", "only", "\u00a0", "cooperation", "\n"),
)
_marks = st.lists(st.sampled_from(_WORDS), max_size=7).map(" ".join)


@given(_marks, st.lists(_marks, max_size=3))
def test_every_mark_is_looked_at(title: str, lines: list[str]) -> None:
    """In a title or a line, in any of the languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(held_lines, "has_hint", bool)
        found = held_lines.find_title_mark(title, "en")
        said = [held_lines.find_mark(line, "en") for line in lines]
    assert held_lines.find_title_mark(title, "en") == found
    assert [held_lines.find_mark(line, "en") for line in lines] == said
    if found or any(said):
        assert held_lines.may_be_marks([title], lines)


_signs = st.characters(
    exclude_categories=["Cs", "Cf", "Cn", "Co", "Mn", "Zl", "Zp"], exclude_characters="\ufffc\ufffd"
) | st.characters(max_codepoint=0x9F, exclude_categories=["Cf"])


_NONE = "\ufffe\uffff" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
"""Code points that Unicode keeps from being characters."""


@given(st.text(_signs | st.sampled_from(_NONE)))
def test_every_control_character_is_told(text: str) -> None:
    """Of ASCII, of Latin-1, and what is no character at all."""
    _, problems = parse_source("a.en.md", f"Title: Visit\n\n{text}".encode())
    told = any("control characters" in problem.rule for problem in problems)
    plain = text.translate(dict.fromkeys(map(ord, "\t\n\r")))
    assert told == any(category(sign) == "Cc" or sign in _NONE for sign in plain)


@pytest.mark.parametrize("space", [" ", "\n", "  \n"])
@pytest.mark.parametrize(
    "part", re.split(r"[.:]\s+(?!draft)", blank_of("en").text.strip().rstrip("."))
)
def test_every_part_of_the_blank_text_is_told(part: str, space: str) -> None:
    """However its lines are broken."""
    problems = read(sound().replace("The minister arrived", space.join(part.split()))).problems
    assert any("must be complete" in problem.rule for problem in problems)
