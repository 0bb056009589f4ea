"""The listings and the search index, brought up to date with what a build read."""

import sqlite3
from functools import partial

from communique.catalogue.changes import Effects
from communique.catalogue.database import commit_part
from communique.catalogue.effects import apply_changes, count_listings, enter_changes
from communique.catalogue.search_index import index_all, index_changes
from communique.catalogue.successor import former_listings
from communique.engine.intake import Intake, known_name
from communique.model.listing import ListingKey
from communique.settings import Settings


def update_listings(
    db: sqlite3.Connection, settings: Settings, intake: Intake, *, whole: bool, check: bool
) -> tuple[Effects | None, set[ListingKey]]:
    """Update listings; return their effects (None: plan the ``whole`` site) and new terms."""
    known = partial(known_name, intake.vocabulary)
    searched = settings.languages if settings.search else ()
    if (intake.first or whole) and not check:
        index_all(db, searched)
    if intake.first:
        new_terms = count_listings(db, known)
        commit_part(db)
        return None, new_terms - former_listings(db)
    if whole:
        return None, enter_changes(db, intake.changes, known)
    effects = apply_changes(db, intake.changes, known)
    effects.reindexed = index_changes(db, searched, intake.changes)
    return effects, effects.new_terms
