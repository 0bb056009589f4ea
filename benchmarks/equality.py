"""Promise 1 at size: after many random edits, built one by one, the tree is a clean build's.

``python -m benchmarks.equality``, ``make equality``. Not a benchmark, but it needs the corpus, and
takes too long for a test: ``tests/promises/test_equality.py`` asks the same of small sites.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks.corpus import KINDS, TAGS, Corpus, Release
from benchmarks.options import read_options
from benchmarks.peers import PEERS
from benchmarks.peers.peer import Peer, digests

SEED = "communique-equality-1"


def main() -> None:
    """Edit, build, repeat; then build from nothing and compare; exit status 1 if they differ."""
    asked = read_options("equality", __doc__, size=10_000, edits=200)
    peer = PEERS["communique"](asked.work / "equality")
    corpus = Corpus(asked.size)
    peer.write_corpus(corpus)
    peer.forget()
    peer.build()
    office = Office(peer, corpus)
    for number in range(asked.edits):
        said = office.edit()
        told = peer.build().partition("\n")[0]
        print(f"{number + 1:4} {said}: {told}", flush=True)
    edited = digests(peer.output)
    peer.forget()
    print("clean:", peer.build().partition("\n")[0])
    clean = digests(peer.output)
    peer.throw_away()
    paths = edited.keys() | clean.keys()
    wrong = sorted(path for path in paths if edited.get(path) != clean.get(path))
    print(f"{asked.edits} edits of {asked.size:,} releases: {len(clean):,} files, ", end="")
    print(f"{len(wrong)} differ from a clean build's")
    for path in wrong[:20]:
        print(f"  {path}")
    sys.exit(bool(wrong))


class Office:
    """An editorial office that does something else each time, the same on every machine."""

    def __init__(self, peer: Peer, corpus: Corpus) -> None:
        self.peer = peer
        self.corpus = corpus
        self.dice = Random(SEED)  # noqa: S311 - edits, not secrets
        self.here = {number: corpus.release(number) for number in range(corpus.size)}
        self.next = corpus.size

    def edit(self) -> str:
        """Do one edit and say which."""
        edits: list[Callable[[], str]] = [self.text, self.text, self.new, self.retag, self.redate]
        edits += [self.delete, self.rekind, self.retitle, self.several]
        edit = self.dice.choice(edits)
        return f"{edit.__name__} {edit()}"

    def _write(self, release: Release) -> str:
        self.here[release.number] = release
        self.peer.note_edits([release.path])
        self.peer.write(release)
        return release.path

    def _any(self) -> Release:
        return self.here[self.dice.choice(sorted(self.here))]

    def text(self) -> str:
        """Add a sentence."""
        return self._write(replace(self._any(), note=f"Note {self.dice.random()}."))

    def retitle(self) -> str:
        """Give another title; the slug is the file's."""
        return self._write(replace(self._any(), title=f"Title {self.dice.random()}"))

    def new(self) -> str:
        """Publish the next release."""
        self.next += 1
        return self._write(self.corpus.release(self.next - 1))

    def retag(self) -> str:
        """Give other tags."""
        return self._write(replace(self._any(), tags=tuple(self.dice.sample(TAGS, 4))))

    def rekind(self) -> str:
        """Give another kind."""
        return self._write(replace(self._any(), kind=self.dice.choice(KINDS)))

    def redate(self) -> str:
        """Move a release in time, at the old end as at the new."""
        release = self._any()
        day = 1 + self.dice.randrange(28)
        year, month = self.dice.randrange(2010, 2025), 1 + self.dice.randrange(12)
        return self._write(replace(release, date=release.date.replace(year, month, day)))

    def delete(self) -> str:
        """Delete a release."""
        release = self._any()
        del self.here[release.number]
        self.peer.note_edits([release.path])
        self.peer.delete(release)
        return release.path

    def several(self) -> str:
        """Do five things before the next build."""
        edits = (self.text, self.new, self.retag, self.redate, self.delete)
        return ", ".join(edit() for edit in edits)


if __name__ == "__main__":
    main()
