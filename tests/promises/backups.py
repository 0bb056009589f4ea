"""A site, and the ways in which somebody restores an older state of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.sites import Site, differences

PAGE = "en/2019/06/05/secret/index.html"


def start(folder: Path) -> Site:
    """Build a site with a release that will be secret, another, and a file."""
    site = Site(folder, LANGUAGES=("en",))
    site.write("content/media/map.txt", "A map.")
    site.write("content/paper.pdf", "%PDF-1.4")
    site.release("secret", "Quokkas were discussed.", Attachments="paper.pdf", Tags="Quokkas")
    site.release("other", Date="2018-03-05")
    site.built()
    return site


def keep(site: Site, name: str, to: str) -> Path:
    """Copy a folder of the site as ``cp -a`` does, times and all."""
    shutil.copytree(site.root / name, site.root / to, symlinks=True)
    return site.root / to


def copy_over(backup: Path, place: Path) -> None:
    """``cp -a backup/. place/``: files that are there already are written into."""
    shutil.copytree(backup, place, symlinks=True, dirs_exist_ok=True)


def extract_over(backup: Path, place: Path) -> None:
    """As ``tar x`` and ``git checkout``: a file takes the place of another."""
    for source in sorted(path for path in backup.rglob("*") if path.is_file()):
        target = place / source.relative_to(backup)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        shutil.copy2(source, target)


def mirror_over(backup: Path, place: Path) -> None:
    """As ``rsync -a --delete``: the folder is the backup, and nothing else."""
    shutil.rmtree(place)
    shutil.copytree(backup, place, symlinks=True)


def move_over(backup: Path, place: Path) -> None:
    """The backup is renamed to where the output was."""
    shutil.rmtree(place)
    backup.rename(place)


RESTORE = [copy_over, extract_over, mirror_over, move_over]


Restore = Callable[[Path, Path], None]


def hide(site: Site) -> None:
    """Make the release a draft."""
    site.release("secret", "Quokkas were discussed.", Status="draft", Tags="Quokkas")


def check(site: Site, **options: object) -> str:
    """Build; the output is that of a build from nothing, and stays so; return what was said."""
    said = site.built(**options).out
    assert differences(site.clean_tree(**options), site.tree()) == []
    stamps = site.stamps()
    assert "0 files written, 0 deleted" in site.built(**options).out
    assert site.stamps() == stamps
    return said
