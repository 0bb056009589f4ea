"""Storing: texts that were read go into the catalogue; changes for the public are collected."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import field, replace
from datetime import datetime
from typing import TypeVar

from communique.catalogue.changes import Change
from communique.catalogue.claims import put_needs
from communique.catalogue.database import commit_part
from communique.catalogue.events import find_ended, put_times
from communique.catalogue.listings import add_entries
from communique.catalogue.pages import find_page, put_page
from communique.catalogue.releases import (
    Row,
    delete_content,
    find_release,
    flip_visibility,
    former_releases,
    pack,
    put_release,
)
from communique.catalogue.renewals import put_renewal
from communique.catalogue.successor import gone_releases, has_former
from communique.engine.named_files import with_facts
from communique.errors import Problem
from communique.model.listing import ListingKey
from communique.model.release import Page, Release
from communique.model.visibility import visibility
from communique.settings import Settings
from communique.sources.file_names import check_postponed
from communique.sources.read import Reading
from communique.sources.roles import Role
from communique.sources.rules import future_dates_have_an_embargo, what_is_told_has_happened
from communique.values import dataclass

Content = TypeVar("Content", Release, Page)

Batches = Iterable[list[tuple[Reading, bytes]]]
"""What was read, each with its body as ``pack`` makes it, empty where it is in the reading."""


@dataclass(slots=True)
class Storing:
    """Enters the sources read at one moment; gathers changes and problems."""

    db: sqlite3.Connection
    settings: Settings
    now: datetime
    pages: list[Page] = field(default_factory=list)
    """Pages that changed, each before and after."""
    problems: list[Problem] = field(default_factory=list)
    read: int = 0
    _changes: list[Change] = field(default_factory=list)
    _olds: dict[str, Row | None] = field(default_factory=dict)
    """Releases whose sources went, or are pages now."""

    def forget(self, removed: Iterable[tuple[str, Role]]) -> None:
        """Forget sources that went."""
        for path, role in removed:
            if role is Role.RELEASE:
                self._olds[path] = find_release(self.db, path)
            if role is Role.PAGE and (page := find_page(self.db, path)):
                self.pages.append(page)
            if role in (Role.RELEASE, Role.PAGE):
                delete_content(self.db, path)

    def enter_first(self, batches: Batches, count: Callable[[int], None]) -> None:
        """Enter everything into an empty catalogue, and what is public into the listings.

        This makes no changes, unless there is a former catalogue that differs.
        """
        again = has_former(self.db)
        listing_ids: dict[ListingKey, int] = {}
        for batch in batches:
            rows = [self._enter(reading, body, None) for reading, body in batch]
            public = (row for row in rows if row is not None and row.visible)
            add_entries(self.db, public, listing_ids)
            if again:
                for (reading, _), row in zip(batch, rows, strict=True):
                    self._compare(reading, row)
            commit_part(self.db)
            count(len(batch))
        if again:
            self._changes += [Change(old, None) for old in gone_releases(self.db)]

    def _compare(self, reading: Reading, row: Row | None) -> None:
        """Note the change that a warning may be about, if a release differs from the former one."""
        old = next(former_releases(self.db, "path = ?", reading.path), None)
        if row is None or (old and (old.text, old.visible) == (row.text, row.visible)):
            return
        if old is not None and "slug" not in reading.lines:
            self._ask_of_day(old.release, row.release)
        change = _change(old, row)
        if change.warned:
            self._changes.append(change)

    def enter_changed(self, batches: Batches, count: Callable[[int], None]) -> None:
        """Replace the stored sources with those that were read, and note each change."""
        for batch in batches:
            for reading, body in batch:
                old = None
                if isinstance(reading.content, Release):
                    path = reading.path
                    old = self._olds.pop(path, None) or find_release(self.db, path)
                self._note(old, self._enter(reading, body, old))
            count(len(batch))
        for path in sorted(self._olds):
            self._note(self._olds[path], None)

    def changes_in_order(self) -> tuple[Change, ...]:
        """Return the changes by path, then those that only time brought."""
        flips = flip_visibility(self.db, self.now, preview=self.settings.preview)
        found = sorted(self._changes, key=lambda change: change.path)
        return (*found, *(_change(was, now) for was, now in flips))

    def find_eventful(self, changes: Iterable[Change]) -> frozenset[str]:
        """Return the languages whose events or pins changed, or are over by now."""
        sides = (side for change in changes for side in change.sides)
        changed = {side.lang for side in sides if side.starts or side.pinned}
        return find_ended(self.db) | changed

    def _ask_of_day(self, old: Release, new: Release) -> None:
        """Warn if a postponed release got another slug, as its file's name has the old day."""
        if (old.lang, old.date.date()) != (new.lang, new.date.date()) and old.slug != new.slug:
            stem = new.group.rpartition("/")[2]
            self.problems += check_postponed(new.path, stem, new.date, new.lang)

    def _note(self, old: Row | None, new: Row | None) -> None:
        change = _change(old, new)
        if change.old or change.new:
            self._changes.append(change)

    def _enter(self, reading: Reading, body: bytes, old: Row | None) -> Row | None:
        """Store what was read; a source with errors changes nothing."""
        self.read += 1
        self.problems += reading.problems
        content = reading.content
        if content is not None:
            told = (content, reading.lines, self.now, self.settings.timezone)
            self.problems += what_is_told_has_happened(*told)
        if isinstance(content, Release):
            line = reading.lines.get("date", 0)
            self.problems += future_dates_have_an_embargo(content, line, self.now)
            if old is not None and "slug" not in reading.lines:
                self._ask_of_day(old.release, content)
            content = self._know(content)
            if not body:
                body, content = pack(content.body), replace(content, body="")
            lines, words = reading.lines, reading.words
            row = put_release(self.db, content, body, lines, self.now, old, words)
            put_times(self.db, row, old)
            put_renewal(self.db, row, old)
            return row
        if isinstance(content, Page):
            content = self._know(content)
            if page := find_page(self.db, content.path):
                self.pages.append(page)
            put_page(self.db, content, reading.lines)
            self.pages.append(content)
        else:
            # Only for the checks: its errors end the build, which then rolls this back.
            put_needs(self.db, reading.path, reading.needs)
        return None

    def _know(self, content: Content) -> Content:
        """Return a text that knows its files, and whether a preview alone shows it."""
        held = self.settings.preview and not visibility(content, self.now).is_public
        return with_facts(self.db, replace(content, held=True) if held else content)


def _change(old: Row | None, new: Row | None) -> Change:
    """Return what the public sees change; a side that is not public is None."""
    return Change(old if old and old.visible else None, new if new and new.visible else None)
