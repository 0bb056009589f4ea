"""A planned output made when somebody looks at it, for a preview: the rest of the plan stands."""

from __future__ import annotations

from pathlib import Path

from communique.build.site import Build
from communique.build.writer import MARK, SENTINELS
from communique.catalogue.outputs import find_output, pending_count

__all__ = ["find_file", "make_first"]


def make_first(build: Build) -> None:
    """Make the few files by which the next build knows its output, so that it trusts the rest."""
    build.write(only=SENTINELS)


def find_file(build: Build, path: str) -> Path | None:
    """Return an output's file, made now if it is planned; None where the site has none there.

    Raises ProblemsFound where its template fails: the file is as it was then.
    """
    if pending_count(build.db, [path]):
        build.write(only=[path])
    known = path != MARK.path and find_output(build.db, path) is not None
    return build.settings.output_path / path if known else None
