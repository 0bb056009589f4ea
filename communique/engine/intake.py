"""The intake: what changed among the sources, read, checked and entered in the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from communique.catalogue.changes import Change
from communique.catalogue.claims import put_needs
from communique.catalogue.listings import add_entries
from communique.catalogue.pages import find_page, put_page
from communique.catalogue.releases import (
    Row,
    delete_content,
    find_release,
    flip_visibility,
    has_releases,
    pack,
    put_release,
)
from communique.catalogue.sources import SourceChanges, find_changes
from communique.engine import fingerprints
from communique.engine.bulk_redirects import take_in_redirects
from communique.engine.choice import choose_sources, digest_entries
from communique.engine.named_files import look_at_files, with_facts
from communique.engine.progress import Progress
from communique.engine.reading import read_texts
from communique.engine.workers import Workers
from communique.errors import Problem
from communique.model.listing import ListingKey
from communique.model.release import Page, Release
from communique.model.term import Facet
from communique.model.visibility import is_held
from communique.outputs.security import check_expiry
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.read import Reading
from communique.sources.scan import FoundFolder, Role, scan
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary import Vocabulary
from communique.sources.vocabulary_files import load_vocabulary

__all__ = ["Intake", "take_in"]

FACETS = frozenset(facet.value for facet in Facet)


@dataclass(slots=True)
class Intake:
    """What the sources brought."""

    vocabulary: Vocabulary
    changes: list[Change] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    """Pages that changed, as they were and as they are."""
    files: list[str] = field(default_factory=list)
    """Files that changed or went: static ones, the theme's, those that releases name."""
    problems: list[Problem] = field(default_factory=list)
    showing: dict[str, str] = field(default_factory=dict)
    """Texts that name a file that changed, each with that file."""
    redirects: list[tuple[str, str]] = field(default_factory=list)
    """Redirects in bulk that changed, as they were and as they are."""
    linking: frozenset[str] = frozenset()
    """Those of the changes that are none of their own: they link to what has another address."""
    touched: set[str] = field(default_factory=set)
    """Sources that were read, changed or went."""
    read: int = 0
    first: bool = False
    """Whether the catalogue was empty: all that is public is then in the listings already, and
    ``changes`` are left out."""
    meta: dict[str, str] = field(default_factory=dict)
    """Digests to keep for the next build."""


def take_in(
    db: sqlite3.Connection,
    settings: Settings,
    store: Store,
    now: datetime,
    meta: dict[str, str],
    workers: Workers,
    progress: Progress,
) -> Intake:
    """Scan, read what changed, and enter it; the caller's transaction holds it all.

    Another version of the code, or of the settings that reading depends on, than ``meta`` remembers
    reads everything again. A changed vocabulary reads what names a changed term.
    """
    vocabulary, problems = load_vocabulary(settings.vocabulary_path, settings.languages)
    stylebook = Stylebook.of(settings, vocabulary)
    intake = Intake(vocabulary, problems=list(problems))
    entries = digest_entries(vocabulary)
    intake.meta = {
        "stylebook": f"{fingerprints.code()} {stylebook.digest}",
        "vocabulary": json.dumps(entries),
    }
    if problems and "vocabulary" in meta:
        # What the part that cannot be read has changed is not known; it is told, and mended first.
        intake.meta["vocabulary"] = meta["vocabulary"]
    intake.first = not has_releases(db)
    folders = scan(settings)
    found = find_changes(db, settings, _foresee(folders, workers) if intake.first else folders)
    again = meta.get("stylebook") != intake.meta["stylebook"]
    intake.showing = look_at_files(db, settings, store, found, again=again)
    intake.problems += found.problems
    to_read = choose_sources(db, found, intake.meta, meta, intake.showing)
    intake.touched = {path for path, _ in (*found.changed, *found.removed, *to_read)}
    _enter_files(found, intake)
    bulk = take_in_redirects(db, settings, meta, again=again or intake.first)
    intake.redirects = bulk[0]
    intake.problems += bulk[1]
    intake.meta |= bulk[2]
    intake.problems += check_expiry(settings, now)
    if bulk[0] and settings.redirects:
        intake.touched.add(settings.redirects.name)
    olds = _forget_removed(db, found, intake)
    readings = read_texts(db, settings, stylebook, to_read, workers, intake.problems)
    listing_ids: dict[ListingKey, int] = {}
    with progress.count("sources read", len(to_read)) as count:
        for batch in readings:
            rows = [_enter(db, *read, settings, now, intake, olds) for read in batch]
            if intake.first:
                public = (row for row in rows if row is not None and row.visible)
                add_entries(db, public, listing_ids)
            count(len(batch))
    for path in sorted(olds):
        _note_change(intake, olds[path], None)
    intake.changes.sort(key=lambda change: change.path)
    for was, is_ in flip_visibility(db, now, preview=settings.preview):
        intake.changes.append(Change(was if was.visible else None, is_ if is_.visible else None))
    return intake


def _foresee(folders: Iterable[FoundFolder], workers: Workers) -> Iterator[FoundFolder]:
    """Let the workers know how much there is to read, as it is found."""
    files = 0
    for folder in folders:
        files += len(folder.files)
        workers.foresee(files)
        yield folder


def _enter_files(found: SourceChanges, intake: Intake) -> None:
    static = (Role.STATIC, Role.THEME)
    for path, role in found.changed:
        if role is Role.FOREIGN:
            rule = "a release must be Markdown, its file's name ending in .md"
            hint = "rename it, convert it with inv import, or move it out of the content folder"
            intake.problems.append(Problem(path, 0, rule, f"got {path.rpartition('.')[2]}", hint))
        if role in (*static, Role.FILE):
            intake.files.append(path)
    intake.files += [path for path, role in found.removed if role in (*static, Role.FILE)]


def _forget_removed(
    db: sqlite3.Connection, found: SourceChanges, intake: Intake
) -> dict[str, Row | None]:
    olds: dict[str, Row | None] = {}
    for path, role in found.removed:
        if role is Role.RELEASE:
            olds[path] = find_release(db, path)
        if role is Role.PAGE and (page := find_page(db, path)):
            intake.pages.append(page[0])
        if role in (Role.RELEASE, Role.PAGE):
            delete_content(db, path)
    return olds


def _enter(
    db: sqlite3.Connection,
    reading: Reading,
    body: bytes,
    settings: Settings,
    now: datetime,
    intake: Intake,
    olds: dict[str, Row | None],
) -> Row | None:
    """Store what was read; a release that cannot be read is as it was until it is mended."""
    intake.read += 1
    intake.problems += reading.problems
    content = reading.content
    if isinstance(content, Release):
        old = None
        if not intake.first:
            # A source that was a page before is among those that went.
            old = olds.pop(content.path, None) or find_release(db, content.path)
        held = is_held(content.status, content.visible_from, now, preview=settings.preview)
        content = with_facts(db, replace(content, held=True) if held else content)
        if not body:
            body, content = pack(content.body), replace(content, body="")
        new = put_release(db, content, body, reading.lines, now, old)
        _note_change(intake, old, new)
        return new
    if isinstance(content, Page):
        held = is_held(content.status, None, now, preview=settings.preview)
        content = with_facts(db, replace(content, held=True) if held else content)
        if page := find_page(db, content.path):
            intake.pages.append(page[0])
        put_page(db, content, reading.lines)
        intake.pages.append(content)
    else:
        # Only for the checks: with its errors the build goes back to what was.
        put_needs(db, reading.path, reading.needs)
    return None


def _note_change(intake: Intake, old: Row | None, new: Row | None) -> None:
    """Note what the public sees change; from nothing, all of it is in the catalogue anyway."""
    change = Change(old if old and old.visible else None, new if new and new.visible else None)
    if (change.old or change.new) and not intake.first:
        intake.changes.append(change)


def known_name(vocabulary: Vocabulary, key: ListingKey) -> str | None:
    """Return the vocabulary's name of a listing's term; None for dates and unknown terms."""
    if key.facet not in FACETS:
        return None
    return vocabulary.name(Facet(key.facet), key.slug, key.lang)
