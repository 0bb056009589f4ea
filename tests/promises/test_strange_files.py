"""Promise 3, of files that are no texts of the newsroom: links, pipes, copies, leftovers."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from communique.opening import LARGEST_TEXT, open_regular, read_text_file
from tests.pictures.samples import picture
from tests.sites import Site

NAME = "Xanadu"


def _site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    site.release("note.en")
    site.write("content/media/map.pdf", "A map")
    return site


def _mentions(site: Site) -> list[str]:
    word = NAME.lower().encode()
    return [path for path, data in site.tree().items() if word in data.lower()]


def _link(site: Site, path: str, target: Path | str) -> None:
    place = site.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("content/media/x.txt", "/proc/self/environ"),
        ("content/media/x.txt", "../draft.en.md"),
        ("content/media/x.txt", "../../outside.txt"),
        ("content/media/x.txt", "nowhere"),
        ("content/media/folder", "../../private"),
        ("content/media/loop", "."),
        ("content/media", "../private"),
        ("content/visit.en.md", "/dev/zero"),
        ("content/visit.en.md", "draft.en.md"),
        ("content/pages/about.md", "../draft.en.md"),
        ("content/photo.jpg", "../outside.txt"),
        ("theme/static/x.txt", "/etc/hostname"),
        ("theme/static/deep", "/etc"),
    ],
)
def test_a_link_is_refused_by_name(tmp_path: Path, path: str, target: str) -> None:
    """Wherever it leads to, and wherever it stands; nothing is built of it."""
    site = Site(tmp_path / "site")
    site.release("note.en")
    site.release("draft.en", NAME, Status="draft")
    site.write("outside.txt", NAME)
    site.write("private/secret.txt", NAME)
    site.built()
    before = site.tree()
    _link(site, path, target)
    result = site.build()
    assert result.status == 1
    told = path.removeprefix("content/").replace("theme/", "!theme/")
    rule = "a source must be a file, not a symbolic link"
    assert result.err.startswith(f"{told}: {rule}, got a link that might lead anywhere; ")
    assert "ALLOW_LINKS" in result.err
    assert site.tree() == before


def test_links_within_the_content_are_followed_where_the_settings_allow(tmp_path: Path) -> None:
    """A file, and a folder; what is changed behind them is noticed."""
    site = _site(tmp_path)
    site.settings["ALLOW_LINKS"] = True
    _link(site, "content/media/plan.pdf", "map.pdf")
    site.write("content/media/deep/a.txt", "One")
    _link(site, "content/media/again", "deep")
    site.built()
    assert site.tree()["media/plan.pdf"] == b"A map"
    assert site.tree()["media/again/a.txt"] == b"One"
    site.write("content/media/map.pdf", "Another map")
    site.built()
    assert site.tree()["media/plan.pdf"] == b"Another map"
    assert site.clean_tree() == site.tree()


@pytest.mark.parametrize(
    ("path", "target", "found"),
    [
        ("content/media/x.txt", "/proc/self/environ", "leads out of the folder"),
        ("content/media/x.txt", "../../outside.txt", "leads out of the folder"),
        ("content/media/x.md", "../draft.en.md", "leads to where other rules hold"),
        ("content/media/x.pdf", "../draft.pdf", "leads to where other rules hold"),
        ("content/media/x.txt", "nowhere.txt", "leads nowhere"),
        ("content/media/x", ".", "leads to a folder that holds it"),
        ("content/media/a/b/up", "../..", "leads to a folder that holds it"),
        ("content/media/x", "..", "leads to where other rules hold"),
        ("content/media/x.txt", ".htpasswd", "leads to a place that is not read"),
        ("content/media/x.dat", "photo.jpg", "has another suffix than its target"),
    ],
)
def test_an_allowed_link_leads_to_where_the_same_rules_hold(
    tmp_path: Path, path: str, target: str, found: str
) -> None:
    """So no draft, no file before its time and nothing of the machine is published by it."""
    site = _site(tmp_path)
    site.settings["ALLOW_LINKS"] = True
    site.release("draft.en", NAME, Status="draft", Attachments="draft.pdf | The plan")
    site.write("content/draft.pdf", NAME)
    site.write("content/media/.htpasswd", NAME)
    site.write("content/media/photo.jpg", picture())
    site.write("outside.txt", NAME)
    _link(site, path, target)
    result = site.build()
    assert result.status == 1
    assert f"not a symbolic link, got a link that {found}; copy the file there" in result.err
    assert not site.output.exists()


def test_two_folders_that_lead_to_each_other_are_no_loop(tmp_path: Path) -> None:
    """The way back is refused."""
    site = _site(tmp_path)
    site.settings["ALLOW_LINKS"] = True
    site.write("content/media/a/one.txt", "One")
    site.write("content/media/b/two.txt", "Two")
    _link(site, "content/media/a/there", "../b")
    _link(site, "content/media/b/back", "../a")
    result = site.build()
    assert result.status == 1
    assert "leads to a folder that holds it" in result.err


@pytest.mark.parametrize("place", ["content/visit.en.md", "content/media/x", "theme/static/x"])
@pytest.mark.parametrize("kind", ["named pipe", "socket"])
def test_what_is_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, kind: str
) -> None:
    """Nothing waits for a pipe that nobody writes into."""
    site = _site(tmp_path)
    monkeypatch.chdir((site.root / place).parent)
    name = Path(place).name
    if kind == "socket":
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(name)
    else:
        os.mkfifo(name)
    result = site.build()
    assert result.status == 1
    assert f"a source must be a file, got a {kind}; " in result.err


def test_a_file_that_is_exchanged_after_the_scan_is_not_followed(tmp_path: Path) -> None:
    """What is opened is asked what it is: a link, a pipe and a folder are refused at once."""
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to("/proc/self/environ")
    os.mkfifo(pipe)
    for path, words in ((link, "symbolic link"), (pipe, "no regular file"), (tmp_path, "regular")):
        with pytest.raises(OSError, match=words):
            open_regular(path)


def test_a_text_has_a_greatest_size(tmp_path: Path) -> None:
    """It is told, and no more than that is read: a text that holds nothing takes no room."""
    site = _site(tmp_path)
    site.release("visit.en", "x" * LARGEST_TEXT)
    result = site.build()
    assert result.status == 1
    rule = "visit.en.md: a source must have 1,000,000 bytes at most, got: "
    assert result.err.startswith(rule)
    huge = tmp_path / "huge.md"
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="over 1,000,000 bytes"):
        read_text_file(huge)


def test_a_text_that_grew_too_large_is_told(tmp_path: Path) -> None:
    """When it was read before, too."""
    site = _site(tmp_path)
    site.release("visit.en")
    site.built()
    site.release("visit.en", "x" * LARGEST_TEXT)
    assert "visit.en.md: a source must have 1,000,000 bytes at most" in site.build().err


COPIES = [
    *("visit.en.md.bak", "visit.en.md.orig", "visit.en.md~", "visit.en.md.swp", "visit.en.md.save"),
    *("#visit.en.md#", "visit.en.md.1", "visit.en.md.rej", "visit.en.md_backup", "visit.en.bak"),
    *("~$visit.docx", "visit.pdf.part", "Thumbs.db", "desktop.ini", "visit.tmp", "visit.old"),
    "visit.sync-conflict-20300101-101500-ABCDEFG.pdf",
]


@pytest.mark.parametrize("folder", ["", "media/", "releases/2019/06/", "pages/"])
def test_what_programs_leave_is_not_published(tmp_path: Path, folder: str) -> None:
    """One warning tells how many there are, in each build, and which is the first."""
    site = _site(tmp_path)
    for name in COPIES:
        site.write(f"content/{folder}{name}", NAME)
    site.write(f"content/{folder}__MACOSX/visit.pdf", NAME)
    site.write(f"content/{folder}.env", NAME)
    for _ in range(2):
        result = site.built()
        assert result.err.count("warning: what programs leave beside sources is not published") == 1
        assert f"{folder}#visit.en.md#: warning: " in result.err
        assert f"and {len(COPIES)} more" in result.err
    assert _mentions(site) == []
    assert not any("visit" in path for path in site.tree())


@pytest.mark.parametrize("folder", ["", "media/", "pages/"])
@pytest.mark.parametrize(
    "name", ["visit.en.md.txt", "Copy of visit.en.md.txt", "visit.en.md (1)", "visit.en.md - Copy"]
)
def test_a_copy_that_may_be_meant_is_an_error(tmp_path: Path, folder: str, name: str) -> None:
    """A text with an ending more may be one that somebody wants to publish, or holds back."""
    site = _site(tmp_path)
    site.write(f"content/{folder}{name}", NAME)
    result = site.build()
    assert result.status == 1
    assert result.err.startswith(f"{folder}{name}: a release must be Markdown")


def test_a_release_does_not_publish_what_a_program_left(tmp_path: Path) -> None:
    """Image and Attachments find no such file."""
    site = _site(tmp_path)
    site.write("content/~$plan.docx", NAME)
    site.release("visit.en", Attachments="~$plan.docx | The plan")
    result = site.build()
    assert result.status == 1
    assert "visit.en.md:4: a linked or attached file must be in the content folder" in result.err


def test_the_themes_leftovers_are_not_published(tmp_path: Path) -> None:
    """Its static folder is asked the same."""
    site = _site(tmp_path)
    site.write("theme/static/css/main.css.orig", NAME)
    site.write("theme/static/Thumbs.db", NAME)
    site.built()
    assert _mentions(site) == []


def test_a_theme_folder_may_be_a_link(tmp_path: Path) -> None:
    """THEME names it, so the settings say where it is."""
    site = _site(tmp_path)
    shutil.move(site.root / "theme", tmp_path / "elsewhere")
    (site.root / "theme").symlink_to(tmp_path / "elsewhere")
    site.built()
