"""Patterns that are compiled where they are first used."""

from __future__ import annotations

import re

import pytest

from communique.patterns import METHODS, late

TEXT = "Visit of 2019-06-05, talks of 2020-01-02"


@pytest.mark.parametrize("method", METHODS)
def test_a_late_pattern_answers_as_a_compiled_one(method: str) -> None:
    """Each method, asked first, gives what it gives of a pattern compiled at once; so again."""
    pattern, given = r"(\d{4})-(?:\d\d)", re.IGNORECASE
    words = ("x", TEXT) if method in {"sub", "subn"} else (TEXT,)
    late_one, early = late(pattern, given), re.compile(pattern, given)
    for _ in range(2):
        found, known = getattr(late_one, method)(*words), getattr(early, method)(*words)
        if method == "finditer":
            found, known = [each.span() for each in found], [each.span() for each in known]
        if method in {"match", "search", "fullmatch"}:
            found, known = found and found.groups(), known and known.groups()
        assert found == known


def test_a_late_pattern_has_its_text_and_flags() -> None:
    """It has the attributes of a compiled pattern; bytes have patterns of bytes."""
    assert late(r"a+", re.MULTILINE).pattern == "a+"
    assert late(r"a+", re.MULTILINE).flags == re.compile(r"a+", re.MULTILINE).flags
    assert late(rb"a+").findall(b"baab") == [b"aa"]


def test_a_wrong_pattern_is_told_where_it_is_used() -> None:
    """It raises what ``re.compile`` raises, each time."""
    wrong = late("(")
    for _ in range(2):
        with pytest.raises(re.error):
            wrong.search("")
