"""The intake: what changed among the sources, read, checked and entered in the catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import blake2b

from communique.build.named_files import look_at_files, texts_among
from communique.build.workers import batches, open_executor, read_batch, run_batches
from communique.catalogue.changes import Change
from communique.catalogue.files import with_facts
from communique.catalogue.pages import find_page, put_page
from communique.catalogue.releases import (
    Row,
    delete_content,
    find_release,
    flip_visibility,
    put_release,
)
from communique.catalogue.sources import (
    SourceChanges,
    find_changes,
    source_file,
    sources_of,
)
from communique.errors import Problem
from communique.model.listing import ListingKey
from communique.model.release import Page, Release
from communique.model.term import Facet
from communique.settings import Settings
from communique.sources.read import Reading
from communique.sources.scan import Role, scan
from communique.sources.stylebook import Stylebook
from communique.sources.vocabulary import Vocabulary, fold
from communique.sources.vocabulary_files import load_vocabulary

__all__ = ["Intake", "take_in"]

BATCH = 64
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
    linking: frozenset[str] = frozenset()
    """Those of the changes that are none of their own: they link to what has another address."""
    read: int = 0
    meta: dict[str, str] = field(default_factory=dict)
    """Digests to keep for the next build."""


def take_in(
    db: sqlite3.Connection, settings: Settings, now: datetime, code: str, meta: dict[str, str]
) -> Intake:
    """Scan, read what changed, and enter it; the caller's transaction holds it all.

    ``code`` stands for the version of the code: another one reads everything again, as do other
    settings that reading depends on. A changed vocabulary reads what names a changed term.
    """
    vocabulary, problems = load_vocabulary(settings.vocabulary_path, settings.languages)
    stylebook = Stylebook.of(settings, vocabulary)
    intake = Intake(vocabulary, problems=list(problems))
    if problems:
        # Each release would only repeat what is wrong with the vocabulary.
        return intake
    entries = _entry_digests(vocabulary)
    intake.meta = {"stylebook": f"{code} {stylebook.digest}", "vocabulary": json.dumps(entries)}
    found = find_changes(db, settings, scan(settings))
    intake.problems += found.problems
    again = meta.get("stylebook") != intake.meta["stylebook"]
    intake.showing = look_at_files(db, settings, found, again=again)
    to_read = _choose(db, found, intake, again=again, meta=meta)
    _enter_files(found, intake)
    olds = _forget_removed(db, found, intake)
    olds |= {path: find_release(db, path) for path, role in to_read if role is Role.RELEASE}
    rows = _read(db, settings, stylebook, to_read, now, intake)
    for path in sorted(olds):
        old, new = olds[path], rows.get(path)
        change = Change(old if old and old.visible else None, new if new and new.visible else None)
        if change.old or change.new:
            intake.changes.append(change)
    for was, is_ in flip_visibility(db, now):
        intake.changes.append(Change(was if was.visible else None, is_ if is_.visible else None))
    return intake


def _entry_digests(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return, by facet and slug, a digest of each entry followed by its spellings, folded."""
    return {
        f"{facet.value} {entry.slug}": [
            blake2b(json.dumps(asdict(entry), sort_keys=True).encode(), digest_size=8).hexdigest(),
            *sorted({fold(spelling) for spelling in entry.spellings}),
        ]
        for facet, entries in vocabulary.entries.items()
        for entry in entries
    }


def _choose(
    db: sqlite3.Connection,
    found: SourceChanges,
    intake: Intake,
    *,
    again: bool,
    meta: dict[str, str],
) -> list[tuple[str, Role]]:
    """Return the sources to read: those that changed, or whose files, or the stylebook, did."""
    if again:
        return sources_of(db, Role.RELEASE, Role.PAGE)
    chosen = {item for item in found.changed if item[1] in (Role.RELEASE, Role.PAGE)}
    chosen |= texts_among(db, intake.showing)
    old, new = json.loads(meta.get("vocabulary", "{}")), json.loads(intake.meta["vocabulary"])
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if changed:
        terms = {(facet, slug) for facet, slug in map(str.split, changed)}
        words = {
            (key.split()[0], word)
            for key in changed
            for word in (*old.get(key, [""])[1:], *new.get(key, [""])[1:])
        }
        chosen |= {(path, Role.RELEASE) for path in _naming(db, terms, words)}
    return sorted(chosen)


def _naming(
    db: sqlite3.Connection, slugs: set[tuple[str, str]], words: set[tuple[str, str]]
) -> Iterator[str]:
    """Yield the releases that name one of these terms, or write one of these names."""
    for path, value in db.execute("SELECT path, value FROM release"):
        for term in json.loads(value)["terms"]:
            facet = term["facet"]
            if (facet, term["slug"]) in slugs or (facet, fold(term["name"])) in words:
                yield path
                break


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


def _read(
    db: sqlite3.Connection,
    settings: Settings,
    stylebook: Stylebook,
    to_read: list[tuple[str, Role]],
    now: datetime,
    intake: Intake,
) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    texts = (
        (path, source_file(settings, path).read_bytes(), role is Role.PAGE)
        for path, role in to_read
    )
    with open_executor(settings, len(to_read), stylebook) as workers:
        readings = run_batches(workers, read_batch, stylebook, batches(texts, BATCH))
        for reading in (each for batch in readings for each in batch):
            intake.read += 1
            intake.problems += reading.problems
            row = _enter(db, reading, now, intake)
            if row is not None:
                rows[reading.path] = row
    return rows


def _enter(db: sqlite3.Connection, reading: Reading, now: datetime, intake: Intake) -> Row | None:
    content = reading.content
    if isinstance(content, Release):
        return put_release(db, with_facts(db, content), reading.lines, now)
    if isinstance(content, Page):
        content = with_facts(db, content)
        if old := find_page(db, content.path):
            intake.pages.append(old[0])
        put_page(db, content, reading.lines)
        intake.pages.append(content)
    return None


def known_name(vocabulary: Vocabulary, key: ListingKey) -> str | None:
    """Return the vocabulary's name of a listing's term; None for dates and unknown terms."""
    if key.facet not in FACETS:
        return None
    return vocabulary.name(Facet(key.facet), key.slug, key.lang)
