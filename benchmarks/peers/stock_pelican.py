"""Pelican without Communiqué, with its bundled theme ``simple`` and its content cache."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import pelican

from benchmarks.corpus import Release
from benchmarks.peers.peer import HERE, REPOSITORY, Peer, pelican_command


class StockPelican(Peer):
    """Its archives of dates are one page each; its theme links no neighbours."""

    name = "stock Pelican"
    caches = (".cache",)
    template = "theme/templates/article.html"
    stylesheet = "theme/static/css/main.css"
    links_neighbours = False

    @property
    def version(self) -> str:
        """The installed version."""
        return version("pelican")

    @property
    def command(self) -> list[str]:
        """Pelican, with the settings file beside this one."""
        return pelican_command(self, HERE / "stock_pelican_conf.py")

    def source(self, release: Release) -> str:
        """Pelican's own headers; the slug is in the file name."""
        return (
            f"Title: {release.title}\nDate: {release.date:%Y-%m-%d %H:%M}\n"
            f"Category: {release.kind}\nTags: {', '.join(release.tags)}\n\n{release.text()}"
        )

    def copy_theme(self) -> None:
        """Copy the bundled theme as it is, and our stylesheet, for it has none."""
        bundled = Path(pelican.__file__).parent / "themes" / "simple"
        shutil.rmtree(self.folder / "theme", ignore_errors=True)
        shutil.copytree(bundled, self.folder / "theme")
        target = self.folder / self.stylesheet
        target.parent.mkdir(parents=True)
        shutil.copyfile(REPOSITORY / "theme" / "static" / "css" / "main.css", target)
