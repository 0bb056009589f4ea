"""``inv check --against``: no public text changes in silence."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.newsroom import Newsroom

FIRST = "releases/2019/06/04-first.en"
RULE = "a public text must not change without a Correction or another Modified"


def _git(newsroom: Newsroom, *words: str) -> None:
    author = ["-c", "user.name=Desk", "-c", "user.email=desk@newsroom.example"]
    command = ["git", "-C", str(newsroom.root), *author, *words]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def kept(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose texts are in git: two public ones, a draft, and one under embargo."""
    newsroom.release("draft.en", "Draft", Status="draft")
    newsroom.release("held.en", "Held", Embargo="2031-01-01 10:00Z")
    newsroom.release("second.en", "Second")
    _git(newsroom, "init", "-q")
    _git(newsroom, "add", "-A")
    _git(newsroom, "commit", "-qm", "All of it")
    return newsroom


def test_nothing_changed(kept: Newsroom) -> None:
    """Nothing is said; nor of texts that are new, or that the public has not read."""
    kept.release("third.en", "Third")
    kept.release("draft.en", "Another draft", Status="draft")
    kept.release("held.en", "Held longer", Embargo="2031-01-02 10:00Z")
    said = kept.inv("check", "--against", "HEAD", "--strict")
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize(
    ("title", "headers"),
    [
        ("First, edited", {"Correction": "2019-06-04 The title was longer."}),
        ("First, edited", {"Modified": "2019-06-04 11:00"}),
        ("First, edited", {"Withdrawn": "2019-06-05 Not ours."}),
        ("First", {"Tags": "Climate; Water"}),
    ],
    ids=["corrected", "modified", "withdrawn", "other tags"],
)
def test_what_is_told_is_no_silent_change(
    kept: Newsroom, title: str, headers: dict[str, str]
) -> None:
    """By any of the headers that the public is told by."""
    kept.release(FIRST, title, **({"Tags": "Climate"} | headers))
    said = kept.inv("check", "--against", "HEAD", "--strict")
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("way", ["title", "text", "summary"])
def test_a_silent_change_is_told(kept: Newsroom, way: str) -> None:
    """A warning by default; an error where that is asked for. Nothing is written."""
    if way == "text":
        source = f"content/{FIRST}.md"
        kept.write(source, kept.read(source).replace("A short text", "A longer text"))
    elif way == "title":
        kept.release(FIRST, "First, edited", Tags="Climate")
    else:
        kept.release(FIRST, "First", Tags="Climate", Summary="In short.")
    before = kept.files()
    said = kept.inv("check", "--against", "HEAD")
    assert said.status == 0
    assert said.err.startswith(f"{FIRST}.md: warning: {RULE}, got another ")
    said = kept.inv("check", "--against", "HEAD", "--strict")
    assert said.status == 1
    assert said.err.startswith(f"{FIRST}.md: {RULE}, got another ")
    assert kept.files() == before


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_a_revision_that_is_none_is_refused(kept: Newsroom, revision: str) -> None:
    """The message names it, without a traceback."""
    said = kept.inv("check", f"--against={revision}")
    assert said.status == 1
    assert "--against must name a revision that git knows, got" in said.err
    assert not (kept.root / "x").exists()


@pytest.mark.parametrize(
    "header", ["Subtitle: Another line", "Number: 7/2019", "Speaker: A. Minister"]
)
def test_what_stands_beside_a_text_is_no_silent_change_either(kept: Newsroom, header: str) -> None:
    """A reader has read it too."""
    name, _, value = header.partition(": ")
    kept.release(FIRST, "First", Tags="Climate", **{name: value})
    said = kept.inv("check", "--against", "HEAD", "--strict")
    assert (said.status, FIRST in said.err) == (1, True)
