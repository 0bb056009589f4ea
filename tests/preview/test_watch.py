"""Which changes are told: those of files that people write."""

from __future__ import annotations

from pathlib import Path

import pytest
from watchfiles import Change

from communique.preview.serve import is_source, places_of
from tests.sites import make_settings


@pytest.mark.parametrize(
    "path",
    [
        *("/n/content/a.en.md~", "/n/content/.a.en.md.swp", "/n/content/#a.en.md#"),
        *("/n/content/a.en.md.bak", "/n/content/~$statement.docx", "/n/content/a.en.md.orig"),
        *("/n/content/4913.tmp", "/n/content/photo.jpg.part", "/n/content/Thumbs.db"),
        *("/n/theme/__pycache__/a.py", "/n/content/.git/index", "/n/content/.git/a/b.md"),
    ],
)
def test_what_programs_leave_is_not_told(path: str) -> None:
    """By the list that the scan has: it would be read by nobody."""
    assert not is_source(Change.modified, path)


@pytest.mark.parametrize(
    "path", ["/n/content/a.en.md", "/n/theme/base.html", "/n/content/media/a.jpg", "/n/x.toml"]
)
def test_what_people_write_is_told(path: str) -> None:
    """Sources, templates, pictures, vocabularies."""
    assert is_source(Change.modified, path)


def test_every_folder_of_a_newsroom_is_watched(tmp_path: Path) -> None:
    """Its own templates and translations too."""
    names = ("content", "theme", "vocabulary", "templates", "translations")
    folders = {tmp_path / name for name in names}
    for folder in folders:
        folder.mkdir()
    settings = make_settings(
        tmp_path,
        THEME=str(tmp_path / "theme"),
        VOCABULARY_PATH=str(tmp_path / "vocabulary"),
        TRANSLATIONS_PATH=str(tmp_path / "translations"),
        THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "templates")],
    )
    assert folders <= places_of(settings, tmp_path / "pelicanconf.py")[0]
