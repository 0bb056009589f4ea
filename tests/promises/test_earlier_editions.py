"""Earlier editions: what a correction replaced has a page, and only what was public once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html as html_reader

from communique.engine import editions, git
from communique.text.differences import compare_texts
from tests.sites import Site, differences

FIRST = "en/2019/06/05/talks/editions/1/index.html"
SECOND = "en/2019/06/05/talks/editions/2/index.html"
PAGE = "en/2019/06/05/talks/index.html"
SEVEN = "The number of xanadu regions is seven, they said."
SIX = "The number of regions is six, they said."
CORRECTION = "2019-06-06 14:00; correction; It was six."
AGAIN = f"{CORRECTION}\nCorrection: 2019-06-08; update; They signed."


def _git(site: Site, *words: str, at: str = "") -> None:
    """Run git in the site's folder; ``at`` is the time of a commit."""
    author = ["-c", "user.name=Desk", "-c", "user.email=desk@newsroom.example"]
    times = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} if at else {}
    command = ["git", "-C", str(site.root), *author, *words]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | times)


def _commit(site: Site, at: str) -> None:
    _git(site, "add", "content")
    _git(site, "commit", "-qm", "As it is now", at=f"2019-{at}Z")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site in a repository, with a note in it."""
    site = Site(tmp_path / "site", EDITIONS=True, SEARCH=True)
    _git(site, "init", "-q", "-b", "main")
    site.release("note.en", "A note.")
    _commit(site, "06-04T10:00")
    return site


def _build(site: Site, **settings: Any) -> str:
    """Build, hold it against a clean build, and return what was said."""
    said = site.built(**settings).err
    assert differences(site.clean_tree(**settings), site.tree()) == []
    return said


def _said(site: Site, path: str) -> str:
    """Return the words in the main part of a page."""
    main = html_reader.document_fromstring(site.tree()[path]).find(".//main")
    assert main is not None
    return " ".join("".join(map(str, main.itertext())).split())


def _tell(site: Site, word: str) -> list[str]:
    """Return which files of the output say a word."""
    return [path for path, data in site.tree().items() if word.encode() in data]


def test_each_edition_has_a_page_with_what_was_changed(site: Site) -> None:
    """From the page of the release; no list, feed, map or search has it; until it is withdrawn."""
    site.release("talks.en", f"{SEVEN}\n\nSee [us]({{filename}}note.en.md).", Title="Seven")
    _commit(site, "06-05T12:00")
    _build(site)
    assert FIRST not in site.tree()
    site.release("talks.en", SIX, Title="Six", Correction=CORRECTION)
    _build(site)
    assert FIRST not in site.tree(), "what nobody committed is not known yet"
    _commit(site, "06-06T15:00")
    _build(site)
    page = html_reader.document_fromstring(site.tree()[FIRST])
    changed = [" ".join(map(str, each.itertext())).split() for each in page.iter("ins", "del")]
    assert changed[:4] == [
        ["Deleted:", "Seven"],
        ["Added:", "Six"],
        ["Deleted:", "xanadu"],
        ["Deleted:", "seven,"],
    ]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//main//a[contains(., 'us')]") == []
    assert SEVEN in _said(site, FIRST)
    assert _tell(site, "xanadu") == [FIRST]
    assert _tell(site, "editions/1/") == [FIRST, PAGE]
    site.release("talks.en", f"{SIX}\n\nThey signed.", Title="Six", Correction=AGAIN)
    _commit(site, "06-08T15:00")
    _build(site)
    assert "Added: They signed." in _said(site, SECOND)
    assert "They signed." not in _said(site, FIRST).replace("It was six.", "")
    assert _said(site, PAGE).count("What was changed") == 2
    site.release("talks.en", SIX, Withdrawn="2019-06-09; withdrawn; Old.", Correction=AGAIN)
    _build(site)
    assert {FIRST, SECOND} <= site.tree().keys()
    error = "2019-06-09; published in error; Not ours."
    site.release("talks.en", "", Withdrawn=error, Correction=AGAIN)
    _build(site)
    assert not {FIRST, SECOND} & site.tree().keys()
    assert _tell(site, "xanadu") == []


DRAFT, HELD = {"Status": "draft"}, {"Embargo": "2019-06-06 12:00Z"}
ERROR = {"Withdrawn": "2019-06-06; published in error; A name."}


@pytest.mark.parametrize(
    "steps",
    [
        [DRAFT],
        [HELD],
        [DRAFT, HELD],
        [{}, DRAFT],
        [{}, HELD],
        [{}, ERROR],
        [{}, None],
        [{"Category": "Nothing"}],
        [{"Date": "2019-06-07 10:00"}],
    ],
    ids=[
        "draft",
        "embargo",
        "both",
        "taken back",
        "held again",
        "error",
        "deleted",
        "bad",
        "later",
    ],
)
def test_only_what_was_public_is_an_edition(site: Site, steps: list[dict[str, str] | None]) -> None:
    """No draft, nothing before its time, nothing that was taken back: no byte has its words."""
    for number, headers in enumerate(steps):
        if headers is None:
            site.delete("content/talks.en.md")
        else:
            site.release("talks.en", "" if headers is ERROR else SEVEN, **headers)
        _commit(site, f"06-05T1{number}:00")
    site.release("talks.en", SIX, Correction=CORRECTION)
    _commit(site, "06-06T10:00")
    _build(site)
    assert [path for path in site.tree() if "/editions/" in path] == []
    assert _tell(site, "xanadu") == []


def test_an_embargo_that_ended_is_none(site: Site) -> None:
    """What was public when it was corrected is an edition; and what is held back again is not."""
    site.release("talks.en", SEVEN, Embargo="2019-06-05 12:00Z")
    _commit(site, "06-01T10:00")
    site.release("talks.en", SIX, Embargo="2019-06-05 12:00Z", Correction=CORRECTION)
    _commit(site, "06-06T15:00")
    _build(site)
    assert _tell(site, "xanadu") == [FIRST]
    site.release("talks.en", SIX, Embargo="2031-01-01 10:00Z", Correction=CORRECTION)
    _build(site)
    assert _tell(site, "xanadu") == []


def test_a_clock_that_was_wrong_shows_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The declared day counts as well as that of the commit; a hook's environment does not."""
    site.release("talks.en", SEVEN, Embargo="2019-06-09 12:00Z")
    _commit(site, "06-05T10:00")
    site.release("talks.en", SIX, Embargo="2019-06-09 12:00Z", Correction=CORRECTION)
    _commit(site, "06-20T10:00")
    monkeypatch.setenv("GIT_DIR", str(site.root / "nowhere"))
    _build(site)
    assert _tell(site, "xanadu") == []


def test_what_was_written_on_a_branch_was_not_public(site: Site) -> None:
    """The main line of the history counts."""
    site.release("talks.en", "It is five.")
    _commit(site, "06-05T12:00")
    _git(site, "checkout", "-qb", "desk")
    site.release("talks.en", SEVEN)
    _commit(site, "06-06T12:00")
    site.release("talks.en", SIX, Correction=CORRECTION)
    _commit(site, "06-06T13:00")
    _git(site, "checkout", "-q", "main")
    _git(site, "merge", "-q", "--no-ff", "desk", "-m", "Correct it", at="2019-06-06T15:00Z")
    _build(site)
    assert "It is five." in _said(site, FIRST)
    assert _tell(site, "xanadu") == []


def test_a_renamed_source_keeps_its_editions(site: Site) -> None:
    """Its history is followed to the names before; what is older than a deletion stays unseen."""
    site.release("visit.en", SEVEN, Slug="talks")
    _commit(site, "06-05T12:00")
    site.release("visit.en", SIX, Slug="talks", Correction=CORRECTION)
    _commit(site, "06-06T15:00")
    _build(site)
    before = site.tree()
    for old, new in (("visit.en", "talks.en"), ("talks.en", "2019-06-05-talks.en")):
        _git(site, "mv", f"content/{old}.md", f"content/{new}.md")
        _commit(site, "06-07T15:00")
        _build(site)
        assert site.tree()[FIRST] == before[FIRST]
    _git(site, "rm", "-q", "content/2019-06-05-talks.en.md")
    _commit(site, "06-08T15:00")
    said = _build(site)
    assert "found no /en/2019/06/05/talks/editions/1/" in said


def test_a_shallow_clone_says_what_is_missing(site: Site, tmp_path: Path) -> None:
    """With the command that brings it; then it is there."""
    site.release("talks.en", SEVEN)
    _commit(site, "06-05T12:00")
    site.release("talks.en", SIX, Correction=CORRECTION)
    _commit(site, "06-06T15:00")
    clone = Site(tmp_path / "clone", EDITIONS=True)
    _git(clone, "init", "-q", "-b", "main")
    _git(clone, "fetch", "-q", "--depth=1", f"file://{site.root}", "main")
    _git(clone, "reset", "-q", "--hard", "FETCH_HEAD")
    said = _build(clone)
    rule = "EDITIONS needs the whole history of the sources, got a shallow clone"
    assert f"talks.en.md: warning: {rule}, without earlier texts of talks.en.md" in said
    assert said.rstrip().endswith("run git fetch --unshallow")
    assert FIRST not in clone.tree()
    _git(clone, "fetch", "-q", "--unshallow", f"file://{site.root}")
    assert "EDITIONS" not in _build(clone)
    assert FIRST in clone.tree()


def test_without_a_repository_there_are_none(tmp_path: Path) -> None:
    """A warning says so, and the site is built; without the setting git is not asked."""
    site = Site(tmp_path / "site")
    site.release("talks.en", SIX, Correction=CORRECTION)
    said = _build(site, EDITIONS=True)
    assert "pelicanconf.py: warning: EDITIONS needs the sources in a git repository" in said
    assert "EDITIONS" not in _build(site)


def test_the_setting_brings_them_and_takes_them_away(site: Site) -> None:
    """In the next build, without an edit; a warning names what went."""
    site.release("talks.en", SEVEN)
    _commit(site, "06-05T12:00")
    site.release("talks.en", SIX, Correction=CORRECTION)
    _commit(site, "06-06T15:00")
    _build(site, EDITIONS=False)
    assert FIRST not in site.tree()
    _build(site)
    assert FIRST in site.tree()
    said = _build(site, EDITIONS=False)
    assert FIRST not in site.tree()
    assert "a published address must stay, found no /en/2019/06/05/talks/editions/1/" in said


def test_git_is_asked_of_corrected_releases_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of these only where a commit or an edit may have changed what it tells."""
    asked: list[list[str]] = []
    find: Callable[..., Any] = git.find_versions

    def spy(folder: Path, paths: list[str]) -> Any:
        asked.append(list(paths))
        return find(folder, paths)

    monkeypatch.setattr(editions, "find_versions", spy)
    for name in ("talks.en", "visit.en"):
        site.release(name, SEVEN)
        _commit(site, "06-05T12:00")
        site.release(name, SIX, Correction=CORRECTION)
        _commit(site, "06-06T15:00")
    site.built()
    site.built()
    site.release("note.en", "Another note.")
    site.built()
    _commit(site, "06-07T15:00")
    site.built()
    assert asked == [["talks.en.md", "visit.en.md"]]
    site.release("visit.en", "None.", Correction=AGAIN)
    _commit(site, "06-08T15:00")
    site.built()
    assert asked[1:] == [["visit.en.md"]]
    _git(site, "commit", "-q", "--amend", "-m", "Other words", at="2019-06-08T16:00Z")
    site.built()
    assert asked[2:] == [["talks.en.md", "visit.en.md"]]


def test_a_text_may_quote_what_was_replaced(site: Site) -> None:
    """The words of an earlier edition are public: a draft that has them stops no build."""
    site.release("talks.en", SEVEN)
    _commit(site, "06-05T12:00")
    site.release("talks.en", SIX, Correction=CORRECTION)
    _commit(site, "06-06T15:00")
    site.release("draft.en", SEVEN, Status="draft")
    _build(site)
    assert _tell(site, "xanadu") == [FIRST]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "<p>It is seven, he said.</p>",
            "<p>It is six, he said.</p>",
            "It is -seven, +six, he said.",
        ),
        ("<p>Same.</p><p>Old.</p>", "<p>Same.</p>", "Same.|-Old."),
        ("<p>A b. C d.</p>", "<p>A b.</p><p>C d.</p>", "A b.|C d."),
        ("<p>部长星期五移交。</p>", "<p>部长星期六移交。</p>", "部长星期-五+六移交。"),
        ("<p>a &lt;b&gt; c</p>", "<p>a <em>d</em> c</p>", "a -<b> +d c"),
        ("<p>في الخامس</p>", "<p>في السادس</p>", "في -الخامس+السادس"),
        ("", "<p>New</p>", "+New"),
    ],
)
def test_words_are_compared(old: str, new: str, shown: str) -> None:
    """By words, in scripts without spaces by letters; paragraphs that stay are left alone."""
    signs = {"kept": "", "added": "+", "deleted": "-"}
    found = compare_texts(old, new)
    written = ("".join(f"{signs[piece.what]}{piece.words}" for piece in each) for each in found)
    assert shown == "|".join(written)
