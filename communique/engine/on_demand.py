"""Builds of a preview: a file is made when it is asked for; lock, catalogue and plan are kept."""

from pathlib import Path

from communique.catalogue.claims import addresses_of
from communique.catalogue.outputs import find_output, pending_count
from communique.engine.build import Build
from communique.outputs.ownership_mark import MARK


def follow(held: Build, fresh: Build) -> Build:
    """Return a fresh build with the lock and the catalogue of one that is held open."""
    fresh.db, fresh.workers, fresh.lock = held.db, held.workers, held.lock
    return fresh


def prepare(build: Build) -> None:
    """Plan, as ``Build.prepare``; what is planned and not made yet stays planned."""
    # After a power cut the preview is built again, so no build waits for the disk.
    build.db.execute("PRAGMA synchronous = NORMAL")
    with build.workers:
        build.prepare()


def make_first(build: Build) -> None:
    """Write the mark, by which the next build recognises its output."""
    if pending_count(build.db, [MARK.path]):
        build.write(only=[MARK.path])


def find_file(build: Build, path: str) -> Path | None:
    """Return an output's file, made now if planned, or None; raises ProblemsFound."""
    if pending_count(build.db, [path]):
        build.write(only=[path])
    known = path != MARK.path and find_output(build.db, path) is not None
    return build.settings.output_path / path if known else None


IN_HAND = 5
"""The most texts that an editor saves at once; more are a change of the whole archive."""


def find_addresses(build: Build) -> tuple[str, ...]:
    """Return the addresses below SITEURL of the texts that a build read, where they are few."""
    return tuple(addresses_of(build.db, build.touched)) if len(build.touched) <= IN_HAND else ()
