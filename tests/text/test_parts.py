"""Parts of a text: ids that stay, who speaks, an outline where one helps."""

from __future__ import annotations

import re

import pytest

from communique.text.parts import TAG, begins_with, find_parts

TALK = [
    "<strong>QUESTION:</strong> Will the talks on water be resumed this year?",
    "<strong>MR PRICE:</strong> They will.",
    "He thought for a while.",
    "<strong>QUESTION:</strong> Thank you. And what of the border, closed since May?",
    "<strong>MR PRICE:</strong> It opens.",
    "<strong>QUESTION:</strong> When do you expect the commission to meet for the first time?",
    "<strong>MR PRICE:</strong> In June.",
]


def _html(paragraphs: list[str]) -> str:
    return "\n".join(f"<p>{text}</p>" for text in paragraphs)


def _ids(html: str) -> list[str]:
    return re.findall(r'<(?:p|h2|h3) id="([^"]+)"', html)


def test_an_id_stays_when_other_paragraphs_come_and_go() -> None:
    """Each has its own; so has one of two that are alike."""
    texts = ["One is first.", "Two follows.", "Two follows.", "Three ends."]
    before = _ids(find_parts(_html(texts), "en").html)
    assert len(set(before)) == 4
    fewer = _ids(find_parts(_html(texts[1:]), "en").html)
    more = _ids(find_parts(_html(["Zero.", *texts[:2], "Two and a half.", *texts[2:]]), "en").html)
    assert fewer == before[1:]
    assert [each for each in more if each in before] == before


def test_an_id_of_an_author_stays_and_each_part_links_to_itself() -> None:
    """The link says nothing, so that neither a copy of the text nor a screen reader has it."""
    parts = find_parts('<p id="own">A</p><h2>B</h2><p class="x">C</p>', "en")
    first, second = _ids(parts.html)
    assert first == "own"
    hidden = 'tabindex="-1" aria-hidden="true"></a>'
    assert parts.html == (
        f'<p id="own"><a href="#own" {hidden}A</p>'
        f'<h2 id="{second}"><a href="#{second}" {hidden}B</h2><p class="x">C</p>'
    )


def test_turns_have_a_speaker_and_questions_are_the_outline() -> None:
    """What follows a turn is no turn; a question is told without thanks before it."""
    parts = find_parts(_html(TALK), "en")
    assert (
        re.findall(r'class="turn"><b>([^<]+)', parts.html)
        == [
            "QUESTION:",
            "MR PRICE:",
        ]
        * 3
    )
    assert [entry.title for entry in parts.outline] == [
        "Will the talks on water be resumed this year?",
        "And what of the border, closed since May?",
        "When do you expect the commission to meet for the first time?",
    ]
    assert {entry.id for entry in parts.outline} <= set(_ids(parts.html))


@pytest.mark.parametrize(
    ("lang", "names", "speakers"),
    [
        ("ru", ["ВОПРОС:", "С. В. ЛАВРОВ:"], ["ВОПРОС:", "С. В. ЛАВРОВ:"]),
        ("ar", ["سؤال:", "جواب:"], ["سؤال:", "جواب:"]),
        ("zh", ["记者：", "毛宁："], ["记者：", "毛宁："]),
        (
            "fr",
            ["QUESTION\u00a0:", "LE MINISTRE\u00a0:"],
            ["QUESTION\u00a0:", "LE MINISTRE\u00a0:"],
        ),
        ("en", ["<strong>Question</strong>:", "<b>Ms Smith:</b>"], ["Question:", "Ms Smith:"]),
        ("en", ["Moscow:", "There were two points:"], []),
    ],
)
def test_speakers_are_known_in_each_language(
    lang: str, names: list[str], speakers: list[str]
) -> None:
    """In bold or in plain text; a word before a colon is not one."""
    html = _html([f"{name} Some words." for name in names * 3])
    found = find_parts(html, lang).html
    assert re.findall(r'class="turn"><b>([^<]+)', found) == speakers * 3
    assert TAG.sub("", found) == TAG.sub("", html)


def test_headings_are_the_outline_of_other_texts() -> None:
    """From three on; a lower one says so, and what is bold in a heading is plain in it."""
    html = "<h2>One &amp; only</h2><p>a</p><h3>Two <em>more</em></h3><h2>Three</h2>"
    assert [(entry.title, entry.level) for entry in find_parts(html, "en").outline] == [
        ("One & only", 2),
        ("Two more", 3),
        ("Three", 2),
    ]
    assert find_parts("<h2>One</h2><p>a</p><h2>Two</h2>", "en").outline == ()


@pytest.mark.parametrize("summary", ["Both sides met & spoke.", "Both sides met & spo…", ""])
def test_a_summary_of_its_own_is_told_from_the_beginning(summary: str) -> None:
    """One that repeats the text, whole or cut, is not shown above it."""
    html = "<p>Vienna</p><p>Both <em>sides</em> met &amp; spoke.</p>"
    assert begins_with(html, summary)
    assert not begins_with(html, "A visit in one sentence.")


def test_a_summary_without_words_that_are_struck_out_is_the_beginning_too() -> None:
    """So the page does not say it twice."""
    html = "<p>It costs $40 <del>million</del> [billion] a year. It grows.</p>"
    assert begins_with(html, "It costs $40 [billion] a year. It grows.")
