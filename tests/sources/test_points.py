"""Points in lines of their own that Markdown knows no list of."""

from __future__ import annotations

import pytest

from communique.sources.bullets import check_points
from communique.sources.header import parse_source
from tests.sources.stylebooks import VISIT, read, sound

HEAD = sound().partition("\n\n")[0]


def _told(text: str) -> list[str]:
    """Return what is told of a text; its paragraph before that is in line 5."""
    source, problems = parse_source(VISIT, f"{HEAD}\n\nWords.\n\n{text}\n".encode())
    assert problems == ()
    return [str(problem) for problem in check_points(source)]


@pytest.mark.parametrize(
    ("text", "line", "first"),
    [
        ("Стороны:\n— первая;\n— вторая;\n— третья.", 8, "— первая;"),
        ("– Один.\n– Два.", 7, "– Один."),
        ("Points:\n\n• One\n• Two", 9, "• One"),
        ("We agreed:\na) to meet;\nb) to write.", 8, "a) to meet;"),
        ("Домовилися:\nа) зустрітися;\nб) писати.", 8, "а) зустрітися;"),
        ("1.1 First\n1.2 Second", 7, "1.1 First"),
        ("i. one\nii. two", 7, "i. one"),
        ("IV. Four\nV. Five", 7, "IV. Four"),
        ("a. one\nb. two", 7, "a. one"),
        ("1. One\n    a. two\n    b. three", 8, "a. two"),
        ("We agreed:\n(a) to meet;\n(b) to write.", 8, "(a) to meet;"),
        ("(1) One\n(2) Two", 7, "(1) One"),
        ("(а) первое\n(б) второе", 7, "(а) первое"),
        ("① 会议\n② 结束", 7, "① 会议"),
        ("١. الأول\n٢. الثاني", 7, "١. الأول"),
        ("一、会议开始。\n二、会议结束。", 7, "一、会议开始。"),
        ("（一）会议开始。\n（二）会议结束。", 7, "（一）会议开始。"),
        ("１．第一点\n２．第二点", 7, "１．第一点"),
        ("1、第一点\n2、第二点", 7, "1、第一点"),
        ("-One\n-Two", 7, "-One"),
        ("1.One\n2.Two", 7, "1.One"),
        ("*One\n*Two", 7, "*One"),
        ("-\u00a0One\n-\u00a0Two", 7, "-\u00a0One"),
        ("o\tone\no\ttwo", 7, "o\\tone"),
    ],
)
def test_points_that_run_together_are_told(text: str, line: int, first: str) -> None:
    """Once a text, with the first line."""
    rule = "warning: bullet points should be a list, or paragraphs"
    told = f"{rule}, got lines that run together, from {first}"
    assert [each.partition(" on;")[0] for each in _told(text)] == [f"{VISIT}:{line}: {told}"]


@pytest.mark.parametrize(
    "text",
    [
        "— Первая.\n\n— Вторая.",
        "— Первая.  \n— Вторая.",
        "— Первая.\\\n— Вторая.",
        "The talks\n— which were long —\nended.",
        "```\n• a\n• b\n```",
        "- a\n- b\n\n1. c\n2. d",
        "Growth was 1.5\n2.5 and more.",
        "Vienna (with partners)\nand Astana",
        "(a) One\nthat goes on\n\n(b) Two",
        "Sergey\nI. Ivanov\nand V. Petrov",
        f"- A point {'that goes on ' * 5}in\nGeneva\n- Two\nmore of it",
        "- One\n  Two\n\nThe minister left.",
        "```\n- One\nThe minister left.\n```",
    ],
)
def test_lines_that_stand_apart_are_not(text: str) -> None:
    """Paragraphs, lines that break, code, lists of Markdown's own, and prose."""
    assert _told(text) == []


@pytest.mark.parametrize("text", ["- One\n- Two", "1. One.\n2. Two.", f"- One\n- {'Two ' * 20}."])
def test_a_paragraph_right_below_a_list_is_told(text: str) -> None:
    """Markdown joins it to the last point."""
    (told,) = _told(f"{text}\nThe minister left.")
    rule = "a paragraph below a list should have an empty line above it"
    assert told.startswith(f'{VISIT}:9: warning: {rule}, got "The minister left."; leave one')


def test_points_are_asked_of_each_text() -> None:
    """A text without them has a warning, and is published."""
    reading = read(f"{HEAD}\n\nWe agreed:\na) to meet;\nb) to write.\n")
    assert reading.content is not None
    assert [problem.line for problem in reading.problems] == [6]
