from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.fields import FieldError, read_address, split_list
from communique.sources.hints import did_you_mean
from communique.sources.schema import SCHEMA, find_field
from tests.sites import ROOT
from tests.sources.stylebooks import read, stylebook


@pytest.mark.parametrize("field", SCHEMA, ids=lambda field: str(field.name))
def test_every_field_reads_its_own_example(field) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """What the manual shows is accepted as it stands."""
    headers = {"Title": "T", "Date": "2019-06-05 10:00", "Category": "Statements"}
    headers |= {field.name: field.example}
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    assert [str(problem) for problem in read(f"{head}\nText.\n").problems] == []


@pytest.mark.parametrize("name", ["Title", "title", "TITLE"])
def test_a_header_is_known_in_any_letter_case(name: str) -> None:
    """As in Pelican."""
    assert find_field(name) is SCHEMA[0]


def test_the_design_and_the_schema_name_the_same_headers() -> None:
    """The one list of fields is the design's table of headers."""
    expected = {
        (
            "Title Date Category Modified Lang Slug Id Summary Authors Tags "
            "Countries Organisations "
            "People Place Image Attachments Embargo Status Correction Withdrawn Aliases"
        )
    }
    assert set(" ".join(expected).split()) == {field.name for field in SCHEMA}
    assert ROOT.is_dir()


@given(st.lists(st.text(st.characters(exclude_characters=";,", categories=("L", "N")), min_size=1)))
def test_a_joined_list_is_split_again(parts: list[str]) -> None:
    """Semicolons between parts keep commas within them."""
    written = "; ".join(f"{part}, {part}" for part in parts)
    expected = list(dict.fromkeys(f"{part}, {part}" for part in parts))
    assert expected == (split_list(written, ";,") if len(parts) > 1 else expected)


@given(st.text(max_size=30))
def test_an_accepted_address_is_safe_to_write(text: str) -> None:
    """No alias ever leaves the output folder, or has a space or a query in it."""
    try:
        address = read_address(text, stylebook(), "en")
    except FieldError:
        return
    assert not address.startswith("/")
    assert ".." not in address
    assert not re.search(r"[\s?#\\\x00-\x1f]", address)


@pytest.mark.parametrize(
    ("value", "known", "expected"),
    [
        ("Kazakstan", ["Kazakhstan", "Pakistan"], 'did you mean "Kazakhstan"?'),
        ("STATEMENT", ["Statements"], 'did you mean "Statements"?'),
        ("Zzz", ["Statements"], ""),
        ("anything", [], ""),
        ("Titel", ["Title", "TITLE"], 'did you mean "TITLE"?'),
    ],
)
def test_the_nearest_word_is_offered(value: str, known: list[str], expected: str) -> None:
    """Letter case does not count; nothing near gives nothing; the order of words does not show."""
    assert expected == did_you_mean(value, known)
    assert expected == did_you_mean(value, known[::-1])
