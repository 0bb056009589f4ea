"""Addresses and ids that the last build had and this one would drop: an editor is told in time.

A warning, not an error: only what was published must stay, and the build does not know what was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.changes import Change
from communique.catalogue.claims import is_former
from communique.errors import Problem, Severity
from communique.model.output import page_file
from communique.model.release import Release


def check_permanence(changes: Iterable[Change], redirected: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning for each public address or Id that went without a trace.

    ``redirected`` holds the addresses that some source's Aliases lead on from.
    """
    changes = list(changes)
    came = {
        (change.new.release.title, change.new.release.lang): change.new.release
        for change in changes
        if change.new is not None and change.old is None
    }
    for change in changes:
        if change.old is None:
            continue
        old = change.old.release
        new = change.new.release if change.new else came.get((old.title, old.lang))
        if new is None:
            yield from _check_gone(old, redirected)
        else:
            yield from _check_moved(old, new, redirected)


def _check_gone(old: Release, redirected: frozenset[str]) -> Iterator[Problem]:
    if old.url not in redirected:
        hint = "if it was published, bring it back with Withdrawn, or redirect it by an Aliases"
        found = f"got none for /{old.url}"
        rule = "a published address must stay"
        yield Problem(old.path, 0, rule, found, hint, Severity.WARNING)


def _check_moved(old: Release, new: Release, redirected: frozenset[str]) -> Iterator[Problem]:
    if new.url != old.url and old.url not in redirected:
        found = f"got /{new.url} in place of /{old.url}"
        hint = f"if it was published, add Aliases: /{old.url}"
        rule = "a published address must stay"
        yield Problem(new.path, 0, rule, found, hint, Severity.WARNING)
    if new.stable_id != old.stable_id:
        found = f"got {new.stable_id} in place of {old.stable_id}"
        hint = f"if it was published, add Id: {old.stable_id}"
        rule = "a published Id must stay"
        yield Problem(new.path, 0, rule, found, hint, Severity.WARNING)


def redirected_addresses(db: sqlite3.Connection, changes: Iterable[Change]) -> frozenset[str]:
    """Return those former addresses of changed releases that Aliases or REDIRECTS speak of."""
    urls = {change.old.release.url for change in changes if change.old is not None}
    return frozenset(url for url in urls if is_former(db, page_file(url)))
