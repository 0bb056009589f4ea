"""Finds earlier editions in git: public texts that a correction replaced.

An edition is the last text before the commit that declared a correction. It counts only if its own
headers made it public then. A text older than a draft, an embargo, a deletion or a withdrawal as
published in error is never shown: somebody took it back.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from communique.catalogue.editions import (
    Edition,
    amended_sources,
    find_editions,
    put_editions,
    sources_with_editions,
)
from communique.catalogue.outputs import save_meta
from communique.catalogue.releases import find_public
from communique.engine.git import (
    GitError,
    Version,
    changed_since,
    find_head,
    find_versions,
    read_blobs,
)
from communique.engine.intake import Intake
from communique.errors import Problem, Severity
from communique.model.release import Release
from communique.model.visibility import visibility
from communique.patterns import late
from communique.settings import Settings
from communique.settings.lines import find_setting
from communique.sources.read import read_source
from communique.sources.stylebook import Stylebook
from communique.text.markdown import Renderer
from communique.values import dataclass

_COMMIT = late(r"[0-9a-f]{40}|[0-9a-f]{64}")

HEAD = "editions head"
"""The key in ``meta`` of the newest commit that was read."""


def update_editions(
    db: sqlite3.Connection, settings: Settings, intake: Intake, meta: Mapping[str, str]
) -> tuple[set[str], list[Problem]]:
    """Bring the earlier editions up to date with git; return the sources of those that changed.

    A build that reads everything, or finds a rewritten history, looks up all corrected releases.
    """
    if not settings.editions:
        known = sources_with_editions(db)
        for path in known:
            put_editions(db, path, ())
        if meta.get(HEAD):
            save_meta(db, {HEAD: ""})
        return set(known), []
    try:
        head, shallow = find_head(settings.path)
        paths = _find_due(db, settings, intake, f"{head} {shallow}", meta.get(HEAD, ""))
        missing = _ask(db, settings, intake, paths) if paths else []
    except GitError as error:
        rule = "EDITIONS needs the sources in a git repository, and git"
        hint = "install git, commit the sources, or write EDITIONS = False"
        place = find_setting(settings.settings_file, "EDITIONS")
        return set(), [Problem(*place, rule, f"got: {error}", hint, Severity.WARNING)]
    save_meta(db, {HEAD: f"{head} {shallow}"})
    changed = {path for path, differs, _ in missing if differs}
    lacking = [path for path, _, lacks in missing if lacks]
    problems = []
    if lacking and shallow:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        rule = "EDITIONS needs the whole history of the sources"
        found = f"got a shallow clone, without earlier texts of {lacking[0]}{more}"
        hint = "run git fetch --unshallow"
        problems.append(Problem(lacking[0], 0, rule, found, hint, Severity.WARNING))
    return changed, problems


def _find_due(
    db: sqlite3.Connection, settings: Settings, intake: Intake, now: str, before: str
) -> list[str]:
    """Return the sources whose history in git may have changed, sorted."""
    head, _, shallow = before.partition(" ")
    changed: set[str] | None = set()
    if shallow != now.partition(" ")[2]:
        changed = None
    elif before != now:
        # The cache may hold anything, so this is checked before it becomes part of a command.
        changed = changed_since(settings.path, head) if _COMMIT.fullmatch(head) else None
    if changed is None:
        return amended_sources(db)
    touched = {*intake.touched, *(change.path for change in intake.changes)}
    return amended_sources(db, changed | touched)


def _ask(
    db: sqlite3.Connection, settings: Settings, intake: Intake, paths: Iterable[str]
) -> list[tuple[str, bool, bool]]:
    """Keep what git says about sources; return for each whether it is new or incomplete."""
    versions = find_versions(settings.path, paths)
    blobs = {each.blob for found in versions.values() for each in found if each.blob}
    reader = _VersionReader(settings, intake, dict(read_blobs(settings.path, sorted(blobs))))
    told = []
    for path in paths:
        row = find_public(db, path)
        assert row is not None, "only what is there is asked for"
        found = [] if row.release.is_gone else list(reader.editions(path, versions.get(path, [])))
        differs = found != find_editions(db, path)
        if differs:
            put_editions(db, path, found)
        wanted = 0 if row.release.is_gone else len(row.release.corrections)
        told.append((path, differs, wanted > 0 and 1 not in {each.number for each in found}))
    return told


@dataclass(slots=True)
class _VersionReader:
    """Reads the versions of a source as the site reads its texts."""

    settings: Settings
    intake: Intake
    data: dict[str, bytes]
    _tools: tuple[Stylebook, Renderer] | None = None

    def editions(self, path: str, versions: list[Version]) -> Iterator[Edition]:
        """Yield the editions among the versions of a source, the oldest first."""
        found: list[Edition] = []
        newer = self._read(path, versions[0]) if versions else None
        for replaced_by, version in pairwise(versions):
            if newer is None or newer.is_gone:
                break
            older = self._read(path, version)
            # It must have been public until it was replaced; what was taken back stays so.
            if older is None or not visibility(older, replaced_by.made).is_public:
                break
            if _is_told_before(newer, older):
                break
            lowest = found[-1].number - 1 if found else len(newer.corrections)
            if not older.is_gone and len(older.corrections) < min(lowest, len(newer.corrections)):
                number = len(older.corrections) + 1
                found.append(Edition(number, version.blob, older.title, older.body))
            newer = older
        yield from reversed(found)

    def _read(self, path: str, version: Version) -> Release | None:
        """Return a version as a release; None if it is no release, or has errors."""
        data = self.data.get(version.blob)
        if data is None:
            return None
        if self._tools is None:
            stylebook = Stylebook.of(self.settings, self.intake.vocabulary)
            self._tools = stylebook, Renderer(stylebook.markdown)
        content = read_source(path, data, *self._tools).content
        return content if isinstance(content, Release) else None


def _is_told_before(newer: Release, older: Release) -> bool:
    """Whether the next correction is dated before the older text was public: a wrong clock."""
    told = sorted(newer.correction_moments)
    following = told[len(older.corrections) : len(older.corrections) + 1]
    return any(moment.date() < older.visible_from.date() for moment in following)
