"""Headers where none is read: each must be told, and honest text must not be."""

from __future__ import annotations

import pytest

from communique.sources.held.headers import find_misplaced
from communique.sources.held.words import WORDS
from communique.sources.schema import SCHEMA
from tests.sources.stylebooks import VISIT, read, sound

NAMES = sorted({*(field.name for field in SCHEMA), *WORDS["pelican"]})

BETWEEN = [
    "\n",
    "\t\n",
    "\u00a0\n",
    "\u2003 \n",
    "\u3000\n",
    "\n\n\n",
    "\n---\n\n",
    "\n+++\n",
    "\n```yaml\n",
    "\n* * *\n\n",
    "\n<!-- For the desk: Date is right. -->\n\n",
    "\n<!--\nA longer note\n-->\n",
    "\n\u200b\n\ufeff\n",
]
"""What may part a header from the others, as an editor or a program leaves it."""

HOLDING = [
    "Status: draft",
    "STATUS: DRAFT",
    "status :draft",
    "Status： draft",
    "Ｓｔａｔｕｓ：ｄｒａｆｔ",
    "\u0405t\u0430tus: draft",
    "Sta\u00adtus: dr\u200baft",
    "\u2066Status: draft\u2069",
    "**Status:** draft",
    "**Status**: draft",
    "`Status: draft`",
    "> Status: draft",
    "- Status: draft",
    "## Status: draft",
    "<!-- Status: draft -->",
    ":status: draft",
    "#+STATUS: draft",
    '"status": "draft",',
    "[status]: draft",
    "Status = draft",
    "Status – draft",
    *("Status draft", "Robots: noindex", "Robots: noindex, nofollow", "listed: no"),
    "Status; draft",
    "Status: draft # not yet",
    "Stauts: draft",
    "Status: darft",
    "Status:\n    draft",
    "Statut : brouillon",
    "Статус: черновик",
    "状态：草稿",
    "الحالة: مسودة",
    *("Status&#58; draft", "<p>Status: draft</p>", "<b>Status</b>: draft", "Status → draft"),
    *("Status\u02f8 draft", "Status\ufe30draft", "Status/draft", "Status: DRAFT v3"),
    *(
        "Status: embargoed until 7 June 2031",
        "Publication status: draft",
        "embargo_date: 2031-06-07",
    ),
    *(
        "Brouillon : oui",
        "Entwurf: ja",
        "Черновик: да",
        "مسودة: نعم",
        "草稿：是",
        "État : brouillon",
    ),
    *("الحالة: مسوّدة", "الحالة: مسـودة", "الحالة؛ مسودة", "Күйі: қаралама", "發布狀態：草稿"),
    "Draft: true",
    "draft = true",
    "published: no",
    "Private: yes",
    "Visibility: hidden",
    "Embargo: 2031-01-01 10:00",
    "EMBARGO : 7 June 2031",
    "**Embargo:** 2031-01-01",
    "Embago: 2031-01-01",
    "Embargo until: 2031-01-01",
    "Embargo – 10:00 GMT",
    "Publish_date: 2031-01-01",
    "Publish-Date: 2031-01-01",
    "Withdrawn: 2019-06-07 Replaced.",
    "Correction: 2019-06-07 A name.",
]
"""Ways to write a line that would hold back, withdraw or correct, if it were a header."""

HONEST = [
    "- Date: to be confirmed",
    "**Date:** 5 June 2019",
    "* **Place:** Palace of Independence",
    "| Status | draft |",
    "The status: draft of the treaty was agreed.",
    "What: a briefing",
    "Embargo on arms: five facts",
    "State: Kazakhstan",
    "Published documents: see below",
    "Joint statement: text",
    *(
        "Stand: Juni 2031",
        "État des lieux : cinq faits",
        "Күй: Құрманғазы",
        "الحالة: جيدة",
        "是：发布",
    ),
    *("Status quo", "Ja: der Entwurf", "R&D: yes"),
]
"""First lines of a text that are text."""

LATER = [
    "Date: to be confirmed",
    "Tags: none",
    "Status: ongoing",
    "Status of the talks: they go on",
    "Correction: the text named another city",
    "Summary: all went well",
]
"""Lines that are text further down."""


def _told(text: str, *, page: bool = False) -> list[str]:
    return [str(problem) for problem in read(text, VISIT, page=page).problems]


@pytest.mark.parametrize("name", NAMES)
def test_every_header_below_the_empty_line_is_told(name: str) -> None:
    """With its line, and both ways out: up among the headers, or text that looks like text."""
    told = _told(sound().replace("The minister", f"{name}: 2031-01-01\n\nThe minister"))
    assert len(told) == 1
    assert told[0].startswith(
        "releases/visit.md:5: a header must stand above the empty line that ends the headers, "
        f'got "{name}: 2031-01-01" in the text; delete the empty line in line 4; if it is text, '
    )


@pytest.mark.parametrize("between", BETWEEN)
@pytest.mark.parametrize("line", ["Status: draft", "tags: G7", "Lang： ru", "\tAuthor: Desk"])
def test_whatever_stands_between_a_header_is_told(between: str, line: str) -> None:
    """Lines that are empty, that only look so, dashes, fences and comments."""
    told = _told(sound().replace("\n\nThe minister", f"\n{between}{line}\n\nThe minister"))
    told = [each for each in told if "invisible characters" not in each]
    assert len(told) == 1
    assert "a header must stand above the empty line" in told[0]


@pytest.mark.parametrize("where", ["", "The minister came.\n\n", "# Head\n\n- One\n\nTwo\n\n"])
@pytest.mark.parametrize("line", HOLDING)
def test_what_would_hold_back_is_told_anywhere(line: str, where: str) -> None:
    """In whatever form, at the top of a text and below."""
    told = _told(sound().replace("The minister", f"{where}{line}\n\nThe minister"))
    hint = "; if it is text, begin the line with another word"
    assert len([line for line in told if line.endswith(hint)]) == 1


@pytest.mark.parametrize("line", HONEST)
def test_honest_text_is_left_alone(line: str) -> None:
    """The forms that the message recommends, and what only begins alike."""
    assert _told(sound().replace("The minister", f"{line}\n\nThe minister")) == []


@pytest.mark.parametrize("line", LATER)
def test_further_down_text_may_look_like_a_header(line: str) -> None:
    """Only a header that would hold the text back is told."""
    assert _told(f"{sound()}\n{line}\n") == []


def test_a_page_is_asked_the_same() -> None:
    """A page can be a draft, too."""
    told = _told("Title: About\n\nStatus: draft\n\nWho we are.\n", page=True)
    assert [line.partition(": ")[0] for line in told] == ["releases/visit.md:3"]


def test_each_line_of_a_block_has_its_own_way_out() -> None:
    """Only lines right below the first empty line become headers if it is deleted."""
    text = "Title: V\n\nDate: 2019-06-05\nCategory: Statements\n\nText.\n\nStatus: draft\n"
    told = _told(text)
    assert ["delete the empty line in line 2" in line for line in told] == [True, True, False]
    assert "move it up among the headers" in told[2]


@pytest.mark.parametrize("indent", [" ", "\t", "    ", " \u00a0", " \u200b"])
def test_an_indented_header_is_no_more_of_the_one_above(indent: str) -> None:
    """Whatever its name and however it is indented."""
    for name in NAMES:
        [told] = _told(sound().replace("Date:", f"{indent}{name}: draft\nDate:", 1))
        assert told.startswith("releases/visit.md:2: a header must not be indented, got "), name
        assert told.endswith("; delete the space before it, or write it in one line with Title")


@pytest.mark.parametrize(
    "line",
    [
        *("STATUS: draft", "Status：draft", "ｓｔａｔｕｓ: draft", "**Status:** draft"),
        *("Stauts: draft", "\u0405tatus: draft", "Статус: черновик", "draft: true"),
        *("is_draft: true", "noindex: yes", "scheduled_for: 2031-01-01 10:00"),
        *(
            "Embargo : 2031-01-01",
            "Status:\tdraft",
            "- Status: draft",
            "- Lang: ru",
            "* Date: 2031",
        ),
    ],
)
def test_an_indented_header_in_disguise_is_told(line: str) -> None:
    """The rule is the same as in the text."""
    told = _told(sound().replace("Date:", f"  {line}\nDate:", 1))
    assert "a header must not be indented" in told[0]


def test_no_break_space_before_a_header_is_told() -> None:
    """It is not an indentation, and not the beginning of a header."""
    told = _told(sound().replace("Date:", "\u00a0Status: draft\nDate:", 1))
    assert len(told) == 1
    assert "got an unseen character, U+00A0, in column 1; delete it" in told[0]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (
            "Visit\u2028Status: draft",
            "got U+2028 (line separator) in column 13; delete it, or break the line",
        ),
        (
            "Visit\u2029Status: draft",
            "got U+2029 (paragraph separator) in column 13; delete it, or break",
        ),
        ("Visit\u0085Status: draft", "text must have no control characters, got U+0085"),
        ("Visit  Status: draft", 'a header must begin its line, got "Visit  Status: draft"'),
        ("Visit. Embargo: 2031-01-01", "a header must begin its line, got "),
    ],
)
def test_a_header_within_a_value_is_told(value: str, found: str) -> None:
    """Where a line's end was lost, or only looks like one."""
    assert any(found in line for line in _told(sound(Title=value)))


def test_a_value_may_go_on_with_a_colon() -> None:
    """Further lines of a value are no headers for having one."""
    text = sound().replace("Date:", "  and the talks: a summary\nDate:", 1)
    assert _told(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "State-published\ndata are sparse.",
        "State – public",
        "Status: public.",
        "Release date: 5 June 2019",
    ],
)
def test_prose_below_the_top_is_text(line: str) -> None:
    """It holds nothing back."""
    assert not list(find_misplaced(f"\nThe minister arrived.\n\n{line}\n"))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("# My headline\n\nText.\n", "write Title: My headline"),
        (
            sound(Summary="Status: draft law is adopted."),
            "where it is text, write it without the colon",
        ),
    ],
)
def test_a_hint_says_what_to_write(text: str, hint: str) -> None:
    """It never makes a header of what is text."""
    assert any(f"; {hint}" in str(problem) for problem in read(text, VISIT).problems)
