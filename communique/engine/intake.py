"""The intake: changed sources are found, read, checked and stored in the catalogue."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b

from communique.catalogue.changes import Change
from communique.catalogue.known_sources import (
    TEXTS,
    EveryText,
    SourceChanges,
    find_changes,
    has_sources,
    known_folders,
    read_bytes,
)
from communique.catalogue.listings import filter_name
from communique.catalogue.releases import find_future_again
from communique.catalogue.terms import find_naming
from communique.engine import fingerprints
from communique.engine.bulk_redirects import take_in_redirects
from communique.engine.named_files import look_at_files, texts_among
from communique.engine.permanence import lasting_settings
from communique.engine.progress import Progress
from communique.engine.storing import Storing
from communique.engine.worker_tasks import SourceText, read_batch
from communique.engine.workers import Workers, batches
from communique.errors import Problem
from communique.model.listing import DATES, ListingKey
from communique.model.release import Page
from communique.model.term import Facet
from communique.outputs.security import check_expiry
from communique.pictures.store import Store
from communique.settings import Settings
from communique.sources.kept_vocabulary import recall_vocabulary
from communique.sources.roles import Role
from communique.sources.scan import scan
from communique.sources.stylebook import Stylebook
from communique.sources.told import Told
from communique.sources.vocabulary import Vocabulary, fold
from communique.values import dataclass

FACETS = frozenset(facet.value for facet in Facet)

STYLEBOOK = "stylebook"
"""The key in ``meta`` of a digest of what every text is read with."""

TERMS = "terms"
"""The name under which the catalogue keeps the vocabulary as it was read."""

SCANNED = "scanned"
"""The key in ``meta`` of a digest of the settings that choose sources and their roles."""

TOGETHER = 64
"""How many texts a worker reads at a time."""

PUBLISHED = (Role.STATIC, Role.THEME, Role.FILE)
"""The roles of files that are published, or that releases publish."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What the sources brought."""

    vocabulary: Vocabulary
    changes: tuple[Change, ...]
    pages: tuple[Page, ...]
    """Pages that changed, each before and after."""
    files: tuple[str, ...]
    """Files that changed or went: static ones, the theme's, those that releases name."""
    problems: tuple[Problem, ...]
    showing: Mapping[str, str]
    """Texts that name a changed file, each with the file."""
    redirects: tuple[tuple[str, str], ...]
    """Redirects in bulk that changed, each before and after."""
    touched: frozenset[str]
    """Sources that were read, changed or went; without the texts where all were read."""
    read: int
    """How many sources were read."""
    first: bool
    """Whether the catalogue was empty: every text was read, and the listings have all that is
    public. ``changes`` then has only what a former catalogue has otherwise and warnings tell of."""
    meta: dict[str, str]
    """Digests to keep for the next build."""
    told: Told | None = None
    """The sources that were looked at; None for every one."""
    eventful: frozenset[str] = frozenset()
    """Languages in which an event or a pin changed, or is over."""


def take_in(
    db: sqlite3.Connection,
    settings: Settings,
    store: Store,
    now: datetime,
    meta: dict[str, str],
    workers: Workers,
    progress: Progress,
    told: Told | None = None,
) -> Intake:
    """Scan, read what changed, and enter it; the caller's transaction holds it all.

    Everything is read into an empty catalogue; another is not for what ``reads_all_again``. If the
    vocabulary changed, what names a changed term is read again. Otherwise only what was ``told`` is
    looked at, if that is not None.
    """
    given = settings.vocabulary_path, settings.languages, fingerprints.code()
    vocabulary, problems, terms = recall_vocabulary(*given, meta.get(TERMS, ""))
    stylebook = Stylebook.of(settings, vocabulary)
    digests = _digest(settings, vocabulary, stylebook, meta if problems else {})
    first = not has_sources(db)
    known = known_folders(db) if meta.get(SCANNED) == digests[SCANNED] else {}
    folders, unlisted = scan(settings, told, known), TEXTS if first else ()
    found = find_changes(db, settings, folders, known=known, told=told, unlisted=unlisted)
    showing, broken = look_at_files(db, settings, store, found)
    redirects, wrong, kept = take_in_redirects(db, settings, meta)
    storing = Storing(db, settings, now, problems=[*problems, *found.problems, *broken, *wrong])
    storing.problems += [*_refuse_foreign(found), *check_expiry(settings, now)]
    to_read: EveryText | list[tuple[str, Role]]
    if first:
        store.clear()
        to_read, again, enter = EveryText(db), [], storing.enter_first
    else:
        to_read = again = _choose_sources(db, found, digests, meta, showing)
        enter = storing.enter_changed
    storing.forget(found.removed)
    texts = batches(_load_texts(db, settings, to_read, storing.problems), TOGETHER)
    with progress.count("sources read", len(to_read)) as count:
        enter(workers.run(read_batch, stylebook, len(to_read), texts), count)
    changes = storing.changes_in_order()
    touched = (*found.changed, *found.removed, *again)
    return Intake(
        vocabulary=vocabulary,
        changes=changes,
        eventful=storing.find_eventful(changes),
        pages=tuple(storing.pages),
        files=tuple(path for path, role in (*found.changed, *found.removed) if role in PUBLISHED),
        problems=tuple(_tell_once(storing.problems)),
        showing=showing,
        redirects=tuple(redirects),
        touched=frozenset({*(path for path, _ in touched), *(source for _, source in redirects)}),
        read=storing.read,
        first=first,
        told=told,
        meta=digests | kept | lasting_settings(settings) | {TERMS: terms},
    )


def reads_all_again(settings: Settings, meta: dict[str, str]) -> bool:
    """Whether the code, or a setting that reading depends on, changed since ``meta`` was saved."""
    return meta.get(STYLEBOOK) != _digest_stylebook(Stylebook.of(settings, Vocabulary({})))


def _load_texts(
    db: sqlite3.Connection,
    settings: Settings,
    to_read: Iterable[tuple[str, Role]],
    problems: list[Problem],
) -> Iterator[SourceText]:
    """Yield texts to read; ``problems`` gains those that cannot be opened."""
    for path, role in to_read:
        data = read_bytes(db, settings, path)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            yield path, data, role is Role.PAGE


def _tell_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems; of those to be told once only the first: an end mark of a press."""
    marks = []
    for problem in problems:
        if problem.once:
            marks.append(problem)
        else:
            yield problem
    if marks:
        more = f"; {len(marks) - 1} more texts have one" if len(marks) > 1 else ""
        first = min(marks)
        yield replace(first, hint=f"{first.hint}{more}")


def _digest(
    settings: Settings, vocabulary: Vocabulary, stylebook: Stylebook, before: dict[str, str]
) -> dict[str, str]:
    """Return the digests of what reading depends on.

    If the vocabulary has errors, ``before`` has the digests of the last one without any.
    """
    entries = json.dumps(_digest_entries(vocabulary))
    return {
        STYLEBOOK: _digest_stylebook(stylebook),
        SCANNED: fingerprints.scanned(settings),
        "vocabulary": before.get("vocabulary", entries),
    }


def _digest_stylebook(stylebook: Stylebook) -> str:
    return f"{fingerprints.code()} {stylebook.digest}"


def _refuse_foreign(found: SourceChanges) -> Iterator[Problem]:
    """Yield texts among the releases that are not Markdown."""
    for path, role in found.changed:
        if role is Role.FOREIGN:
            rule = "a release must be Markdown, its file's name ending in .md"
            hint = "rename it, convert it with inv import, or move it out of the content folder"
            yield Problem(path, 0, rule, f"got {path.rpartition('.')[2]}", hint)


@lru_cache(maxsize=2)
def _digest_entries(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return, by facet and slug, a digest of each entry followed by its spellings, folded."""
    return {
        f"{facet.value} {entry.slug}": [
            blake2b(repr(entry).encode(), digest_size=8).hexdigest(),
            *sorted({fold(spelling) for spelling in entry.spellings}),
        ]
        for facet, entries in vocabulary.entries.items()
        for entry in entries
    }


def _choose_sources(
    db: sqlite3.Connection,
    found: SourceChanges,
    now: dict[str, str],
    before: dict[str, str],
    showing: Iterable[str],
) -> list[tuple[str, Role]]:
    """Return the sources to read: changed ones, or touched by a changed file, term or clock."""
    chosen = {item for item in found.changed if item[1] in TEXTS}
    chosen |= texts_among(db, {*showing, *find_future_again(db)})
    old, new = json.loads(before.get("vocabulary", "{}")), json.loads(now["vocabulary"])
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    if changed:
        words = {
            (facet, word)
            for facet, slug in map(str.split, changed)
            for entry in (old.get(f"{facet} {slug}", [""]), new.get(f"{facet} {slug}", [""]))
            for word in (slug, *entry[1:])
        }
        # Those that are gone, or are a page now, are still in the catalogue.
        chosen |= texts_among(db, find_naming(db, words))
    return sorted(chosen)


def known_name(vocabulary: Vocabulary, key: ListingKey) -> str | None:
    """Return the vocabulary's name of a listing of one term, or two; None where it knows none."""
    if key.is_filter:
        names = (
            each.slug if each.facet == DATES else known_name(vocabulary, each) for each in key.parts
        )
        found = [name for name in names if name]
        return filter_name(found) if len(found) == len(key.parts) else None
    if key.facet not in FACETS:
        return None
    return vocabulary.name(Facet(key.facet), key.slug, key.lang)
