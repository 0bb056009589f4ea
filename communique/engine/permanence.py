"""Warnings of addresses and ids that go, whether they were published or not."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from communique.catalogue.changes import Change
from communique.catalogue.claims import is_former
from communique.catalogue.listings import had_numbered_pages
from communique.catalogue.outputs import load_meta, outputs_at, planned_and_recorded
from communique.errors import Problem, Severity
from communique.model.listing import ListingKey, keys_of
from communique.model.output import Output, page_file
from communique.model.release import Release
from communique.outputs.kind import Missed
from communique.outputs.registry import KINDS, is_there, names_of
from communique.settings import NO_HOST, Settings
from communique.settings.lines import find_setting

MUST_STAY = "a published address must stay"


def check_permanence(changes: Iterable[Change], redirected: frozenset[str]) -> Iterator[Problem]:
    """Yield a warning of each public address or Id that went and is not ``redirected``."""
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
        if new is None and old.url not in redirected:
            fix = "restore the file with Withdrawn, or name the address in Aliases"
            rule, found, hint = MUST_STAY, f"found no /{old.url}", f"if it was published, {fix}"
            yield Problem(old.path, 0, rule, found, hint, Severity.WARNING)
        elif new is not None:
            yield from _check_moved(old, new, redirected)
            yield from _check_event(old, new)


def _check_event(old: Release, new: Release) -> Iterator[Problem]:
    """Yield a warning if an event moved, and calendars show no change."""
    events = [(each.starts, each.ends, each.venue) for each in (old, new)]
    told = new.updated > old.updated or new.withdrawn is not None
    if events[0] != events[1] and events[0] != (None, None, "") and not told:
        rule = "an event that was announced must not change without a Correction or Modified"
        found = "got another Starts, Ends or Venue"
        hint = "add a Correction with the day and time, so that calendars take in the change"
        yield Problem(new.path, 0, rule, found, hint, Severity.WARNING)


def _check_moved(old: Release, new: Release, redirected: frozenset[str]) -> Iterator[Problem]:
    known = new
    if new.url != old.url and old.url not in redirected:
        known = replace(new, aliases=(*new.aliases, old.url))
        found = f"got /{new.url} in place of /{old.url}"
        fix = f"/{old.url} at the end of Aliases" if new.aliases else f"Aliases: /{old.url}"
        hint = f"if it was published, add {fix}"
        yield Problem(new.path, 0, MUST_STAY, found, hint, Severity.WARNING)
    if known.stable_id != old.stable_id:  # the Alias that is asked for would not bring it back
        rule, found = "a published Id must stay", f"got {new.stable_id} in place of {old.stable_id}"
        hint = f"if /{old.url} was published already, add Id: {old.stable_id}"
        yield Problem(new.path, 0, rule, found, hint, Severity.WARNING)


AUTHORITY = "authority"
"""The key in ``meta`` of what the ids of feeds begin with."""

PAGE_SIZE = "page size"
"""The key of how many releases a numbered page has."""

SWITCHES = "switches"
"""The key of the settings by which a site has further addresses."""


def lasting_settings(settings: Settings) -> dict[str, str]:
    """Return the settings that must stay as they are once a site is published."""
    switches = " ".join(_switches(settings)) if settings.siteurl else ""
    return {
        AUTHORITY: settings.authority,
        PAGE_SIZE: str(settings.page_size),
        SWITCHES: switches,
    }


def _switches(settings: Settings) -> Iterator[str]:
    """Yield each setting that is on, with one value of it where it has several."""
    on = {
        "ALTERNATES": settings.subscribing.alternates,
        "DATA": settings.subscribing.data,
        "PDF": settings.pdf,
        "SEARCH": settings.search,
    }
    yield from (f"{name}=True" for name, is_on in on.items() if is_on)
    yield from (f"FEED_ARCHIVES={each}" for each in sorted(settings.subscribing.archives))


def warn_of_settings(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """Yield a warning if feeds change every id, numbered pages what they show, or files go.

    What was built for ``localhost`` does not count.
    """
    for name, rule, found, fix in _changed_settings(db, settings):
        place = find_setting(settings.settings_file, name)
        hint = f"if the site was published, {fix}"
        yield Problem(*place, rule, found, hint, Severity.WARNING)


def _changed_settings(
    db: sqlite3.Connection, settings: Settings
) -> Iterator[tuple[str, str, str, str]]:
    meta = load_meta(db)
    off = {*meta.get(SWITCHES, "").split(), *_switches(settings)} - {*_switches(settings)}
    for name, value in (each.split("=") for each in sorted(off) if settings.siteurl):
        rule, found = "addresses that a setting brought must stay", f"got {name} without {value}"
        yield name, rule, found, "put it back: its files go"
    size, before = meta.get(PAGE_SIZE, ""), meta.get(AUTHORITY, "")
    if size not in ("", str(settings.page_size)) and had_numbered_pages(db):
        rule = "numbered pages must keep what they show"
        found = f"got {settings.page_size} releases on each in place of {size}"
        yield "DEFAULT_PAGINATION", rule, found, f"write DEFAULT_PAGINATION = {size}"
    if before not in ("", NO_HOST, settings.authority):
        rule = "the host name in ids of feeds must stay"
        found = f'got "{settings.authority}" in place of "{before}"'
        yield "TAG_AUTHORITY", rule, found, f'write TAG_AUTHORITY = "{before}"'


def warn_of_missed(
    db: sqlite3.Connection,
    settings: Settings,
    changes: Iterable[Change],
    deleted: Iterable[Output] | None,
) -> Iterator[Problem]:
    """Yield a warning for the addresses of each kind that the plan takes away: pages, files, terms.

    Addresses of releases have warnings of their own. No warning is due for an address that another
    output has now, that Aliases or REDIRECTS name, or that goes with a withdrawn release.
    ``deleted`` is what a plan of everything deletes, None for another plan.
    """
    is_known = partial(is_there, db, settings)
    index = cache(partial(_who_left, tuple(changes)))

    def lost(key: ListingKey) -> str:
        return index().get(key, "")

    found: dict[Missed, list[tuple[str, str]]] = {}
    kinds = names_of(lambda kind: kind.missed)
    if deleted is None:
        deleted = planned_and_recorded(db, kinds)
    for output in (each for each in deleted if each.kind in kinds):
        missed = KINDS[output.kind].missed
        assert missed is not None, "only such kinds are asked for"
        source = missed(db, output, lost)
        here = outputs_at(db, output.path) if source else []
        if source and not is_former(db, output.path) and not any(map(is_known, here)):
            found.setdefault(missed, []).append((output.path.removesuffix("index.html"), source))
    for gone in found.values():
        path, source = min(gone, key=lambda each: (len(each[0]), each))
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        told = f"found no /{path}{more}"
        hint = "if it was published, restore it, or redirect it with Aliases or REDIRECTS"
        yield Problem(source, 0, MUST_STAY, told, hint, Severity.WARNING)


def _who_left(changes: Iterable[Change]) -> dict[ListingKey, str]:
    """Return a source that left each listing, and was not withdrawn."""
    left: dict[ListingKey, str] = {}
    for change in changes:
        new = change.new.release if change.new else None
        if change.old is None or (new and new.withdrawn):
            continue
        stays = set(keys_of(new)) if new else set()
        for key in keys_of(change.old.release):
            if key not in stays:
                left.setdefault(key, change.path)
    return left


def redirected_addresses(db: sqlite3.Connection, changes: Iterable[Change]) -> frozenset[str]:
    """Return the former addresses of changed releases that Aliases or REDIRECTS name."""
    urls = {change.old.release.url for change in changes if change.old is not None}
    return frozenset(url for url in urls if is_former(db, page_file(url)))
