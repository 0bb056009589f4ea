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
    if field.name in ("Ends", "Venue", "Accreditation"):
        headers["Starts"] = "2019-06-10 10:00 Asia/Almaty"
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
            "People Place Image Attachments Pinned Starts Ends Venue Accreditation "
            "Subtitle Gallery Video Audio Contact Number Speaker Delivery "
            "Embargo Status Correction Withdrawn Original Aliases"
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
    ("written", "address"),
    [
        ("/ru/%D0%BC%D0%B8%D0%B4/", "ru/мид/"),
        ("/ru/%d0%bc%d0%b8%d0%b4/", "ru/мид/"),
        ("/fr/caf%C3%A9", "fr/café"),
        ("/fr/cafe%CC%81", "fr/café"),
        ("/fr/cafe\u0301", "fr/café"),
        ("/en/Q%26A.pdf", "en/Q&A.pdf"),
        ("/en/100%25/", "en/100%/"),
    ],
)
def test_a_former_address_is_read_as_a_browser_copies_it(written: str, address: str) -> None:
    """Percent signs stand for letters, in either case of their digits; letters have one form."""
    assert address == read_address(written, stylebook(), "en")


@pytest.mark.parametrize(
    ("written", "rule", "hint"),
    [
        ("/ru/%CC%C8%C4/", "must be UTF-8", "write it in letters, without %"),
        ("https://mfa.example/ru/x/", "must be a path of this site", "write /ru/x/"),
        ("/en/x/#part", "must be a path of this site", "write /en/x/"),
        ("/x.php?id=5", "must be a path of this site", "name it in the file of REDIRECTS"),
        ("/a%20b/", "must be a path of this site", "name it in the file of REDIRECTS"),
        ("/%2e%2e/secret", "must be a path", "write it like /en/2018/old-address/"),
        ("/%C2%92/", "must be a path of this site", "write it like /en/2018/old-address/"),
    ],
)
def test_what_is_no_former_address_is_told(written: str, rule: str, hint: str) -> None:
    """With what to write instead."""
    with pytest.raises(FieldError) as found:
        read_address(written, stylebook(), "en")
    assert found.value.rule.startswith(rule)
    assert hint == found.value.hint


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
