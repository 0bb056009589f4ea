"""The edits, each a value that is applied to every program's sources in the same way.

Edits are carried on from run to run and from case to case: each run changes something else, and
``Peer.write_corpus`` undoes them all before the next benchmark. Which releases are edited is told
here, for it matters: Communiqué's listings move from a retagged, backdated or deleted release on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.corpus import TAGS, Corpus, Release, slug_of
from benchmarks.peers.peer import Peer


@dataclass(frozen=True, slots=True)
class Sight:
    """What must be seen (or not) in a file, or in the files of an archive, after the build."""

    place: Callable[[Peer], Path]
    text: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What is done to the sources before a build, and what must be seen after it."""

    writes: tuple[Release, ...] = ()
    deletes: tuple[Release, ...] = ()
    template: str = ""
    stylesheet: str = ""
    anew: bool = False
    """The output and all caches are deleted first."""
    sights: tuple[Sight, ...] = ()

    def apply(self, peer: Peer) -> None:
        """Edit a program's sources."""
        peer.note_edits(release.path for release in (*self.writes, *self.deletes))
        if self.anew:
            peer.forget()
        for release in self.writes:
            peer.write(release)
        for release in self.deletes:
            peer.delete(release)
        if self.template:
            peer.change_template(self.template)
        if self.stylesheet:
            peer.change_stylesheet(self.stylesheet)


def _page(release: Release, text: str, *, absent: bool = False) -> Sight:
    return Sight(lambda peer: peer.page(release), text, absent)


def _archive(facet: str, slug: str, release: Release, *, absent: bool = False) -> Sight:
    return Sight(lambda peer: peer.archive(facet, slug), f"{release.address}/", absent)


def _feed(text: str) -> Sight:
    return Sight(lambda peer: peer.feed, text)


def from_nothing(_: Corpus, __: int) -> Edit:
    """Neither output nor cache is there."""
    return Edit(anew=True)


def nothing(_: Corpus, __: int) -> Edit:
    """No file was touched."""
    return Edit()


def text(corpus: Corpus, run: int) -> Edit:
    """The text of the fifth newest release gets a sentence: it is in feeds, too."""
    note = f"Correction{run}x."
    release = replace(corpus.release(corpus.size - 5), note=note)
    return Edit(writes=(release,), sights=(_page(release, note), _feed(note)))


def new(corpus: Corpus, run: int) -> Edit:
    """A release newer than all others."""
    release = corpus.release(corpus.size + run)
    reference = release.reference
    kind = _archive("kinds", slug_of(release.kind), release)
    return Edit(writes=(release,), sights=(_page(release, reference), kind, _feed(reference)))


def retag(corpus: Corpus, run: int) -> Edit:
    """A release a month old loses its first tag and gains a rare one."""
    release = corpus.release(corpus.size - 10 - corpus.size // 180 - run)
    gained = next(tag for tag in reversed(TAGS) if tag not in release.tags)
    lost = release.tags[0]
    release = replace(release, tags=(*release.tags[1:], gained))
    sights = (
        _archive("tags", slug_of(gained), release),
        _page(release, f"/tags/{slug_of(lost)}/", absent=True),
    )
    return Edit(writes=(release,), sights=sights)


def backdate(corpus: Corpus, run: int) -> Edit:
    """One of the newest releases turns out to be from the year before, to the day."""
    release = corpus.release(corpus.size - 6 - run)
    release = replace(release, date=release.date.replace(year=release.date.year - 1))
    month = f"{release.date:%Y/%m}"
    sights = (_page(release, release.reference), _archive("months", month, release))
    return Edit(writes=(release,), sights=sights)


def delete(corpus: Corpus, run: int) -> Edit:
    """A release a year old is deleted."""
    release = corpus.release(corpus.size - corpus.size // 15 - run)
    gone = _archive("kinds", slug_of(release.kind), release, absent=True)
    return Edit(deletes=(release,), sights=(gone,))


def template(corpus: Corpus, run: int) -> Edit:
    """The template of release pages says something more."""
    mark = f"mark-{run}x"
    ends = corpus.release(0), corpus.release(corpus.size - 1)
    return Edit(template=mark, sights=tuple(_page(release, mark) for release in ends))


def stylesheet(_: Corpus, run: int) -> Edit:
    """The stylesheet has a comment more."""
    mark = f"mark-{run}x"
    return Edit(stylesheet=mark, sights=(Sight(lambda peer: peer.published_stylesheet, mark),))


NOTHING = "from nothing"

CASES: dict[str, Callable[[Corpus, int], Edit]] = {
    NOTHING: from_nothing,
    "nothing changed": nothing,
    "text edited": text,
    "new release": new,
    "retagged": retag,
    "backdated a year": backdate,
    "deleted": delete,
    "template changed": template,
    "stylesheet changed": stylesheet,
}
"""Every case, in the order in which they are measured."""
