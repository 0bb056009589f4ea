from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from communique.catalogue.known_sources import (
    SourceChanges,
    find_changes,
    known_folders,
    read_bytes,
)
from communique.settings import Settings
from communique.sources.roles import Role
from communique.sources.scan import scan
from tests.databases import memory
from tests.sites import make_settings


def _settings(root: Path, **overrides: Any) -> Settings:
    for name in ("content", "theme/static"):
        (root / name).mkdir(parents=True, exist_ok=True)
    values: dict[str, Any] = {
        "THEME": str(root / "theme"),
        "ARTICLE_PATHS": [""],
        "PAGE_PATHS": ["pages"],
        "STATIC_PATHS": ["media", "robots/humans.txt"],
    }
    return make_settings(root, **values | overrides)


def _write(root: Path, *paths: str, text: str = "text") -> None:
    for path in paths:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _roles(settings: Settings) -> dict[str, Role]:
    return {file.path: file.role for folder in scan(settings) for file in folder.files}


def _stamp(settings: Settings, path: str) -> str:
    return {file.path: file.stamp for folder in scan(settings) for file in folder.files}[path]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("visit.md", Role.RELEASE),
        ("releases/2019/06/05-visit.en.md", Role.RELEASE),
        ("releases/VISIT.MD", Role.RELEASE),
        ("releases/visit.markdown", Role.RELEASE),
        ("releases/visit.rst", Role.FOREIGN),
        ("releases/visit.HTML", Role.FOREIGN),
        ("releases/visit.en.md.txt", Role.FOREIGN),
        ("releases/visit.md (1)", Role.FOREIGN),
        ("releases/Copy of visit.en.md.txt", Role.FOREIGN),
        ("media/visit.en.md.txt", Role.FOREIGN),
        ("media/visit.en.rst", Role.FOREIGN),
        ("media/visit.en.mdx", Role.FOREIGN),
        ("media/visit.AsciiDoc", Role.FOREIGN),
        ("media/mfa.gov.md-letter.pdf", Role.STATIC),
        ("releases/visit.Markdown.BAK", None),
        ("releases/visit.txt", Role.FILE),
        ("releases/photo.jpg", Role.FILE),
        ("releases/no-ending", Role.FILE),
        ("pages/about.md", Role.PAGE),
        ("pages/deeper/staff.ru.md", Role.PAGE),
        ("pages/team.jpg", Role.FILE),
        ("media/report.pdf", Role.STATIC),
        ("media/notes.md", Role.STATIC),
        ("robots/humans.txt", Role.STATIC),
        ("robots/other.md", Role.RELEASE),
        ("extra/CNAME", Role.STATIC),
        ("media/.hidden", None),
        (".git/config.md", None),
        ("releases/visit.md~", None),
        ("releases/#visit.md#", None),
        ("releases/draft.tmp", None),
        ("node_modules/readme.md", None),
    ],
)
def test_what_a_file_is_to_the_build(tmp_path: Path, path: str, expected: Role | None) -> None:
    """By where it is and how its name ends; dot files, backups and IGNORE_FILES are not seen."""
    settings = _settings(
        tmp_path,
        EXTRA_PATH_METADATA={"extra/CNAME": {"path": "CNAME"}},
        IGNORE_FILES=["*.tmp", "node_modules"],
    )
    _write(settings.path, path)
    assert expected is _roles(settings).get(path)


def test_article_paths_confine_the_releases(tmp_path: Path) -> None:
    """Outside of every path named in the settings nothing is seen."""
    settings = _settings(tmp_path, ARTICLE_PATHS=["releases/"])
    _write(settings.path, "releases/visit.md", "notes/private.md", "private.md")
    assert _roles(settings) == {"releases/visit.md": Role.RELEASE}


def test_the_theme_has_static_files(tmp_path: Path) -> None:
    """They are scanned under a name of their own, and published below THEME_STATIC_DIR."""
    settings = _settings(tmp_path)
    _write(tmp_path / "theme/static", "css/main.css")
    assert _roles(settings) == {"!theme/static/css/main.css": Role.THEME}
    assert settings.published_path("!theme/static/css/main.css") == "theme/css/main.css"


def test_static_files_keep_their_path_unless_told(tmp_path: Path) -> None:
    """EXTRA_PATH_METADATA is Pelican's."""
    settings = _settings(tmp_path, EXTRA_PATH_METADATA={"extra/CNAME": {"path": "CNAME"}})
    assert settings.published_path("extra/CNAME") == "CNAME"
    assert settings.published_path("media/a.pdf") == "media/a.pdf"


def test_an_edit_of_equal_size_within_a_tick_shows(tmp_path: Path) -> None:
    """A text put in place of another with the same size and time has another stamp."""
    settings = _settings(tmp_path)
    _write(settings.path, "visit.md", text="one")
    before, old = _stamp(settings, "visit.md"), (settings.path / "visit.md").stat()
    replacement = settings.path / "visit.tmp"
    replacement.write_text("two", encoding="utf-8")
    replacement.replace(settings.path / "visit.md")
    os.utime(settings.path / "visit.md", ns=(old.st_atime_ns, old.st_mtime_ns))
    assert before != _stamp(settings, "visit.md")


def test_an_edit_in_place_with_its_old_time_restored_shows(tmp_path: Path) -> None:
    """The change time and inode are part of the stamp; a tool cannot set the first."""
    settings = _settings(tmp_path)
    _write(settings.path, "visit.md", text="one")
    before, old = _stamp(settings, "visit.md"), (settings.path / "visit.md").stat()
    while (settings.path / "visit.md").stat().st_ctime_ns == old.st_ctime_ns:
        _write(settings.path, "visit.md", text="two")
        os.utime(settings.path / "visit.md", ns=(old.st_atime_ns, old.st_mtime_ns))
    assert before != _stamp(settings, "visit.md")


@contextmanager
def _backwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    forwards = os.scandir

    @contextmanager
    def scandir(folder: str) -> Iterator[Iterator[os.DirEntry[str]]]:
        with forwards(folder) as entries:
            yield iter(sorted(entries, key=lambda entry: entry.name, reverse=True))

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        yield


def test_the_order_of_the_directory_does_not_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders come sorted, and files within them."""
    settings = _settings(tmp_path)
    _write(settings.path, "b.md", "a.md", "z/c.md", "m/b.md", "m/a.md", "m/n/x.md")
    forwards = list(scan(settings))
    with _backwards(monkeypatch):
        assert forwards == list(scan(settings))
    assert [folder.path for folder in forwards] == ["", "m", "m/n", "z"]
    assert [file.path for file in forwards[0].files] == ["a.md", "b.md"]


def _changes(db: sqlite3.Connection, settings: Settings) -> SourceChanges:
    known = known_folders(db)
    return find_changes(db, settings, scan(settings, known=known), known=known)


def test_changes_are_told_since_the_last_scan(tmp_path: Path) -> None:
    """New, edited and gone files are named; a touched one is read by its digest and passed over."""
    settings, db = _settings(tmp_path), memory()
    _write(settings.path, "a.md", "b.md", "c/d.md", "media/e.pdf")
    first = _changes(db, settings)
    assert [path for path, _ in first.changed] == ["a.md", "b.md", "c/d.md", "media/e.pdf"]
    for path in ("a.md", "b.md", "c/d.md"):
        assert isinstance(read_bytes(db, settings, path), bytes)
    again = _changes(db, settings)
    assert (again.changed, again.removed) == ((), ())
    _write(settings.path, "a.md", text="other")
    (settings.path / "b.md").touch()
    (settings.path / "c/d.md").unlink()
    _write(settings.path, "f.md")
    later = _changes(db, settings)
    assert later.changed == (("a.md", Role.RELEASE), ("f.md", Role.RELEASE))
    assert later.removed == (("c/d.md", Role.RELEASE),)


def test_a_file_that_changes_its_role_goes_and_comes(tmp_path: Path) -> None:
    """What was a release and is now published as it is has to be taken out as a release."""
    settings, db = _settings(tmp_path), memory()
    _write(settings.path, "papers/a.md")
    _changes(db, settings)
    changed = _settings(tmp_path, STATIC_PATHS=["papers"])
    changes = find_changes(db, changed, scan(changed), known={})
    assert changes.changed == (("papers/a.md", Role.STATIC),)
    assert changes.removed == (("papers/a.md", Role.RELEASE),)


def test_a_folder_is_not_gone_through_whose_files_are_as_they_were(tmp_path: Path) -> None:
    """An edit in place is noticed there, and one of the same size whose time was put back."""
    settings, db = _settings(tmp_path), memory()
    _write(settings.path, "a.md", "c/d.md")
    _changes(db, settings)
    known = known_folders(db)
    assert [folder.files for folder in scan(settings, known=known)] == [(), ()]
    file = settings.path / "c/d.md"
    before = file.stat()
    file.write_text("z" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _changes(db, settings).changed == (("c/d.md", Role.RELEASE),)
    assert _changes(db, settings).changed == ()


def test_what_programs_leave_is_told_by_each_build(tmp_path: Path) -> None:
    """So a folder with it is gone through each time."""
    settings, db = _settings(tmp_path), memory()
    _write(settings.path, "a.md", "c/d.md", "c/d.md~")
    told = [[each.path for each in _changes(db, settings).problems] for _ in range(3)]
    assert told == [["c/d.md~"]] * 3


def test_a_link_is_as_new_as_what_it_leads_to(tmp_path: Path) -> None:
    """A folder with a link is gone through each time, for what it leads to lies elsewhere."""
    settings, db = _settings(tmp_path, ALLOW_LINKS=True), memory()
    _write(settings.path, "a.md", "e/f.md")
    (settings.path / "c").mkdir()
    (settings.path / "c/d.md").symlink_to("../e/f.md")
    _changes(db, settings)
    assert _changes(db, settings).changed == ()
    _write(settings.path, "e/f.md", text="other")
    assert [path for path, _ in _changes(db, settings).changed] == ["c/d.md", "e/f.md"]
