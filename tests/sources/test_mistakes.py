"""What editors get wrong in a single source, and the words in which they are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.errors import Severity
from communique.sources.vocabulary_files import load_vocabulary
from communique.text.markdown import find_unclosed
from tests.sources.stylebooks import LANGUAGES, read, sound


def _told(text: str, path: str = "a.md", *, page: bool = False) -> list[str]:
    return [str(problem) for problem in read(text, path, page=page).problems]


WRONG_CODE = "it was read in a wrong encoding; copy it again from where it was written"


@pytest.mark.parametrize(
    ("path", "code", "likely"),
    [
        ("06-b.EN.md", "EN", "06-b.en.md"),
        ("06-b.eng.md", "eng", "06-b.en.md"),
        ("06-b.en-GB.md", "en-GB", "06-b.en.md"),
        ("06-b.zh-Hant.md", "zh-Hant", ""),
    ],
)
def test_a_language_in_another_form_is_told(path: str, code: str, likely: str) -> None:
    """No release is built in the default language because its name's code is unlike the site's."""
    hint = (
        f"rename it to {likely}" if likely else "add the language to LANGUAGES, or rename the file"
    )
    rule = "a file name's language must be one of en, ru, kk"
    assert _told(sound(), path) == [f'{path}: {rule}, got "{code}"; {hint}']


@pytest.mark.parametrize("path", ["06-b|c.md", "06|b/c.md"])
def test_a_path_that_nothing_can_name_is_told(path: str) -> None:
    """Once, on one line."""
    told = _told(sound(), path)
    assert len(told) == 1
    assert "a file's path must not have" in told[0]
    assert told[0].isprintable()


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ({"Lang": "EN"}, "write en"),
        ({"Status": "hidden"}, "write draft to hold it back, or delete the line"),
        ({"Slug": "---"}, "write it like sco-mission"),
        ({"Slug": "a" * 201}, "shorten it"),
        ({"Tags": "a" * 201}, "shorten it"),
        ({"Slug": "page"}, "rename the file, or add another Slug"),
        ({"Image": "a.jpg | b | c | d | e | f"}, "put ; before the next file"),
        ({"Attachments": "| b"}, "name the file first"),
        ({"Attachments": "/ | b"}, "name the file first"),
        ({"Audio": "https://a.org/b | c | /"}, "name the file first"),
        ({"Attachments": "../pages/d.en.MD"}, "name a finished document, such as a PDF"),
        ({"Image": "d.markdown | x"}, "name a finished document, such as a PDF"),
        ({"Tags": "[a, 'b']"}, "write a; b"),
        ({"Tags": ";"}, "give a value, or delete the line"),
        ({"Date": "0219-06-05"}, "write it like 2019-06-05 10:00"),
        ({"Place": "Astana; Moscow"}, "write Astana"),
        ({"Category": "Statements; Press releases"}, "write Statements"),
        ({"Title": "# A visit"}, "take # out, which is shown as it stands"),
        ({"Date": "20190605"}, "write 2019-06-05"),
        ({"Date": "2019-06-05 10:00 PM"}, "write 2019-06-05 22:00"),
        ({"Date": "2019-06-05 12:30 am"}, "write 2019-06-05 00:30"),
        ({"Date": "2019-06-05T10:00:00.123Z"}, "write 2019-06-05 10:00:00Z"),
        ({"Date": "2019-06-30 24:00"}, "write 2019-07-01 00:00"),
        ({"Date": "2019-06-31"}, "June 2019 has 30 days"),
        ({"Title": "Visite Ã  GenÃ¨ve"}, WRONG_CODE),
        ({"Summary": "The ministerâ€™s visit"}, WRONG_CODE),
        ({"Date": "1440-10-01"}, "write it in the Gregorian calendar"),
    ],
)
def test_a_value_has_its_hint(headers: dict[str, str], hint: str) -> None:
    """One problem, and the likely fix is one that would be accepted."""
    told = _told(sound(**headers))
    assert len(told) == 1, told
    assert told[0].endswith(f"; {hint}")


@pytest.mark.parametrize(
    ("first", "found", "hint"),
    [
        ("  Title: V", 'got "  Title: V"', "delete the space before it"),
        ("\u200bTitle: V", "got an unseen character, U+200B, in column 1", "delete it"),
        ("\ufeff\ufeffTitle: V", "got an unseen character, U+FEFF, in column 1", "delete it"),
        ("Title\u00a0: V", "got an unseen character, U+00A0, in column 6", "delete it"),
        ("Title：V", 'got "Title：V"', "write Title: with a plain colon"),
        ("Title∶ V", 'got "Title∶ V"', "write Title: with a plain colon"),
        *(
            (line, f'got "{line}"', "write Title: V, without the marks")
            for line in ("• Title: V", "1. Title: V", 'Title = "V"', "| Title | V |")
        ),
        (
            "Заголовок: V",
            'got "Заголовок: V"',
            "write its name in English, or leave an empty line before the text",
        ),
    ],
)
def test_a_header_line_is_diagnosed(first: str, found: str, hint: str) -> None:
    """Nothing is said to be missing that stands there."""
    text = f"{first}\nDate: 2019-06-05\nCategory: Statements\n\nText.\n"
    assert _told(text) == [f"a.md:1: headers must be Name: value, {found}; {hint}"]


def test_an_empty_line_among_headers_is_told() -> None:
    """The headers below it are not called missing without the reason."""
    told = _told("Title: V\n\nDate: 2019-06-05\nCategory: Statements\n\nText.\n")
    assert [line.split("; ")[1] for line in told] == ["delete the empty line in line 2"] * 2


def test_a_long_value_is_told_in_short() -> None:
    """A message is a line, not a page."""
    assert all(len(line) < 300 for line in _told(sound(Date="9" * 100_000, Lang="x" * 100_000)))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("[x]({filename})", ["name the file after the brace"]),
        ("[x]({filename}#a)", ["name the file after the brace"]),
        ("[x]({tag}foo)", ["write the address that is meant"]),
        ("[x]({index})", ["write the address that is meant"]),
        ("![x]({author}a.jpg)", ["write the address that is meant"]),
        ("[x]({FILENAME}x.md)", ["write {filename}x.md"]),
        ("[x](|filename|x.md)", ["write {filename}x.md"]),
        ("<a href={filename}x.md>x</a>", []),
        ("[x](https://[to be added]/)", ["if it is meant, leave it", "write the whole address"]),
        ("[x](https://[address]/)", ["write the whole address"]),
        ("<https://[2001:db8::1/>", ["write the whole address"]),
        ("[x](https://пример.example/)", []),
        ('<img alt="A" srcset="{static}/a.jpg 2x">', ["write the address in srcset"]),
        ('<video poster="{static}/a.jpg"></video>', ["write the address in poster"]),
        ("[x](05-a.en.md)", ["write {filename}05-a.en.md"]),
        ("[x](../06/05-a.md#b)", ["write {filename}../06/05-a.md"]),
        ("[x](https://example.org/readme.md)", []),
        ("[x](/media/readme.md)", []),
        ("`[x]({index})`", []),
        ("<editor@mfa.gov.md>", []),
    ],
)
def test_a_link_that_would_stay_as_written_is_told(written: str, words: list[str]) -> None:
    """With the line where it stands."""
    told = _told(f"{sound()}\nOne.\n\n{written}\n")
    assert [line.rpartition("; ")[2] for line in told] == words
    assert all(line.startswith("a.md:9: ") for line in told)


def test_a_link_may_have_an_apostrophe() -> None:
    """The other quotation mark ends an attribute."""
    reading = read(f"{sound()}\n[x]({{filename}}it's.md)\n")
    assert dict(reading.lines)["releases/it's.md"] == 7


def test_a_text_nested_too_deeply_is_told() -> None:
    """In words and not in a traceback."""
    text = "".join(f"{'    ' * level}- a\n" for level in range(300))
    assert ["a text must not be nested so deeply" in line for line in _told(sound() + "\n" + text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A\n\n<div markdown="1">\n<div markdown="1">\nB', (2, "div")),
        ('<div markdown="1">\nB\n</div>', None),
        ('<p markdown="1">B', None),
        ('```\n<div markdown="1">\n```\n', None),
        ("No markdown here", None),
    ],
)
def test_an_unclosed_tag_is_found(text: str, expected: tuple[int, str] | None) -> None:
    """Its text would be lost."""
    assert find_unclosed(text) == expected


def test_an_unclosed_tag_is_told() -> None:
    """With its line."""
    told = _told(sound() + '\n<div markdown="1">\n<div markdown="1">\nLast.\n')
    rule = "a tag with Markdown in it must be closed"
    assert told == [f"a.md:7: {rule}, got <div> without its end; write </div> after its text"]


def test_default_slugs_and_empty_pages_are_told() -> None:
    """A name too long for a folder; a page of headers alone."""
    assert "a slug must have 200 letters at most" in _told(sound(), f"{'a' * 201}.md")[0]
    assert "a page must have a text" in _told("Title: About\n", "about.md", page=True)[0]


@pytest.mark.parametrize("text", ['KZ = "x"', "KZ = 5", "[KZ]\npopulation = 5\nru = 'Россия'"])
def test_a_country_that_is_no_table_is_told(tmp_path: Path, text: str) -> None:
    """In words and not in a traceback."""
    (tmp_path / "countries.toml").write_text(text, encoding="utf-8")
    assert load_vocabulary(tmp_path, LANGUAGES)[1]


@pytest.mark.parametrize(
    ("header", "value", "found", "meant"),
    [
        ("Title", "It&#39;s agreed", "&#39;", "'"),
        ("Title", "Trade &amp; transit &#8211; a plan", "&amp;", "&"),
        ("Tags", "R&amp;D; trade", "&amp;", "&"),
        ("Summary", "The &#x2019;90s", "&#x2019;", "’"),
        ("Image", "Q&amp;A.jpg | The table", "&amp;", "&"),
    ],
)
def test_a_sign_of_html_in_a_header_is_read_and_told(
    header: str, value: str, found: str, meant: str
) -> None:
    """In the order of its line; a list is divided after that."""
    reading = read(sound(**{header: value}), "a.md")
    told = [each for each in reading.problems if "plain text" in each.rule]
    assert [(each.message, each.hint) for each in told] == [(f'got "{found}"', f"write {meant}")]
    assert told[0].severity is Severity.WARNING
    assert reading.content is not None
    assert not re.search(r"&#?\w+;", repr(reading.content))


@pytest.mark.parametrize("value", ["AT&T", "A & B;C", "&bogus;", "&#xFDD0;", "Q&A; trade"])
def test_what_is_no_sign_of_html_stays(value: str) -> None:
    """An ampersand is a sign as any other."""
    assert not any("plain text" in each for each in _told(sound(Summary=value)))


@pytest.mark.parametrize(
    ("headers", "text", "told"),
    [
        ({"People": ""}, "", ["People must not be empty", "a release must have a text"]),
        ({"Date": "5.6.19", "Image": "a.txt"}, "", ["Date must", "Image must", "ending", "a text"]),
        ({"Tags": ""}, "<script>", ["Tags must", "HTML must be"]),
        ({"Tags": "", "Modified": "2018-01-01"}, "<b>", ["Tags must", "closed", "Modified must"]),
        ({"Title": None, "Slug": "page"}, "Text.", ["Title must be given", "a release's slug"]),
        ({"Withdrawn": "x"}, "", ["Withdrawn must be"]),
        ({"Lang": "xx"}, "<!-- a note -->", ["Lang must be", "a release must have a text"]),
    ],
)  # fmt: skip
def test_all_is_told_in_one_round(
    headers: dict[str, str | None], text: str, told: list[str]
) -> None:
    """What is wrong with the headers hides nothing of the text, nor of other headers."""
    values = {"Title": "T", "Date": "2019-06-05", "Category": "Statements"} | headers
    head = "".join(f"{name}: {value}\n" for name, value in values.items() if value is not None)
    said = _told(f"{head}\n{text}\n")
    assert len(said) == len(told)
    assert all(any(each in line for line in said) for each in told)
