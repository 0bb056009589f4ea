"""Communiqué with the repository's own settings, vocabulary and theme."""

from __future__ import annotations

import json
import shutil
import sys

import communique
from benchmarks.corpus import Release
from benchmarks.peers.peer import HERE, REPOSITORY, Peer

__all__ = ["Communique"]


class Communique(Peer):
    """One language, so addresses start with ``en/``."""

    name = "Communiqué"
    home = "output/en"
    caches = (".cache",)
    template = "theme/templates/article.html"
    stylesheet = "theme/static/css/main.css"

    @property
    def version(self) -> str:
        """The version of the package in this repository."""
        return str(getattr(communique, "__version__", "of this repository"))

    @property
    def command(self) -> list[str]:
        """Pelican, with the settings file beside this one."""
        cache = f"CACHE_PATH={json.dumps(str(self.folder / '.cache'))}"
        conf = str(HERE / "communique_conf.py")
        folders = [str(self.folder / self.content), "-o", str(self.output)]
        theme = ["-t", str(self.folder / "theme")]
        return [sys.executable, "-m", "pelican", *folders, *theme, "-s", conf, "-e", cache]

    def source(self, release: Release) -> str:
        """Headers of DESIGN §6."""
        return (
            f"Title: {release.title}\nDate: {release.date:%Y-%m-%d %H:%M}\n"
            f"Category: {release.kind}\nTags: {'; '.join(release.tags)}\n\n{release.text()}"
        )

    def copy_theme(self) -> None:
        """Copy the repository's theme."""
        shutil.rmtree(self.folder / "theme", ignore_errors=True)
        shutil.copytree(REPOSITORY / "theme", self.folder / "theme")
