"""A release's files beside its page: image, attachments, variants of pictures."""

import sqlite3
from collections.abc import Iterator
from itertools import chain

from communique.catalogue.changes import Changed
from communique.catalogue.files import releases_with_media, showing
from communique.catalogue.known_sources import source_file
from communique.catalogue.releases import find_public
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.kind import Kind, Lost, Planned
from communique.outputs.shown import Shown, paths_of, show
from communique.pictures.store import Copy
from communique.settings import Settings

NAME = "media"


def outputs_of(release: Release) -> list[Output]:
    """Return the outputs for a release's files; nothing if its text was removed."""
    if release.is_gone:
        return []
    outputs = []
    for item in release.media:
        ref = f"{release.path}|{item.source}"
        outputs.append(Output(f"{release.url}{item.name}", NAME, ref))
    for item, width in release.variants:
        ref = f"{release.path}|{item.source}|{width}"
        outputs.append(Output(f"{release.url}{item.variant(width)}", NAME, ref))
    return outputs


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Copy | None:
    """Return the public release's file that an output copies, or whose variant it is; or None."""
    path, source, *width = output.ref.split("|")
    row = find_public(db, path)
    if row is None or output not in outputs_of(row.release):
        return None
    known = (*row.release.media, *row.release.pictures)
    media = next(item for item in known if item.source == source)
    file = source_file(settings, source)
    return Copy(source, file, media.digest, int(width[0]) if width else 0)


def touched(db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The files of a changed release, before and after, and files that changed themselves."""
    for release, why in changed.sides:
        yield from ((output, why) for output in outputs_of(release))
    for text in showing(db, changed.files):
        row = find_public(db, text)
        for output in outputs_of(row.release) if row else ():
            source = output.ref.split("|")[1]
            if source in changed.files:
                yield output, f"{source} changed"


def shows(db: sqlite3.Connection, _settings: Settings, output: Output) -> Iterator[Shown]:
    """The file, and the release that it is of."""
    path, source, *width = output.ref.split("|")
    what = f"a variant, {width[0]} pixels wide, of" if width else "a copy of"
    yield from show(what, [source])
    yield from show("bound to", paths_of([find_public(db, path)]))


def missed(db: sqlite3.Connection, output: Output, _lost: Lost) -> str:
    """The release; "" for a variant, and for what went with a release that is gone or withdrawn."""
    path, _, *width = output.ref.split("|")
    row = find_public(db, path)
    gone = width or row is None or row.release.withdrawn is not None
    return "" if gone else path


KIND = Kind(
    name=NAME,
    missed=missed,
    addresses=("{lang}/{year}/{month}/{day}/{name}/{rest}",),
    claimed=True,
    every=lambda db, _settings: chain.from_iterable(map(outputs_of, releases_with_media(db))),
    load=load,
    copies=True,
    touched=touched,
    shows=shows,
)
