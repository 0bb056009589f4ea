"""Nothing that a picture says of its making is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.pictures.samples import TOLD, picture, secret_picture
from tests.site.commands import pelican_in_shell, write_settings
from tests.site.pictured import VISIT, pictured_site
from tests.sites import ROOT, Site


def test_no_published_picture_says_where_it_was_taken(tmp_path: Path) -> None:
    """Neither the file itself, nor a variant, nor one below STATIC_PATHS."""
    site = pictured_site(tmp_path)
    site.write("content/media/map.png", secret_picture("PNG"))
    site.built()
    assert [path for path, data in site.tree().items() if TOLD.encode() in data] == []


@pytest.mark.parametrize("name", ["photo.jfif", "photo.JPE", "photo.apng", "photo", "photo.doc"])
def test_a_picture_is_cleaned_in_whatever_name_it_has(tmp_path: Path, name: str) -> None:
    """Attached to a release, or below STATIC_PATHS."""
    site = Site(tmp_path / "site")
    data = secret_picture("PNG" if name.endswith("png") else "JPEG")
    site.write(f"content/{name}", data)
    site.write(f"content/media/{name}", data)
    site.release("visit", Attachments=f"{name} | The photograph")
    site.built()
    tree = site.tree()
    assert {f"media/{name}", f"{VISIT}/{name}"} <= tree.keys()
    assert not any(TOLD.encode() in each for each in tree.values())


@pytest.mark.parametrize("name", ["scan.tif", "scan.heic", "scan.txt"])
def test_a_picture_that_cannot_be_cleaned_is_refused(tmp_path: Path, name: str) -> None:
    """With its path, once attached and once below STATIC_PATHS; the output is as it was."""
    site = pictured_site(tmp_path)
    site.built()
    before = site.stamps()
    site.write(f"content/media/{name}", picture(form="TIFF"))
    site.write(f"content/{name}", picture(form="TIFF"))
    site.release("more", Attachments=f"{name} | A scan")
    result = site.build()
    assert (result.status, before) == (1, site.stamps())
    for path in (f"media/{name}: ", "more.md:4: "):
        assert f"{path}a picture must be one that browsers can show, got " in result.err


def test_a_drawing_is_published_without_what_runs(tmp_path: Path) -> None:
    """Beside a release and below STATIC_PATHS; the theme's own files are as they are."""
    site = Site(tmp_path / "site")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>secret()</script><path/></svg>'
    for path in ("content/map.svg", "content/media/map.svg", "theme/static/own.svg"):
        site.write(path, drawing)
    site.release("visit", Image="map.svg | A map")
    site.built()
    tree = site.tree()
    clean = tree["media/map.svg"]
    assert (b"<path/>" in clean, b"script" in clean) == (True, False)
    assert (tree[f"{VISIT}/map.svg"], tree["theme/own.svg"]) == (clean, drawing.encode())


def test_another_cleaner_cleans_again(tmp_path: Path) -> None:
    """What an older one let through is not taken from the cache, nor left in the output."""
    site = pictured_site(tmp_path)
    package = tmp_path / "code/communique"
    shutil.copytree(ROOT / "communique", package, ignore=shutil.ignore_patterns("__pycache__"))
    write_settings(site)
    cleaner = package / "pictures/metadata.py"
    code = cleaner.read_text("utf-8")
    lax = code.replace("        return _way_up(said)\n", "        return part\n")
    assert lax != code
    for text, told in ((lax, True), (code, False)):
        cleaner.write_text(text, "utf-8")
        result = pelican_in_shell(site, "--ignore-cache", PYTHONPATH=str(package.parent))
        assert result.status == 0, result.err
        published = site.tree()[f"{VISIT}/photo.jpg"]
        assert (TOLD.encode() in published) is told
