"""No traceback for a file: whatever is damaged, unreadable or full ends in words and status 1."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.site.commands import PELICAN, pelican, write_settings
from tests.sites import ROOT, Result, Site

ALIAS = "/" + "a/" * 2_000


@pytest.mark.parametrize(
    ("path", "data", "named"),
    [
        ("content/media/a.gif", b"GIF89a" + bytes(67), "media/a.gif"),
        ("content/media/a.webp", b"RIFF\x0c\0\0\0WEBPVP8X\0\0\0\0", "media/a.webp"),
        ("content/media/a.png", b"\x89PNG\r\n\x1a\n" + b"\xff" * 90, "media/a.png"),
        ("content/media/a.jpg", b"\xff\xd8\xff\xe1\0\0", "media/a.jpg"),
        ("content/media/a.svg", b"<svg>" + b"<g>" * 9_000, "media/a.svg"),
        ("vocabulary/tags.toml", b"a = " + b"[" * 5_000, "tags.toml"),
        ("vocabulary/people.toml", b"a" + b".a" * 5_000 + b" = 1", "people.toml"),
        ("vocabulary/places.toml", b"a = " + b"1" * 5_000, "places.toml"),
        ("vocabulary/places.toml", b"a = " + b"{a=" * 5_000, "places.toml"),
        ("vocabulary/kinds.toml", b"\xff\xfe\0", "kinds.toml"),
        ("theme/translations/ru/LC_MESSAGES/messages.po", b"msgid a\nmsgstr b\n", "messages.po"),
        ("theme/translations/ru/LC_MESSAGES/messages.po", b'msgid "a\nmsgstr', "messages.po:1"),
        ("theme/translations/ru/LC_MESSAGES/messages.po", b"\xff\xfe\0", "messages.po"),
        ("theme/templates/article.html", b"{% if %}", "article.html"),
        ("theme/templates/base.html", b"\xff\xfe\0", "base.html"),
        ("theme/templates/base.html", b"{{" + b"(" * 9_000, "base.html"),
        (
            "content/visit.md",
            f"Title: V\nDate: 2019-06-05\nCategory: Statements\nAliases: {ALIAS}\n\nA.\n".encode(),
            "visit.md:4",
        ),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, path: str, data: bytes, named: str) -> None:
    """In a message, without a traceback; the output is as it was."""
    site = Site(tmp_path / "site")
    site.release("talks")
    site.built()
    before = site.stamps()
    site.write(path, data)
    write_settings(site)
    result = pelican(site)
    assert result.status == 1, result.err
    assert named in result.err
    assert "Traceback" not in result.err + result.out
    assert before == site.stamps()


@pytest.mark.parametrize(
    "path", ["content/media/a.jpg", "content/visit.md", "vocabulary/tags.toml"]
)
def test_a_folder_in_a_files_place_is_no_traceback(tmp_path: Path, path: str) -> None:
    """It is gone through, or named."""
    site = Site(tmp_path / "site")
    site.release("talks")
    (site.root / path).unlink(missing_ok=True)
    (site.root / path).mkdir(parents=True)
    write_settings(site)
    result = pelican(site)
    assert "Traceback" not in result.err + result.out


def _build_in(site: Site, limit: str, **environment: str) -> Result:
    """Build where the shell has set a limit first."""
    done = subprocess.run(
        ["bash", "-c", f"{limit}; exec {PELICAN} content -s pelicanconf.py"],
        cwd=site.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("size", [0, 1, 8, 64])
def test_a_full_disk_is_told_in_words(tmp_path: Path, size: int) -> None:
    """Wherever a file can grow no further: of the catalogue, the search index, the output."""
    site = Site(tmp_path / "site")
    site.release("talks", "Words to be found. " * 4_000)
    write_settings(site, SEARCH=True)
    result = _build_in(site, f"trap '' XFSZ; ulimit -f {size}", TMPDIR=str(tmp_path))
    assert result.status == 1
    assert "Traceback" not in result.err + result.out
    assert result.err.strip()
