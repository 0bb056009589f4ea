"""The demonstration newsroom as it is delivered: every link leads somewhere, wherever it lies."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.site.links import dead_links
from tests.sites import ROOT, Site

LANGUAGES = ("en", "fr", "es", "ru", "kk", "ar", "zh")


def _demonstration(root: Path, **settings: Any) -> Site:
    site = Site(root, LANGUAGES=LANGUAGES, **settings)
    for name in ("content", "vocabulary"):
        shutil.rmtree(root / name)
        shutil.copytree(ROOT / name, root / name)
    site.built()
    return site


@pytest.mark.parametrize(
    ("siteurl", "relative"),
    [
        ("https://newsroom.example", False),
        ("https://example.org/newsroom", False),
        ("https://example.org/newsroom", True),
    ],
)
def test_every_link_leads_somewhere(tmp_path: Path, siteurl: str, relative: bool) -> None:  # noqa: FBT001 - a table's column
    """At the top of a host, below a path, and with relative links."""
    site = _demonstration(tmp_path / "site", SITEURL=siteurl, RELATIVE_URLS=relative)
    assert dead_links(site.tree(), siteurl) == []


def test_nothing_of_it_is_wrong(tmp_path: Path) -> None:
    """Its build has no warning, and its pages have no mark of a source left."""
    site = _demonstration(tmp_path / "site")
    assert site.built().err == ""
    for path, data in site.tree().items():
        if path.endswith((".html", ".xml", ".json")):
            assert b"{filename}" not in data, path
            assert b"{static}" not in data, path
