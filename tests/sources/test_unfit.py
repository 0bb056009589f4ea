"""Signs that hide letters, or change their order, at the door of every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from communique.signs import close_pairs, find_hidden, find_unfit
from communique.sources.header import parse_source
from communique.text.words import find_forms
from tests.sites import Site, read_tree
from tests.sources.stylebooks import read, sound

RLO, RLI, PDI, LRE, PDF = "\u202e", "\u2067", "\u2069", "\u202a", "\u202c"


def _told(text: str) -> list[str]:
    return [str(problem) for problem in parse_source("a.md", text.encode())[1]]


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        (RLO, "U+202E (right-to-left override)"),
        ("\u202d", "U+202D (left-to-right override)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\ufffc", "U+FFFC (object replacement character)"),
        ("\ufffd", "U+FFFD (replacement character)"),
        ("\ufff9", "U+FFF9 (interlinear annotation anchor)"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a)"),
        ("\u206a", "U+206A (inhibit symmetric swapping)"),
        ("\x0b", "U+000B"),
        ("\U0001ffff", "U+1FFFF"),
    ],
)
def test_a_sign_that_misleads_is_refused(sign: str, found: str) -> None:
    """In a header and in the text, each with its line."""
    told = _told(f"Title: One{sign}two\n\nThree\n\nFour{sign}.\n")
    assert [each.partition("; ")[0] for each in told] == [
        f"a.md:1: text must have no control characters, got {found} in column 11",
        f"a.md:5: text must have no control characters, got {found} in column 5",
    ]


@pytest.mark.parametrize("written", ["&#8238;", "&#x202E;", "&#8238 ", "&#xFFFD;", "&#8232;"])
def test_a_number_of_html_is_the_sign(written: str) -> None:
    """No way round the door."""
    assert len(_told(f"Title: One\n\nThree {written}four.\n")) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"a {RLI}b", "U+2067 (right-to-left isolate) without its end, U+2069"),
        (f"a {LRE}b", "U+202A (left-to-right embedding) without its end, U+202C"),
        (f"a b{PDI}", "U+2069 (pop directional isolate) without a beginning"),
        (f"a b{PDF} {LRE}", "U+202C (pop directional formatting) without a beginning"),
        (f"{LRE}a {RLI}b{PDF}{PDI}", "U+202C (pop directional formatting) without a beginning"),
        ("😀\ufe0f\U000e0101\U000e0102", "U+E0102 (variation selector-19)"),
    ],
)
def test_a_direction_needs_its_beginning_and_its_end(text: str, found: str) -> None:
    """Else it would go on behind the title, in a list or a card."""
    unfit = find_unfit(text)
    assert unfit is not None
    assert unfit.found == found


@pytest.mark.parametrize(
    "text",
    [
        f"قال {LRE}C5+1{PDF} اليوم",
        f"{RLI}a {LRE}b{PDF}{PDI}",
        "می\u200cخواهم",
        "👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3",
        "a\u200e b\u200f",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "葛\U000e0100城",
        "ภาษา\u200bไทย",
    ],
)
def test_signs_that_a_script_needs_stay(text: str) -> None:
    """Persian, emoji, flags, forms of Chinese letters, marks of direction; nothing is said."""
    source, problems = parse_source("a.md", f"Title: {text}\n\n{text}\n".encode())
    assert problems == ()
    assert (source.headers[0].value, source.body.strip()) == (text, text)
    assert find_hidden(text) is None


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u2060", "\ufeff"])
def test_what_shows_nothing_is_left_out_of_headers(sign: str) -> None:
    """With one warning for a source; so a term is one term, and a title holds no soft hyphen."""
    source, problems = parse_source("a.md", f"Title: Do{sign}nau\nTags: a{sign}\n\nB.\n".encode())
    assert [header.value for header in source.headers] == ["Donau", "a"]
    assert [str(each).partition(",")[0] for each in problems] == [
        "a.md:1: warning: text should have no invisible characters"
    ]


def test_a_text_keeps_soft_hyphens_and_no_mark_before_its_lines() -> None:
    """A mark at the beginning of a line would keep a heading from being one."""
    source, problems = parse_source("a.md", "Title: A\n\n\ufeff## Do\u00adnau\n".encode())
    assert source.body.strip() == "## Do\u00adnau"
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(
    "link",
    [
        "[x](https://a.example/\u200ey)",
        "[x](\u200fhttps://a.example/)",
        "[x][1] \n\n[1]: https://a.example/\u200e",
        '<a href="https://a.example/\u00ady">x</a>',
        "[x](mailto:\u2060a@b.example)",
    ],
)
def test_an_address_has_no_unseen_sign(link: str) -> None:
    """A browser would send it, and the page would not be there."""
    told = _told(f"Title: A\n\nB {link}\n")
    assert len(told) == 1
    assert "an address must have no invisible characters" in told[0]


def test_a_bare_address_ends_before_a_mark() -> None:
    """Arabic texts have one behind it."""
    reading = read(
        sound().replace("The minister", "See https://a.example/x\u200f now. The minister")
    )
    assert reading.content is not None
    assert '<a class="bare" href="https://a.example/x">' in reading.content.body


@pytest.mark.parametrize("value", ["\u200e", "\u3164", "\u2800", "\u200b", f"{RLI}{PDI}"])
def test_a_title_shows_something(value: str) -> None:
    """Signs that nobody sees are no title."""
    assert any(
        "a.md:1: Title must" in str(each) for each in read(sound(Title=value), "a.md").problems
    )


@pytest.mark.parametrize("tags", [f"{RLI}trade; peace{PDI}", f"peace; {LRE}trade"])
def test_each_value_of_a_list_is_whole(tags: str) -> None:
    """Each stands alone on a page."""
    assert not read(sound(Tags=tags)).content


def test_a_summary_closes_what_it_cuts() -> None:
    """The end of a direction was in the sentence that is left out."""
    assert close_pairs(f"{RLI}a {LRE}b") == f"{RLI}a {LRE}b{PDF}{PDI}"
    reading = read(sound().replace("The minister", f"{RLI}{'Word ' * 80}{PDI}\n\nThe minister"))
    assert reading.content is not None
    assert reading.content.summary.count(RLI) == reading.content.summary.count(PDI) == 1


def test_a_word_is_found_whatever_stands_within() -> None:
    """Soft hyphens part no word; a Persian word is found whole and by its parts."""
    assert find_forms("Do\u00adnau ab\u200ecd") == {"donau", "abcd"}
    assert find_forms("می\u200cخواهم") == {"ميخواهم", "مي", "خواهم"}


def test_every_other_text_has_the_same_door(tmp_path: Path) -> None:
    """Names of files, vocabulary, translations, settings: all at once, and nothing is published."""
    site = Site(tmp_path / "site")
    site.release("sound.en")
    site.write(f"content/media/bill{RLO}fdp.exe", "x")
    site.write("content/media/re\u00adport.pdf", "x")
    site.write("content/media/a\nb.pdf", "x")
    site.write("content/media/نامه\u200cها\u200f.pdf", "x")
    site.write("vocabulary/tags.toml", '[climate]\nen = "Cli\\u202Emate"\naliases = ["a\u200b"]\n')
    site.write(
        "vocabulary/contacts.toml", f'[press]\nen = "Pr{RLO}ess"\nphone = "+1 202 555 0100"\n'
    )
    words = f'msgid ""\nmsgstr ""\n\nmsgid "Archive"\nmsgstr "Ар{RLO}хив"\n'
    site.write("own/ru/LC_MESSAGES/messages.po", words)
    told = site.build(TRANSLATIONS_PATH=str(site.root / "own"))
    assert told.status == 1
    for found in (
        "media/bill\\u202efdp.exe: a file's name must not have",
        "media/re\\xadport.pdf: a file's name must not have",
        "media/a\\nb.pdf: a file's name must not have",
        "tags.toml:1: a term's names must have no control characters, got U+202E",
        "contacts.toml:1: a contact must have names",
        "messages.po:5: a translation must have no control characters, got U+202E",
    ):
        assert found in told.err, found
    assert RLO not in told.err
    assert "نامه" not in told.err
    assert read_tree(site.output) == {}
    settings: dict[str, Any] = {
        "SITENAME": f"News{RLO}room",
        "MENU": [(f"A{RLI}", "https://a.example")],
    }
    settings |= {"SITEURL": "https://news\u200broom.example", "SITENAMES": {"ru": "a\u2028b"}}
    told = site.build(**settings)
    assert [name for name in settings if f"{name} must" not in told.err] == []


@pytest.mark.parametrize(
    "address",
    ["http://", "https://desk:pw@a.example/", "mailto:", "mailto:x", "tel:x"],
)
def test_an_address_names_whom_it_leads_to(address: str) -> None:
    """It has a host, and no password that each reader would see."""
    reading = read(sound().replace("The minister", f"See [x]({address}) now. The minister"))
    assert reading.content is None
    assert "an address must have a host" in str(reading.problems[0])


@pytest.mark.parametrize(
    "address", ["https://a.example/@b", "mailto:a@b.example", "mailto:?subject=x", "tel:+41-22"]
)
def test_an_address_of_somebody_stays(address: str) -> None:
    """An @ may stand in a path."""
    assert read(sound().replace("The minister", f"See [x]({address}) now. The minister")).content
