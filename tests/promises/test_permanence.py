"""Promise 5: an address stays, or leads on, or says why it went; editors are told in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of three releases, built."""
    site = Site(tmp_path / "site")
    for number in range(3):
        site.release(f"note-{number}.en", Title=f"Note {number}", Date=f"2019-06-0{number + 1}")
    site.built()
    return site


def test_a_renamed_release_is_warned_of_with_the_lines_to_add(site: Site) -> None:
    """The warning gives the Aliases and the Id that keep address and feed id."""
    site.delete("content/note-1.en.md")
    site.release("better-name.en", Title="Note 1", Date="2019-06-02")
    warned = site.built().err
    assert "better-name.en.md: warning: a published address must stay" in warned
    assert "add Aliases: /en/2019/06/02/note-1/" in warned
    assert "add Id: 2019-06-02-note-1" in warned


def test_aliases_and_id_keep_what_was_published(site: Site) -> None:
    """With both headers there is nothing to warn of: the old address leads on, the id stays."""
    feed = site.tree()["en/atom.xml"].decode()
    assert "2019-06-02-note-1/en" in feed
    site.delete("content/note-1.en.md")
    site.release(
        "better-name.en",
        Title="Note 1",
        Date="2019-06-02",
        Aliases="/en/2019/06/02/note-1/",
        Id="2019-06-02-note-1",
    )
    assert site.built().err == ""
    old = site.tree()["en/2019/06/02/note-1/index.html"].decode()
    assert 'url=https://newsroom.example/en/2019/06/02/better-name/"' in old
    assert ":2019-06-02-note-1/en<" in site.tree()["en/atom.xml"].decode()


def test_a_deleted_release_is_warned_of(site: Site) -> None:
    """Deleting is told apart from withdrawing."""
    site.delete("content/note-1.en.md")
    assert "note-1.en.md: warning: a published address must stay, got none" in site.built().err


def test_a_withdrawn_release_keeps_its_address_and_says_so(site: Site) -> None:
    """Its page gives the day and the reason, not the text; listings and feeds drop it."""
    site.release(
        "note-1.en",
        "The text that was wrong.",
        Title="Note 1",
        Date="2019-06-02",
        Withdrawn="2019-07-01 Sent in error.",
    )
    assert site.built().err == ""
    tree = site.tree()
    page = tree["en/2019/06/02/note-1/index.html"].decode()
    assert "Sent in error." in page
    assert "The text that was wrong" not in page
    showing = [path for path, data in tree.items() if b"note-1/" in data and "note-1" not in path]
    assert showing == []


def test_pages_of_a_listing_never_move(tmp_path: Path) -> None:
    """Page 1 keeps its bytes while the archive grows, except the link to page 2 once."""
    site = Site(tmp_path / "site", DEFAULT_PAGINATION=2)
    seen: dict[str, set[bytes]] = {}
    for number in range(12):
        site.release(f"note-{number:02}.en", Date=f"2019-06-{number + 1:02}", Tags="G7")
        site.built()
        for path, data in site.tree().items():
            if "/tags/g7/page/" in path:
                seen.setdefault(path, set()).add(data)
    assert sorted(seen) == [f"en/tags/g7/page/{number}/index.html" for number in range(1, 6)]
    assert {path: len(versions) for path, versions in seen.items()} == {
        **{f"en/tags/g7/page/{number}/index.html": 2 for number in range(1, 5)},
        "en/tags/g7/page/5/index.html": 1,
    }
