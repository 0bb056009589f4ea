"""Lists in headers, in the signs of every script and as other programs write them."""

from __future__ import annotations

import pytest

from communique.model.release import Release
from communique.model.term import Facet
from communique.sources.fields import split_list
from tests.sources.stylebooks import VISIT, read, sound


def _read(headers: str) -> tuple[list[str], list[str], str]:
    """Return the tags, the problems and the summary of a release with these lines of headers."""
    reading = read(sound().replace("\n\n", f"\n{headers}\n\n", 1))
    content = reading.content
    told = [str(problem).removeprefix(f"{VISIT}:") for problem in reading.problems]
    if not isinstance(content, Release):
        return [], told, ""
    return [term.name for term in content.terms_of(Facet.TAG)], told, content.summary


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("选举；观察团", ["选举", "观察团"]),
        ("选举、观察团，贸易", ["选举", "观察团", "贸易"]),
        ("الانتخابات؛ التجارة", ["الانتخابات", "التجارة"]),
        ("الانتخابات، التجارة، المناخ", ["الانتخابات", "التجارة", "المناخ"]),
        ("ရွေးကောက်ပွဲ၊ ကုန်သွယ်ရေး", ["ရွေးကောက်ပွဲ", "ကုန်သွယ်ရေး"]),
        ("选举︔贸易", ["选举", "贸易"]),
        ("Smith, John；Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("Smith, John;", ["Smith, John"]),
        ('"Smith, John", "Doe, Jane"', ['"Smith, John"', '"Doe, Jane"']),
        ("'Abd al-Rahman, O'Neil", ["'Abd al-Rahman", "O'Neil"]),
        ('12" guns; 14" guns', ['12" guns', '14" guns']),
    ],
)
def test_a_list_is_split_at_the_signs_of_its_script(written: str, parts: list[str]) -> None:
    """A semicolon of any script goes before commas; what quotation marks hold is one value."""
    assert parts == split_list(written, ";,")


@pytest.mark.parametrize("written", ["“a”, “b, c”", "«a»; «b, c»", "‘a’, „b, c“"])
def test_curly_quotation_marks_in_a_list_are_like_straight_ones(written: str) -> None:
    """They are left out, with a warning; the hint for a list in brackets writes none."""
    tags, told, _ = _read(f"Tags: {written}")
    assert tags == ["a", "b, c"]
    assert all("warning: Tags must stand without quotation marks" in each for each in told)
    _, told, _ = _read(f"Tags: [{written}]")
    assert told == [f'4: Tags must be a list without brackets, got "[{written}]"; write a; b, c']


def test_a_quotation_within_a_name_stays() -> None:
    """Only marks around a whole name are left out."""
    tags, told, _ = _read("Tags: “Friendship” programme; ‘x’ and ‘y’")
    assert (tags, told) == (["“Friendship” programme", "‘x’ and ‘y’"], [])


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("a.pdf | 全文；b.pdf | 附件", ["a.pdf | 全文", "b.pdf | 附件"]),
        ("a.pdf | 标题；副标题；b.pdf", ["a.pdf | 标题；副标题", "b.pdf"]),
        ("a.pdf؛ b.pdf", ["a.pdf", "b.pdf"]),
        ("a.pdf | 标题；副标题", ["a.pdf | 标题；副标题"]),
        ("a.pdf | One, two; b.pdf", ["a.pdf | One, two", "b.pdf"]),
    ],
)
def test_a_list_of_files_is_split_where_a_file_follows(written: str, parts: list[str]) -> None:
    """A full-width semicolon within a document's title is part of it."""
    assert parts == split_list(written, ";")


@pytest.mark.parametrize(
    ("headers", "tags"),
    [
        ("Tags:\n- elections\n- trade", ["elections", "trade"]),
        ("Tags:\n  - elections\n  - trade", ["elections", "trade"]),
        ("Tags:\n    - elections\n      and more\n    - trade, customs", None),
        ("Tags: elections\n  - trade", ["elections", "trade"]),
        ("Tags:\n-\n- trade", ["trade"]),
    ],
)
def test_a_list_with_a_value_a_line_is_a_list(headers: str, tags: list[str] | None) -> None:
    """Its lines may be indented or not, as in YAML; a comma in a line is part of its value."""
    found, told, _ = _read(headers)
    assert told == []
    assert found == (tags or ["elections and more", "trade, customs"])


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ("Tags: [a, b]", '4: Tags must be a list without brackets, got "[a, b]"; write a; b'),
        ("Tags: ['a', \"b\"]", "4: Tags must be a list without brackets"),
        ("Tags: [a, b", "4: Tags must be names, without marks of another program"),
        ("Place: [Astana]", "4: Place must be names, without marks of another program"),
        ("Tags: {a: b}", "4: Tags must be names, without marks of another program"),
        ("Tags: a # for now", '4: Tags must be names, without marks of another program, got "a #'),
        ("Tags: - a - b", "4: Tags must be names, without marks of another program"),
        ("Tags: #a, #b", "4: Tags must be names, without marks of another program"),
        ("Tags: #a #b", "4: Tags must be names, without marks of another program"),
        ("Tags: a | b", '4: Tags must be names with ; between, not |, got "a | b"; write a; b'),
        ("Tags: a • b", "4: Tags must be names with ; between, not •"),
        ("Tags: a\\, b", "4: Tags must be names with ; between, not \\"),
        ("Tags: none", '4: Tags must be names, got "none"; write one, or delete the line'),
        ("Place: N/A", "4: Place must be names"),
        ("Organisations: нет", "4: Organisations must be names"),
        (
            "Tags: &t trade",
            '4: Tags must have no anchor, alias or tag of YAML, got "&t trade"',
        ),
        ("Tags: a; *t", "4: Tags must have no anchor, alias or tag of YAML"),
        ("Tags:\n- !!str trade", "4: Tags must have no anchor, alias or tag of YAML"),
        ("Place: !str Astana", "4: Place must have no anchor, alias or tag of YAML"),
        ("Summary: &s One sentence.", "4: Summary must have no anchor, alias or tag of YAML"),
        ("Summary: *s", "4: Summary must have no anchor, alias or tag of YAML"),
        ("Tags: null", "4: Tags must not be empty"),
        ("Tags: []", "4: Tags must not be empty"),
        ("Summary: ~", "4: Summary must not be empty"),
        ("Summary:\n  - a\n  - b", '4: Summary must be one value, got "- a - b"'),
        ("Summary: - a\n  - b", '4: Summary must be one value, got "- a - b"'),
        ("Summary: >\n  One.\n\n  Two.", "6: a header's value must have no empty line in it"),
        ("Tags:\n- Status: draft", "5: a header must not be indented"),
    ],
)
def test_another_form_of_yaml_is_told(headers: str, told: str) -> None:
    """No mark of it reaches a term or a summary."""
    _, problems, _ = _read(headers)
    assert any(problem.startswith(told) for problem in problems), problems


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("The <b>new</b> visit", "<b>"),
        ("One.<br>Two.", "<br>"),
        ("The **new** visit", "**new**"),
        ("See [this](https://a.org)", "[this](https://a.org)"),
    ],
)
def test_markup_in_a_header_is_told(written: str, mark: str) -> None:
    """It is shown as it stands."""
    told = f'4: warning: Summary should be plain text, got "{written}"; take {mark} out, which is'
    _, problems, summary = _read(f"Summary: {written}")
    assert problems == [f"{told} shown as it stands"]
    assert summary == written
    _, problems, _ = _read(f"Correction: 2019-06-06; update; {written}")
    assert [each.partition(", got")[0] for each in problems] == [
        "4: warning: Correction should be plain text"
    ]


@pytest.mark.parametrize("written", ["Growth <3%, a<b", "2 ** 3", "[sic] (again)", "<tbc>"])
def test_signs_of_markup_in_a_header_stay(written: str) -> None:
    """They are words of the office."""
    assert _read(f"Summary: {written}")[1] == []


@pytest.mark.parametrize("written", ["*Sic* at the end", "& so on", "!Kung in Botswana", "R&D"])
def test_a_sign_that_is_no_mark_of_yaml_stays(written: str) -> None:
    """An office may begin a line with it."""
    assert _read(f"Summary: {written}") == ([], [], written)


@pytest.mark.parametrize(
    ("headers", "summary"),
    [
        ("Summary: >\n  One long\n  sentence.", "One long sentence."),
        ("Summary: |-\n  One long\n  sentence.", "One long sentence."),
        ("Summary: >2\n  One long sentence.", "One long sentence."),
    ],
)
def test_a_value_below_a_mark_of_yaml_is_the_value(headers: str, summary: str) -> None:
    """The mark itself is not."""
    assert _read(headers) == ([], [], summary)


@pytest.mark.parametrize(
    ("headers", "tags", "summary"),
    [
        ('Summary: "The mission begins."', [], "The mission begins."),
        ("Summary: 'It''s here.'", [], "It’s here."),
        ('Summary: "“Peace” is \\"near\\"."', [], "“Peace” is “near”."),
        ("Tags: 'elections'; \"trade\"", ["elections", "trade"], "The minister arrived."),
        ('Tags:\n- "trade, customs"', ["trade, customs"], "The minister arrived."),
    ],
)
def test_quotation_marks_around_a_value_are_taken(
    headers: str, tags: list[str], summary: str
) -> None:
    """With a warning for each; those within it stay."""
    found, told, shown = _read(headers)
    assert (tags, summary) == (found, shown)
    assert told
    assert all("must stand without quotation marks around it" in problem for problem in told)


@pytest.mark.parametrize(
    "title", ['"We will not yield"', '"Peace" and "trade"', "[Updated] A title", "A title # 2"]
)
def test_a_title_keeps_its_marks(title: str) -> None:
    """It may be a quotation as a whole."""
    reading = read(sound(Title=title))
    assert isinstance(reading.content, Release)
    assert not reading.problems
    assert len(reading.content.title) == len(title)
