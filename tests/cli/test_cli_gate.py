"""``inv gate``: the whole output is looked through, whatever is remembered of it."""

from __future__ import annotations

import pytest

from tests.cli.newsroom import Newsroom
from tests.sites import Tree, read_tree

PAGE = "en/2019/06/04/first/index.html"


@pytest.fixture
def built(newsroom: Newsroom) -> Newsroom:
    """A newsroom with a text under embargo, built."""
    headers = {"Embargo": "2031-01-01 10:00Z", "Tags": "Xanadu talks"}
    newsroom.release("held.en", "Harbour of Xanadu handed over", **headers)
    assert newsroom.inv("build").status == 0
    return newsroom


def _edit(newsroom: Newsroom, path: str, text: str) -> None:
    place = newsroom.root / "output" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    before = place.read_text() if place.exists() else ""
    place.write_text(before.replace("</body>", f"{text}</body>") or text)


def _output(newsroom: Newsroom) -> Tree:
    return read_tree(newsroom.root / "output")


def test_a_sound_output_passes(built: Newsroom) -> None:
    """How much was looked through is said."""
    said = built.inv("gate")
    assert (said.status, said.err) == (0, "")
    assert said.out == f"{len(_output(built))} files searched, no problems\n"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (PAGE, "Harbour of Xanadu handed over", f"{PAGE}: the site must contain nothing that is "),
        ("old/index.html", "<i>Xanadu talks</i>", "old/index.html: the site must contain"),
        (PAGE, "", f"{PAGE}: a file of the output must be as the last build left it, got another"),
        ("old/index.html", "", "old/index.html: a file of the output must be as the last build"),
        (PAGE, '<a href="/en/gone/">x</a>', f"{PAGE}: an address of this site must lead to a file"),
        (
            PAGE,
            '<a href="../gone">x</a>',
            f"{PAGE}: an address of this site must lead to a file of it",
        ),
        (PAGE, '<img srcset="/a.webp 2x, /b.webp 3x">', 'got "/b.webp"; correct the link where'),
    ],
)
def test_what_is_wrong_is_told(built: Newsroom, path: str, text: str, told: str) -> None:
    """With the file that it is in; nothing is changed, and a build puts it right."""
    _edit(built, path, text or "another")
    before = _output(built)
    said = built.inv("gate")
    assert said.status == 1
    assert told in said.err
    assert _output(built) == before
    assert built.inv("build").status == 0
    assert built.inv("gate").status == 0


@pytest.mark.parametrize(
    "link",
    ["/en/", "/en", "#top", "./", "?q=1", "mailto:a@b.example", "https://other.example/x", "//[x"],
)
def test_a_link_that_leads_somewhere_is_no_dead_one(built: Newsroom, link: str) -> None:
    """To a folder with or without its slash, within the page, or elsewhere."""
    _edit(built, PAGE, f'<a href="{link}">x</a>')
    assert "must lead to a file" not in built.inv("gate").err


def test_without_a_build_there_is_nothing_to_look_through(newsroom: Newsroom) -> None:
    """That is said."""
    said = newsroom.inv("gate")
    assert said.status == 1
    assert "build the site first" in said.err
