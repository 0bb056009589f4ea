"""What is wrong in the sources, and what an editor should know of their changes."""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import partial

from communique.catalogue.checks import check_catalogue, warn_of_near_misses
from communique.catalogue.listings import find_listings
from communique.catalogue.near_files import name_files
from communique.catalogue.outputs import load_meta
from communique.catalogue.releases import first_embargoed
from communique.catalogue.translations import warn_of_others
from communique.engine import fingerprints
from communique.engine.forges import warn_of_forge
from communique.engine.intake import Intake, known_name
from communique.engine.menus import check_chrome
from communique.engine.permanence import (
    AUTHORITY,
    check_permanence,
    redirected_addresses,
    warn_of_authority,
)
from communique.engine.templates import Templates
from communique.errors import Problem, ProblemsFound, errors_among
from communique.model.listing import ListingKey
from communique.outputs.press.kit import Kit
from communique.outputs.registry import made_addresses
from communique.settings import Settings


def check_sources(
    db: sqlite3.Connection, kit: Kit, templates: Templates, intake: Intake, meta: Mapping[str, str]
) -> list[Problem]:
    """Return all problems; raises ProblemsFound where one is an error.

    What is wrong in the file of redirects keeps no other line of it from being held.
    """
    settings = kit.settings
    chrome = check_chrome(db, settings, intake.vocabulary)
    problems = [*kit.problems, *name_files(db, intake.problems), *chrome]
    if fingerprints.templates(kit) != meta.get("templates"):
        problems += templates.check()
    sources = (intake.touched, made_addresses(settings))
    problems += check_catalogue(db, settings, *sources, every=intake.all_read)
    redirects = settings.redirects.name if settings.redirects else ""
    if any(problem.path != redirects for problem in errors_among(problems)):
        raise ProblemsFound(problems)
    return problems


def warn_of_changes(
    db: sqlite3.Connection,
    settings: Settings,
    intake: Intake,
    new_terms: set[ListingKey],
    *,
    check: bool,
) -> Iterator[Problem]:
    """Yield what an editor should know of the changes."""
    if check:
        new_terms = {each.key for each in find_listings(db) if each.key.is_term}
    changes = intake.changes
    yield from check_permanence(changes, redirected_addresses(db, changes))
    yield from warn_of_others(db, changes)
    yield from warn_of_authority(settings, load_meta(db).get(AUTHORITY, ""))
    yield from warn_of_forge(settings, first_embargoed(db))
    yield from warn_of_near_misses(db, settings, new_terms, partial(known_name, intake.vocabulary))
