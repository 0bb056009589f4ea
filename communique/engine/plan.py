"""The plan: which outputs a build makes and deletes, because of what changed."""

import sqlite3
from collections.abc import Sized
from dataclasses import replace
from functools import partial

from communique.catalogue.changes import Change, Changed, Effects
from communique.catalogue.claims import find_needing
from communique.catalogue.database import commit_part
from communique.catalogue.destinations import find_dead
from communique.catalogue.effects import apply_changes, count_listings, enter_changes
from communique.catalogue.outputs import (
    WHOLE,
    observed_names,
    observers,
    pending_but,
    plan_whole,
    recorded_outputs,
    save_pending,
    unplanned_outputs,
)
from communique.catalogue.releases import find_public
from communique.catalogue.search_updates import index_all, index_changes
from communique.catalogue.successor import former_listings
from communique.engine.intake import Intake, known_name
from communique.errors import Problem, ProblemsFound, errors_among
from communique.model.listing import ListingKey, page_count
from communique.model.output import Output, parse_listing_ref
from communique.outputs.kind import Planned
from communique.outputs.press.pagination import NUM_PAGES
from communique.outputs.press.whole_archive import Whole
from communique.outputs.registry import KINDS, every_output, is_there, kinds_of, names_of, recipe
from communique.settings import Settings

MANY = 500
"""With more changed releases than this, working out what they touch costs more than it saves."""


def update_listings(
    db: sqlite3.Connection, settings: Settings, intake: Intake, *, whole: bool, check: bool
) -> tuple[Effects | None, set[ListingKey]]:
    """Update listings; return their effects (None: plan the ``whole`` site) and new terms."""
    known = partial(known_name, intake.vocabulary)
    searched = settings.languages if settings.search else ()
    if whole and not check:
        index_all(db, searched)
    if intake.first:
        new_terms = count_listings(db, known)
        commit_part(db)
        return None, new_terms - former_listings(db)
    if whole:
        return None, enter_changes(db, intake.changes, known)
    effects = apply_changes(db, intake.changes, known)
    reindexed = index_changes(db, searched, intake.changes)
    return replace(effects, reindexed=reindexed), effects.new_terms


def plan_everything(db: sqlite3.Connection, settings: Settings, reason: str) -> list[Output]:
    """Plan every output, for a reason, and the deletion of all others; return those to delete."""
    plan_whole(db, reason, lasting=settings.preview)
    save_pending(db, ((output, reason) for output in every_output(db, settings)))
    gone = list(unplanned_outputs(db))
    save_pending(db, ((output, "not in the site any more") for output in gone))
    return gone


def why_everything(
    changes: Sized, rendering: dict[str, str], meta: dict[str, str], *, replaced: bool
) -> str:
    """Return why everything must be made again; "" if only changes must.

    ``replaced`` says that the output is not the one that the last build left.
    """
    if "shape" not in meta:
        return "first build"
    if meta.get(WHOLE):  # the last build was interrupted
        return meta[WHOLE]
    if replaced:
        return "the output was replaced"
    if rendering["shape"] != meta["shape"]:
        return "the code, or settings that all pages depend on, changed"
    if len(changes) > MANY:
        return f"{len(changes)} releases changed"
    return ""


def plan_changes(
    db: sqlite3.Connection,
    settings: Settings,
    intake: Intake,
    effects: Effects,
    rendering: dict[str, str],
    meta: dict[str, str],
) -> Changed | None:
    """Save all outputs to make again, each with its reason for an editor.

    Returns the changes, or None where outputs show more that changed: settings, words, the menu.
    """
    changed = Changed(
        *(effects, intake.changes, intake.pages, intake.files),
        *(intake.redirects, intake.showing),
        eventful=intake.eventful,
        meta=meta,
    )
    kinds = [kind.touched for kind in kinds_of(settings) if kind.touched]
    dirty = [each for touched in kinds for each in touched(db, settings, changed)]
    dirty += _dirty_recipes(db, rendering, meta)
    save_pending(db, [*dirty, *_dirty_observers(db, settings, effects, meta)])
    return changed if rendering["look"] == meta.get("look") else None


def hold_plan(db: sqlite3.Connection, settings: Settings, problems: list[Problem]) -> list[Problem]:
    """Check the plan against the site; return warnings.

    Raises ProblemsFound if the plan is wrong, or if ``problems``, found before, has errors.
    """
    is_known = partial(is_there, db, settings)
    holds = [kind.hold(db, settings, is_known) for kind in KINDS.values() if kind.hold]
    holds.append(find_dead(db, settings, is_known))
    held = [problem for found in holds for problem in found]
    if errors_among(held):
        raise ProblemsFound([*errors_among(problems), *held])
    if errors_among(problems):
        raise ProblemsFound(problems)
    return held


def plan_siblings(db: sqlite3.Connection, settings: Settings) -> None:
    """Plan the files beside planned outputs, and those beside deleted ones."""
    derived = names_of(lambda kind: kind.siblings)
    for siblings in [kind.siblings for kind in kinds_of(settings) if kind.siblings]:
        planned = ((output.path, reason) for output, reason in pending_but(db, derived))
        save_pending(db, list(siblings(settings, planned)))


def with_leading(db: sqlite3.Connection, intake: Intake, amended: set[str]) -> Intake:
    """Return the intake with public releases as if they had changed, as they lead elsewhere now.

    They link to a text that moved, or are ``amended``: their earlier editions changed. A first
    build has no need to know.
    """
    if intake.first:
        return intake
    targets = {change.path for change in intake.changes if change.moved}
    targets |= {page.path for page in intake.pages}
    leading = find_needing(db, targets) | amended
    leading -= {change.path for change in intake.changes}
    rows = [find_public(db, path) for path in sorted(leading)]
    same = [Change(row, row) for row in rows if row is not None]
    return replace(intake, changes=(*intake.changes, *same))


def _dirty_recipes(
    db: sqlite3.Connection, rendering: dict[str, str], meta: dict[str, str]
) -> Planned:
    """Every recorded output that shows a changed setting, or is made from a changed template.

    An output without a record is planned already.
    """
    whole = rendering["look"] != meta.get("look")
    changed = {
        tuple(key.removeprefix("recipe ").split())
        for key, digest in rendering.items()
        if key.startswith("recipe ") and meta.get(key) != digest
    }
    rendered = names_of(lambda kind: kind.render) if whole or changed else ()
    for output in recorded_outputs(db, *rendered):
        if whole:
            yield output, "settings, translations or the menu changed"
        elif recipe(output) in changed:
            yield output, f"template {recipe(output)[0]}.html, or what it uses, changed"


def whole_digests(db: sqlite3.Connection) -> dict[str, str]:
    """Return a digest of each state of the whole archive that some output's template read."""
    whole = Whole(db)
    names = [name for name in observed_names(db) if name != NUM_PAGES]
    return {f"whole {name}": whole.digest(name) for name in names}


def _dirty_observers(
    db: sqlite3.Connection, settings: Settings, effects: Effects, meta: dict[str, str]
) -> Planned:
    """All outputs whose templates read a state that changed."""
    for key, digest in whole_digests(db).items():
        if meta.get(key) != digest:
            name = key.removeprefix("whole ")
            for output in observers(db, name):
                yield output, f"its template reads {name.partition(':')[2]}, which changed"
    size = settings.page_size
    recounted = {
        change.key
        for change in effects.listings
        if page_count(change.old_count, size) != page_count(change.new_count, size)
    }
    for output in observers(db, NUM_PAGES) if recounted else ():
        if parse_listing_ref(output.ref)[0] in recounted:
            yield output, "its template reads the number of pages, which changed"
