"""Notes and addresses by name: what is amiss with them, and in which line."""

from __future__ import annotations

import pytest

from communique.sources.read import read_source
from communique.text.markdown import Renderer
from tests.sources.stylebooks import VISIT, sound, stylebook

EXTRA = Renderer({"extension_configs": {"markdown.extensions.extra": {}}, "output_format": "html5"})


def _told(text: str) -> list[str]:
    """Return what is told of a text that begins in line 5, by line."""
    source = f"{sound().partition(chr(10) * 2)[0]}\n\n{text}\n"
    problems = read_source(VISIT, source.encode(), stylebook(), EXTRA).problems
    return [str(problem).removeprefix(f"{VISIT}:").partition(";")[0] for problem in problems]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A `[^2]`\n\nb[^2] c", [(7, "^2")]),
        ("A[^1] b[^one]\n\n[^1]: Two[^3].", [(5, "^one"), (7, "^3")]),
        ("- a\n  - b[^x y]\n\n| c |\n|---|\n| d[^5] |", [(10, "^5"), (6, "^x y")]),
        ("> ## A[^4]", [(5, "^4")]),
        (r"A \[^2] and `[^2]` and [2]", []),
        ("    [^2] in code", []),
    ],
)
def test_a_mark_must_have_its_note(text: str, told: list[tuple[int, str]]) -> None:
    """In lists, tables, headings and other notes; in code the signs are words."""
    rule = "the mark of a note must have its note"
    expected = [f"{line}: {rule}, got [{name}] without one" for line, name in told]
    assert sorted(_told(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("A[^1]\n\n[^1]: One.\n[^1]: Two.", 8, "^1"),
        ("A[^a] [b]\n\n[b]: /c\n\n[^a]: One.\n\n[^a]: Two.", 11, "^a"),
        ("[a][b]\n\n[b]: /c\n[B]: /d", 8, "b"),
    ],
)
def test_a_name_is_given_once(text: str, line: int, name: str) -> None:
    """Of two notes with one name, one would not be published."""
    rule = "a note, or an address by name, must be given once"
    assert f"{line}: {rule}, got [{name}] twice" in _told(text)


def test_equal_addresses_and_comments_may_stand_again() -> None:
    """Nothing is lost then."""
    text = "[a][b]\n\n[b]: /c\n\n[b]: /c\n\n[comment]: # (x)\n\n[comment]: # (y)"
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A [report][missing].", [(5, "[report][missing]")]),
        ("A\n[note][] and [b][ok].\n\n[ok]: https://a.org", [(6, "[note][]")]),
        ("- A [report][a b]\n\n[A B]: https://a.org", []),
        ("Said so.[1][2] And `[x][y]`.", []),
        (r"A \[report][missing].", []),
    ],
)
def test_a_link_by_name_has_its_address(text: str, told: list[tuple[int, str]]) -> None:
    """It is shown as written otherwise; numbers of sources and code are."""
    rule = "warning: a link by name should have its address"
    assert _told(text) == [f"{line}: {rule}, got {found}" for line, found in told]
