"""Warnings of changes that were made in one language of a release and not in the others."""

import sqlite3
from collections.abc import Iterable, Iterator

from communique.catalogue.changes import Change
from communique.catalogue.releases import find_release, public_members
from communique.errors import Problem, Severity
from communique.model.release import Release
from communique.settings import Settings


def withdrawals_are_in_every_language(
    db: sqlite3.Connection, _settings: Settings
) -> Iterator[Problem]:
    """A release withdrawn in one language is withdrawn in all; a warning names the others."""
    query = """
        SELECT DISTINCT gone.path FROM touched
        CROSS JOIN release AS mine ON mine.path = touched.path
        CROSS JOIN release AS gone ON gone.translation_group = mine.translation_group
        WHERE gone.visible = 1 AND gone.held = 0 AND instr(gone.fields, '"withdrawn"') > 0
        ORDER BY 1
    """
    for (path,) in db.execute(query).fetchall():
        row = find_release(db, path)
        if row is not None and row.release.withdrawn is not None:
            others = [each for each in _others(db, row.release) if each.withdrawn is None]
            rule = "a release should be withdrawn in every language"
            yield from _warn(path, rule, others, "are not", "add Withdrawn there too, if it is due")


def translations_are_up_to_date(db: sqlite3.Connection, _settings: Settings) -> Iterator[Problem]:
    """A translation is of the present edition of its Original; a warning names those that are not.

    A text in that language is beside it.
    """
    query = """
        SELECT DISTINCT mine.path, original.path FROM touched
        CROSS JOIN release AS changed ON changed.path = touched.path
        CROSS JOIN release AS mine ON mine.translation_group = changed.translation_group
        LEFT JOIN release AS original ON original.translation_group = mine.translation_group
        AND original.lang = json_extract(mine.fields, '$.original.lang')
        WHERE instr(mine.fields, '"original":') > 0 ORDER BY 1
    """
    for path, other in db.execute(query).fetchall():
        row, found = find_release(db, path), find_release(db, other) if other else None
        if row is None or row.release.original is None or row.release.withdrawn is not None:
            continue
        if found is None:
            rule = "a translation should have its original beside it"
            told, hint = (
                f"got none in {row.release.original.lang}",
                "correct Original, or delete it",
            )
            yield Problem(path, 0, rule, told, hint, Severity.WARNING)
        elif row.release.is_behind(found.release) and found.visible:
            rule = "a translation should be made from the present edition of its original"
            told = f"got an earlier one of {other}"
            hint, then = "bring it up to date", "inv confirm"
            yield Problem(path, 0, rule, told, hint, Severity.WARNING, then=then)


def warn_of_others(db: sqlite3.Connection, changes: Iterable[Change]) -> Iterator[Problem]:
    """Yield a warning where a release was corrected or held back again in some languages only."""
    for change in changes:
        if change.old is None:
            continue
        old, new = change.old.release, change.new.release if change.new is not None else None
        if new is None:
            row = find_release(db, old.path)
            if row is not None:
                rule = "a release should be held back in every language"
                hint = "hold it back there too, if it is due"
                yield from _warn(old.path, rule, list(_others(db, old)), "are public", hint)
        elif len(new.corrections) > len(old.corrections) and new.withdrawn is None:
            count = len(new.corrections)
            others = [each for each in _others(db, new) if len(each.corrections) < count]
            standing = [each for each in others if each.withdrawn is None]
            rule, hint = "a release should be corrected in every language", "add it, if it is due"
            yield from _warn(new.path, rule, standing, "lack the correction", hint)


def _others(db: sqlite3.Connection, release: Release) -> Iterator[Release]:
    for row in public_members(db, release.group):
        if row.release.path != release.path and not row.release.held:
            yield row.release


def _warn(path: str, rule: str, others: list[Release], what: str, hint: str) -> Iterator[Problem]:
    if others:
        named = ", ".join(f"{each.lang} ({each.path})" for each in others)
        yield Problem(path, 0, rule, f"got others that {what}: {named}", hint, Severity.WARNING)
