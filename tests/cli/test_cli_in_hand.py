"""What ``inv check`` says of texts that are not public yet."""

from __future__ import annotations

import shutil

import pytest

from communique.plugin.text_review import find_dictionaries, find_unknown, tell_length
from communique.sources.vocabulary_files import load_vocabulary
from tests.cli.newsroom import Newsroom


def test_the_check_says_how_long_a_draft_is(newsroom: Newsroom) -> None:
    """Words of its title and text, and minutes; of a public release nothing."""
    name = "releases/2019/06/04-talks.en"
    newsroom.release(name, "Talks on water", Status="draft", Subtitle="In Almaty")
    told = newsroom.inv("check")
    assert told.status == 0
    lines = told.out.splitlines()
    assert lines[0].startswith(f"content/{name}.md: 8 words, 1 min to read")
    assert lines[1:] == ["2 sources checked, no problems"]


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("word " * 900, "en", "900 words, 4 min to read"),
        ("Kazakhstan’s well-known lake", "en", "3 words, 1 min to read"),
        ("слово", "ru", "1 word, 1 min to read"),
        ("外交部" * 400, "zh", "1,200 characters, 3 min to read"),
        ("مرحبا بكم", "ar", "2 words, 1 min to read"),
    ],
)
def test_words_are_counted_as_a_language_writes_them(text: str, lang: str, said: str) -> None:
    """In Chinese and Japanese signs are counted."""
    assert tell_length(text, lang) == said


def test_the_names_of_the_vocabulary_are_known(newsroom: Newsroom) -> None:
    """Words that no dictionary has are named, in their order; without a dictionary none."""
    newsroom.write("vocabulary/people.toml", '[kurmangazy]\nen = "Kurmangazy Sagyrbaiuly"\n')
    vocabulary, _ = load_vocabulary(newsroom.root / "vocabulary", ("en",))
    text = "Kurmangazy recieved the deleggation in the morning in 2019."
    if not find_dictionaries("en"):
        assert find_unknown(text, "en", vocabulary) == []
        pytest.skip("hunspell or its English dictionary is not installed")
    assert find_unknown(text, "en", vocabulary) == ["recieved", "deleggation"]
    assert find_unknown(text, "xx", vocabulary) == []
    assert shutil.which("hunspell")
