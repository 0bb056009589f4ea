"""Differences between the build and the host."""

from collections.abc import Collection, Iterator

from communique.publish.ledger import Publication
from communique.publish.manifest import Manifest
from communique.publish.record import File, Record
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A path where host and site have different files, or only one of them has a file.

    ``unsure`` says that the host may have something else there.
    """

    path: str
    old: File | None
    new: File | None
    unsure: bool = False


def follows(record: Record, last: Publication | None) -> bool:
    """Whether the record continues the publication; a restored catalogue may only seem to."""
    return (
        last is not None
        and last.record == record.id
        and last.generation <= record.generation
        and last.build == record.builds(last.generation)
    )


def find_differences(
    record: Record, manifest: Manifest, last: Publication | None, unsure: Collection[str] = ()
) -> list[Difference]:
    """Return every path where the host differs from the record, sorted.

    If the record continues ``last``, which the host shows, only rows that changed since are read.
    At ``unsure`` paths the host may have something else than the manifest says.
    """
    known = follows(record, last)
    assert last is not None or not known
    if known and last:
        differing = _since(record, manifest, last.generation)
    else:
        differing = compare(manifest.every(), record.every())
    found = {
        each.path: each
        for each in differing
        if each.new is not None or each.old is None or not each.old.retired
    }
    for path in unsure:
        found[path] = Difference(path, manifest.find(path), record.find(path), unsure=True)
    return [found[path] for path in sorted(found)]


def _since(record: Record, manifest: Manifest, generation: int) -> Iterator[Difference]:
    for new in record.since(generation):
        old = manifest.find(new.path)
        if old != new:
            yield Difference(new.path, old, new)
    for path in record.gone_since(generation):
        old = manifest.find(path)
        if old is not None and record.find(path) is None:
            yield Difference(path, old, None)


def compare(olds: Iterator[File], news: Iterator[File]) -> Iterator[Difference]:
    """Yield where two lists of files differ; both are in the order of their paths."""
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old.path < new.path):
            assert old is not None
            yield Difference(old.path, old, None)
            old = next(olds, None)
        elif old is None or new.path < old.path:
            yield Difference(new.path, None, new)
            new = next(news, None)
        else:
            if old != new:
                yield Difference(new.path, old, new)
            old, new = next(olds, None), next(news, None)
