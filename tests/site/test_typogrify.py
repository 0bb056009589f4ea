"""Pelican's TYPOGRIFY sets texts and headlines by the rules of their language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from communique.text.typogrify import keep_last_words
from tests.sites import Site

BODY = 'Terms & words of "NATO" -- in short.\n\n"Quoted" words -- at the end of it.'


TYPOGRIFIED: list[tuple[dict[str, Any], str, list[str], list[str]]] = [
    ({}, "en", ["Terms &amp; words", "of it."], ["&nbsp;", "class="]),
    (
        {"TYPOGRIFY": True},
        "en",
        ['<span class="amp">&amp;</span>', '<span class="dquo">“</span>Quoted”', "of&nbsp;it.</p>"],
        ["caps", "&#82"],
    ),
    ({"TYPOGRIFY": True}, "ru", ["Terms &amp; words", "of&nbsp;it.</p>"], ["class="]),
    ({"TYPOGRIFY": True}, "zh", ["of it.</p>"], ["&nbsp;", '"amp"', "caps"]),
    (
        {"TYPOGRIFY": True, "TYPOGRIFY_OMIT_FILTERS": ["widont", "smartypants"]},
        "en",
        ['<span class="caps">NATO</span>', "of it.</p>"],
        ["&nbsp;"],
    ),
    (
        {"TYPOGRIFY": True, "TYPOGRIFY_OMIT_FILTERS": ["widont", "smartypants"]},
        "ru",
        ["NATO", "of it.</p>"],
        ["caps"],
    ),
    ({"TYPOGRIFY": True, "TYPOGRIFY_IGNORE_TAGS": ["p"]}, "en", ["of it.</p>"], ["&nbsp;"]),
    ({"TYPOGRIFY_OMIT_FILTERS": ["caps"]}, "en", ["Terms &amp; words"], ["class="]),
]


@pytest.mark.parametrize(("settings", "lang", "there", "absent"), TYPOGRIFIED)
def test_typogrify_sets_texts(
    tmp_path: Path, settings: dict[str, Any], lang: str, there: list[str], absent: list[str]
) -> None:
    """With the filters that are right in the language, and no word changed by its own hand."""
    site = Site(tmp_path / "site", LANGUAGES=("en", "ru", "zh"), **settings)
    site.release(f"visit.{lang}", BODY, Title="Visit")
    site.built()
    page = site.tree()[f"{lang}/2019/06/05/visit/index.html"].decode()
    prose = page.partition('class="prose')[2].partition(">")[2].partition("</div>")[0]
    for words in there:
        assert words in prose
    for words in absent:
        assert words not in prose


HEADLINES = [
    ("en", "Tom & Jerry visit <the> city", "Tom &amp; Jerry visit &lt;the&gt;&nbsp;city"),
    ("ru", "Визит министра", "Визит&nbsp;министра"),
    ("en", "Statement", "Statement"),
    ("en", "On the Donaudampfschifffahrt Gesellschaftsvertrag", "schifffahrt Gesellschaft"),
    ("zh", "G7 峰会", "G7 峰会"),
]


@pytest.mark.parametrize(("lang", "title", "shown"), HEADLINES)
def test_a_headline_has_no_widow(lang: str, title: str, shown: str) -> None:
    """Its last two words stay together where they are short, and the language has words."""
    assert shown in keep_last_words(title, lang)
