from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.text.summaries import summarise


@pytest.mark.parametrize(
    ("paragraph", "limit", "expected"),
    [
        ("  Short \n text  ", 280, "Short text"),
        ("One here. Two here. Three here.", 20, "One here. Two here."),
        ("It met. “It agreed.” It closed then.", 21, "It met. “It agreed.”"),
        ("He met Mr. Norov in the U.S. yesterday to talk.", 30, "He met Mr. Norov in the U.S…"),
        ("He met. Then Mr. Norov of the U.S. Mission spoke.", 40, "He met."),
        ("Visit ended on 5 June 2019. It was long.", 30, "Visit ended on 5 June 2019."),
        ("Визит в 2019 г. прошёл. Т.е. состоялся давно.", 35, "Визит в 2019 г. прошёл."),
        ("Do you? Yes! Indeed so it is.", 14, "Do you? Yes!"),
        ("one two three", 9, "one two…"),
        ("one, two three", 6, "one…"),
        ("会议结束。双方签署了文件。", 8, "会议结束。"),
        ("abcdefghij", 5, "abcd…"),
        ("上合组织 " + "选" * 60, 50, "上合组织 " + "选" * 44 + "…"),
        ("他说：“会议结束。”双方签署了文件。", 12, "他说：“会议结束。”"),
        ("هل انتهت الجلسة؟ نعم. انتهت أمس.", 20, "هل انتهت الجلسة؟"),
        ("اجتمع الوفدان، ثم غادرا المدينة مساء", 15, "اجتمع الوفدان…"),
        (
            "Il a dit\u00a0: «\u00a0Oui.\u00a0» Puis il est parti.",
            24,
            "Il a dit\u00a0: «\u00a0Oui.\u00a0»",
        ),
        ("Vraiment\u00a0? Oui, et bien plus.", 14, "Vraiment\u00a0?"),
        ("Les missions\u00a0: dix au total", 15, "Les missions…"),
    ],
)
def test_a_summary_ends_where_a_reader_pauses(paragraph: str, limit: int, expected: str) -> None:
    """It ends with a sentence if one fits, never inside an abbreviation, else with a word."""
    assert expected == summarise(paragraph, limit)


@given(st.text(), st.integers(2, 60))
def test_a_summary_is_one_line_within_the_limit(paragraph: str, limit: int) -> None:
    """No summary is longer than asked, has a line break or spaces at its ends."""
    summary = summarise(paragraph, limit)
    assert len(summary) <= limit
    assert summary == summary.strip()
    assert summary == re.sub(r"[^\S\u00a0\u202f]+", " ", summary)
    assert len(summary.splitlines()) <= 1
    assert "  " not in summary
