"""What a build has to make, drawn from what changed; the plan decides, this gathers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from heapq import merge
from operator import itemgetter

from communique.catalogue.changes import Change, Effects
from communique.catalogue.outputs import (
    recorded_outputs,
    save_pending,
    unplanned_outputs,
)
from communique.catalogue.pages import find_pages
from communique.catalogue.releases import find_release
from communique.engine.beside_releases import dirty_assets
from communique.engine.intake import Intake
from communique.engine.observed import dirty_observers
from communique.engine.plan import plan_effects, plan_pages, plan_release
from communique.engine.search_index import dirty_parts
from communique.engine.writer import MARK
from communique.model.output import Kind, Output
from communique.model.release import Page
from communique.outputs import files, listings, pages, releases
from communique.outputs.registry import RENDERED, recipe
from communique.outputs.search import parts as search_parts
from communique.settings import Settings

__all__ = [
    "every_output",
    "find_linking",
    "plan_changes",
    "plan_everything",
    "why_everything",
]

MANY = 500
"""With more changed releases than this, working out what they touch costs more than it saves."""

Planned = Iterator[tuple[Output, str]]


def every_output(db: sqlite3.Connection, settings: Settings) -> Iterator[Output]:
    """Yield every output of the site.

    Pages of releases and of listings come in the order of time, so that the few thousand releases
    that a worker keeps are those that the next page shows.
    """
    in_time = releases.in_time(db), listings.in_time(db, settings)
    yield from (output for _, output in merge(*in_time, key=itemgetter(0)))
    for maker in RENDERED.values():
        if maker.every is not None:
            yield from maker.every(db, settings)
    yield from search_parts.every(db, settings)
    yield from files.every_static(db, settings)
    yield from files.every_media(db, settings)
    yield MARK


def plan_everything(db: sqlite3.Connection, settings: Settings, reason: str) -> None:
    """Write down that every output is to be made, for a reason, and that no other is to stay."""
    save_pending(db, ((output, reason) for output in every_output(db, settings)))
    # What files a part of the search index leaves behind is seen when it is made.
    gone = [output for output in unplanned_outputs(db) if output.kind is not Kind.SEARCH_FILE]
    save_pending(db, ((output, "not in the site any more") for output in gone))


def why_everything(
    intake: Intake, rendering: dict[str, str], meta: dict[str, str], *, replaced: bool
) -> str:
    """Return why everything is to be made again; "" where only what changed is.

    ``replaced`` says that the output is not the one that the last build left.
    """
    if not meta or intake.first:
        return "first build"
    if replaced:
        return "the output was replaced"
    if rendering["shape"] != meta.get("shape"):
        return "the code, or settings that decide which pages there are, changed"
    if len(intake.changes) > MANY:
        return f"{len(intake.changes)} releases changed"
    return ""


def plan_changes(
    db: sqlite3.Connection,
    settings: Settings,
    intake: Intake,
    effects: Effects,
    rendering: dict[str, str],
    meta: dict[str, str],
) -> None:
    """Write down all that has to be made again, each with the reason an editor is given."""
    save_pending(db, list(_find_dirty(db, settings, intake, effects, rendering, meta)))


def _find_dirty(
    db: sqlite3.Connection,
    settings: Settings,
    intake: Intake,
    effects: Effects,
    rendering: dict[str, str],
    meta: dict[str, str],
) -> Planned:
    for change in intake.changes:
        reason = _reason(change, intake)
        for output in plan_release(change):
            yield output, reason
    sources = _name_sources([change.path for change in intake.changes])
    for output in plan_effects(effects, settings):
        yield output, f"it shows {sources}"
    for release in effects.related:
        yield releases.output_of(release), f"its related releases are others, as {sources} changed"
    yield from _dirty_pages(db, settings, intake)
    yield from _dirty_files(db, settings, intake)
    yield from dirty_assets(db, settings, meta)
    yield from ((output, f"{output.ref} changed") for output in intake.redirects)
    for output in dirty_parts(db, settings, intake.changes):
        yield output, f"it holds {sources}"
    yield from _dirty_recipes(db, rendering, meta)
    yield from dirty_observers(db, settings, effects, meta)


def _reason(change: Change, intake: Intake) -> str:
    if change.path in intake.linking:
        return f"{change.path} links to a text that has another address"
    if change.path in intake.showing and change.old and change.new:
        return f"{intake.showing[change.path]} changed, which {change.path} shows"
    if change.old is None:
        return f"{change.path} became public"
    return f"{change.path} changed" if change.new else f"{change.path} is not public any more"


def _name_sources(paths: list[str]) -> str:
    more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
    return f"{paths[0]}{more}" if paths else "what changed"


def find_linking(db: sqlite3.Connection, changes: list[Change], pages: list[Page]) -> list[Change]:
    """Return public releases that link to a text whose address changed, as changed themselves.

    Their page shows the address, and so does every feed that has their text.
    """
    targets = {change.path for change in changes if change.moved} | {page.path for page in pages}
    changed = {change.path for change in changes}
    query = "SELECT source FROM need WHERE target = ? ORDER BY source"
    sources = {path for target in targets for (path,) in db.execute(query, (target,))}
    rows = [find_release(db, path) for path in sorted(sources - changed)]
    return [Change(row, row) for row in rows if row is not None and row.visible]


def _dirty_pages(db: sqlite3.Connection, settings: Settings, intake: Intake) -> Planned:
    """Pages that changed, their translations, and pages that link to what has another address."""
    for page in intake.pages:
        for output in plan_pages([page], settings):
            yield output, f"{page.path} changed"
    groups = {page.group for page in intake.pages}
    targets = {change.path for change in intake.changes if change.moved}
    targets |= {page.path for page in intake.pages}
    for page in find_pages(db):
        if page.group in groups or not targets.isdisjoint(page.links):
            yield pages.output_of(page), "a page that it shows or links to changed"


def _dirty_files(db: sqlite3.Connection, settings: Settings, intake: Intake) -> Planned:
    for path in intake.files:
        yield from ((output, f"{path} changed") for output in _outputs_of_file(db, settings, path))


def _outputs_of_file(db: sqlite3.Connection, settings: Settings, path: str) -> Iterator[Output]:
    known = "SELECT 1 FROM source WHERE path = ? AND role IN ('static', 'theme')"
    if db.execute(known, (path,)).fetchone():
        yield files.static_output(settings, path)
    copies = "SELECT path, kind, ref FROM output WHERE ref = ? OR (kind = 'media' AND ref LIKE ?)"
    for found, kind, ref in db.execute(copies, (path, f"%|{path}")).fetchall():
        yield Output(found, kind, ref)


def _dirty_recipes(
    db: sqlite3.Connection, rendering: dict[str, str], meta: dict[str, str]
) -> Planned:
    """Every output that shows a setting that changed, or is made from a template that did.

    Those that are recorded: what came to be in this build is planned, and what no build made yet
    is so still.
    """
    if rendering["look"] != meta.get("look"):
        for output in recorded_outputs(db, *RENDERED):
            yield output, "settings, translations or the menu changed"
        return
    changed = {
        tuple(key.removeprefix("recipe ").split())
        for key, digest in rendering.items()
        if key.startswith("recipe ") and meta.get(key) != digest
    }
    if changed:
        for output in recorded_outputs(db, *RENDERED):
            if recipe(output) in changed:
                yield output, f"template {recipe(output)[0]}.html, or what it uses, changed"
