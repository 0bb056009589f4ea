"""Promise 1: two clean builds are the same bytes, whatever the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pictures.samples import picture
from tests.sites import ROOT, Site, Tree, differences, read_tree

SCRIPT = """
import json, sys
from pelican.settings import read_settings
from communique.plugin.newsroom import Newsroom
if __name__ == "__main__":
    Newsroom(read_settings(override=json.loads(sys.argv[1]))).run()
"""
KINDS = ["Statements", "Readouts"]
TAGS = ["Climate", "G7", "g7", "Trade", "Élections", "выборы"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site large enough that worker processes are started."""
    site = Site(tmp_path_factory.mktemp("site") / "site")
    for number in range(450):
        lang = ("en", "ru")[number % 2]
        site.release(
            f"{2015 + number % 4}/note-{number // 2}.{lang}",
            f'He said "yes" -- twice. Number {number}.',
            Title=f"Note {number // 2} İı ß",
            Date=f"{2015 + number % 4}-0{1 + number % 9}-0{1 + number % 5} 10:00",
            Category=KINDS[number % 2],
            Tags="; ".join({TAGS[number % 6], TAGS[(number * 5 + 1) % 6]}),
            Image="" if number % 50 else f"photo-{number}.jpg | Two people",
        )
        if not number % 50:
            year = 2015 + number % 4
            site.write(f"content/{year}/photo-{number}.jpg", picture(shade=number // 2))
    return site


def build_elsewhere(site: Site, name: str, environ: dict[str, str], **options: Any) -> Tree:
    """Build from nothing in a process of its own with this environment; return the output."""
    output = site.root / name
    values = site.pelican_settings(
        OUTPUT_PATH=str(output), CACHE_PATH=str(site.root / f"cache-{name}"), **options
    )
    wanted = {
        key: values[key]
        for key in site.pelican_settings()
        if key.isupper() and _is_json(values[key]) and key != "PAGINATION_PATTERNS"
    }
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
    script = site.root / "build.py"
    script.write_text(SCRIPT)
    subprocess.run(
        [sys.executable, str(script), json.dumps(wanted)], env=environ, check=True, cwd=site.root
    )
    return read_tree(output)


def _is_json(value: object) -> bool:
    try:
        json.dumps(value)
    except TypeError:
        return False
    return True


@pytest.fixture(scope="module")
def usual(site: Site) -> Tree:
    """The output of a build with one process and the first hash seed."""
    tree = build_elsewhere(site, "usual", {"PYTHONHASHSEED": "0", "TZ": "UTC"}, WORKERS=1)
    assert len([path for path in tree if path.endswith("index.html")]) > 450
    return tree


@pytest.mark.parametrize(
    ("name", "environ", "workers"),
    [
        ("seed", {"PYTHONHASHSEED": "4242"}, 1),
        ("zone", {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"}, 1),
        ("locale", {"PYTHONHASHSEED": "0", "LC_ALL": "POSIX", "LANG": "tr_TR.UTF-8"}, 1),
        ("two-workers", {"PYTHONHASHSEED": "1"}, 2),
        ("three-workers", {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns"}, 3),
    ],
)
def test_clean_builds_are_byte_identical(
    site: Site, usual: Tree, name: str, environ: dict[str, str], workers: int
) -> None:
    """Hash seed, time zone, locale and the number of workers leave no trace in the output."""
    assert differences(usual, build_elsewhere(site, name, environ, WORKERS=workers)) == []


def test_order_of_reading_is_not_seen(site: Site, usual: Tree, tmp_path: Path) -> None:
    """Sources that came one by one, the newest first, give the bytes of all at once."""
    other = Site(tmp_path / "site")
    sources = sorted((site.root / "content").rglob("*.md"), reverse=True)
    photos = sorted((site.root / "content").rglob("*.jpg"))
    for half in ([*photos, *sources[:120]], sources[120:]):
        for source in half:
            relative = source.relative_to(site.root)
            other.write(str(relative), source.read_bytes())
        other.built()
    assert differences(usual, other.tree()) == []
