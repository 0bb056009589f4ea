"""What the HTML of a page says to those who do not see it."""

from __future__ import annotations

import pytest

from communique.engine.accessible import RULES, check_access

SOUND = (
    '<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main><h1>H</h1>{}'
    "</main></body></html>"
)

WRONG = {
    "no language": ("<html><head><title>T</title></head><body><main><h1>H</h1></main>", "language"),
    "no title": (SOUND.format("").replace("<title>T</title>", ""), "a title, found none"),
    "two first headings": (SOUND.format("<h1>I</h1>"), "one <h1>, found 2"),
    "no main part": (SOUND.format("").replace("main>", "div>"), "one <main>, found 0"),
    "a rank left out": (SOUND.format("<h3>Deep</h3>"), 'got <h3> "Deep" after <h1>'),
    "a picture without words": (SOUND.format('<img src="a.png">'), "got a.png"),
    "a link without words": (SOUND.format('<a href="/x"></a>'), "got <a> /x"),
    "a link that the keyboard alone reaches": (
        SOUND.format('<a href="/x" aria-hidden="true"></a>'),
        "got <a> /x",
    ),
    "a link of a silent picture": (SOUND.format('<a href="/x"><img src="a" alt=""></a>'), "<a> /x"),
    "a button without words": (SOUND.format("<button></button>"), "got <button>"),
    "a field without label": (SOUND.format('<input name="q">'), "got <input> q"),
    "a frame without title": (SOUND.format('<iframe src="/v"></iframe>'), "got <iframe> /v"),
    "an id twice": (SOUND.format('<p id="a"></p><p id="a"></p>'), '"a" 2 times'),
    "a label of nothing": (SOUND.format('<p aria-labelledby="z">a</p>'), 'got "z"'),
    "an order of one's own": (SOUND.format('<p tabindex="3">a</p>'), "got 3 of <p>"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found(case: str) -> None:
    """Each once, with the page's path."""
    text, words = WRONG[case]
    (problem,) = check_access("en/index.html", text.encode())
    assert words in str(problem)
    assert str(problem).startswith("en/index.html: ")


def test_what_is_sound_passes() -> None:
    """Names by text, label, picture, title or another element; ranks that go up again."""
    body = (
        '<h2 id="b">B</h2><h3>C</h3><h2>D</h2><a href="/x"><img src="a" alt="Emblem"></a>'
        '<a href="/y" aria-labelledby="b"></a><label>Find <input name="q"></label>'
        '<label for="y">Year</label><select id="y"></select><img src="b" alt="">'
        '<iframe src="/v" title="Film"></iframe><p tabindex="0">Scrolled</p>'
        '<a href="#b" tabindex="-1" aria-hidden="true"></a>'
    )
    assert list(check_access("a.html", SOUND.format(body).encode())) == []
    assert len(RULES) == 6
