"""Communiqué with the repository's own settings, vocabulary and theme; and without search."""

from __future__ import annotations

import shutil
import subprocess
from compileall import compile_dir

from benchmarks.corpus import Release
from benchmarks.peers.peer import HERE, REPOSITORY, Peer, pelican_command


class Communique(Peer):
    """One language, so addresses start with ``en/``."""

    name = "Communiqué"
    home = "output/en"
    caches = (".cache",)
    index = "output/en/search/index.json"
    template = "theme/templates/article.html"
    stylesheet = "theme/static/css/main.css"

    @property
    def version(self) -> str:
        """The commit, and whether files differ from it."""
        words = ["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.stdout.strip() or "of this repository"

    @property
    def command(self) -> list[str]:
        """Pelican, with the copied settings."""
        return pelican_command(self, self.folder / "program" / "communique_conf.py")

    def source(self, release: Release) -> str:
        """Our headers."""
        return (
            f"Title: {release.title}\nDate: {release.date:%Y-%m-%d %H:%M}\n"
            f"Category: {release.kind}\nTags: {'; '.join(release.tags)}\n\n{release.text()}"
        )

    def copy_theme(self) -> None:
        """Copy theme, settings, vocabulary and code, so that nobody's work disturbs a long run."""
        program = self.folder / "program"
        shutil.rmtree(program, ignore_errors=True)
        for name in ("communique", "vocabulary"):
            shutil.copytree(REPOSITORY / name, program / name)
        for path in (REPOSITORY / "pelicanconf.py", HERE / "communique_conf.py"):
            shutil.copy(path, program)
        for name in ("content", "theme"):  # which the settings ask for, and the command replaces
            (program / name).mkdir()
        compile_dir(program, quiet=1)
        shutil.rmtree(self.folder / "theme", ignore_errors=True)
        shutil.copytree(REPOSITORY / "theme", self.folder / "theme")


class WithoutSearch(Communique):
    """As little as Hugo and stock Pelican do: no release can be searched."""

    name = "Communiqué without search"
    index = ""

    @property
    def command(self) -> list[str]:
        """Pelican, with one setting changed."""
        return [*super().command, "SEARCH=false"]
