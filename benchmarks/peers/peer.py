"""What the benchmark asks of a program: a folder with its sources and theme, and a command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import Corpus, Release

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SITEURL = "https://newsroom.example"


class Peer(ABC):
    """One program with one corpus, below ``folder``."""

    name: ClassVar[str]
    content: ClassVar[str] = "content"
    """Where the sources are, below the folder."""
    home: ClassVar[str] = "output"
    """Where the site's front page is, below the folder."""
    caches: ClassVar[tuple[str, ...]] = ()
    """What a build from nothing must not find, besides the output."""
    index: ClassVar[str] = ""
    """A file of the search index, below the folder; "" for a site that has no search."""
    template: ClassVar[str]
    """The template of a release's page."""
    stylesheet: ClassVar[str]
    archives: ClassVar[dict[str, str]] = {
        "kinds": "kinds/{}",
        "tags": "tags/{}",
        "years": "{}",
        "months": "{}",
        "days": "{}",
    }
    """The folder of each facet's archives, below the home."""
    links_neighbours: ClassVar[bool] = True
    """Whether a release's page links to the previous and the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        self.trash = folder / "trash"
        self.journal = folder / "corpus.json"

    @property
    @abstractmethod
    def version(self) -> str:
        """The program's version, for the report."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """What builds the site."""

    @abstractmethod
    def source(self, release: Release) -> str:
        """Return a release's source file: header and text."""

    @abstractmethod
    def copy_theme(self) -> None:
        """Put settings, templates and stylesheet into the folder, as they are before any edit."""

    # The sources ----------------------------------------------------------------------------------

    def write_corpus(self, corpus: Corpus) -> None:
        """Write all sources, or undo the edits in those that are there; the theme is fresh."""
        first = "".join(self.source(corpus.release(number)) for number in range(20))
        key = f"{corpus.size} {sha256(first.encode()).hexdigest()}"
        noted = json.loads(self.journal.read_text()) if self.journal.is_file() else {}
        if noted.get("key") != key:
            shutil.rmtree(self.folder, ignore_errors=True)
            for release in corpus.releases():
                self.write(release)
        else:
            self._undo(corpus, noted["edited"])
        self.journal.write_text(json.dumps({"key": key, "edited": []}))
        self.copy_theme()

    def note_edits(self, paths: Iterable[str]) -> None:
        """Remember which sources are about to be edited, so that they can be put right again."""
        noted = json.loads(self.journal.read_text())
        noted["edited"] = sorted({*noted["edited"], *paths})
        self.journal.write_text(json.dumps(noted))

    def _undo(self, corpus: Corpus, paths: list[str]) -> None:
        for path in paths:
            number = int(path.removesuffix(".md").rpartition("-")[2])
            if number < corpus.size:
                self.write(corpus.release(number))
            else:
                (self.folder / self.content / path).unlink(missing_ok=True)

    def write(self, release: Release) -> None:
        """Write one release's source."""
        target = self.folder / self.content / release.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.source(release), encoding="utf-8", newline="\n")

    def delete(self, release: Release) -> None:
        """Delete one release's source."""
        (self.folder / self.content / release.path).unlink()

    def change_template(self, mark: str) -> None:
        """Let every release's page say ``mark``."""
        path = self.folder / self.template
        old = path.read_text(encoding="utf-8")
        new = re.sub(r"(<p>mark-\w+</p>)?</article>", f"<p>{mark}</p></article>", old)
        if new == old:
            raise ValueError(f"{path} must have an </article> to change")
        path.write_text(new, encoding="utf-8")

    def change_stylesheet(self, mark: str) -> None:
        """Add ``mark`` to the stylesheet."""
        with (self.folder / self.stylesheet).open("a", encoding="utf-8") as file:
            file.write(f"/* {mark} */\n")

    def build(self) -> str:
        """Build the site, and return what the program said; raises where it fails."""
        done = subprocess.run(self.command, check=True, capture_output=True, text=True)
        return done.stdout

    # The output -----------------------------------------------------------------------------------

    def forget(self) -> None:
        """Move the output and every cache out of the way, for ``throw_away``.

        Not deleted here: ext4 without a journal looks through inodes that were deleted in the last
        minutes whenever it makes a file, which made the same build five times as long.
        """
        for name in ("output", *self.caches):
            if (self.folder / name).exists():
                self.trash.mkdir(exist_ok=True)
                (self.folder / name).rename(self.trash / f"{name}-{time.monotonic_ns()}")

    def throw_away(self) -> None:
        """Delete what was moved out of the way."""
        shutil.rmtree(self.trash, ignore_errors=True)

    def page(self, release: Release) -> Path:
        """Return where a release's page is."""
        return self.folder / self.home / release.address / "index.html"

    def archive(self, facet: str, slug: str) -> Path:
        """Return the folder of an archive: its front, its ``page/<n>`` and its feed."""
        return self.folder / self.home / self.archives[facet].format(slug)

    @property
    def feed(self) -> Path:
        """The feed of everything."""
        return self.folder / self.home / "rss.xml"

    @property
    def published_stylesheet(self) -> Path:
        """Where the stylesheet is in the output."""
        return self.output / "theme" / "css" / "main.css"


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of every file below a folder, by its path there."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pelican_command(peer: Peer, conf: Path) -> list[str]:
    """Return the command of a peer that Pelican builds, with its settings file ``conf``."""
    cache = f"CACHE_PATH={json.dumps(str(peer.folder / '.cache'))}"
    folders = [str(peer.folder / peer.content), "-o", str(peer.output)]
    theme = ["-t", str(peer.folder / "theme")]
    return [sys.executable, "-m", "pelican", *folders, *theme, "-s", str(conf), "-e", cache]
