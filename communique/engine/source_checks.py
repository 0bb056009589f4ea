"""What is wrong in the sources, and what an editor should know of their changes."""

import sqlite3
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from communique.catalogue.checks import check_catalogue, warn_of_near_misses
from communique.catalogue.listings import find_listings
from communique.catalogue.near_files import name_files
from communique.catalogue.releases import first_embargoed
from communique.catalogue.translations import warn_of_others
from communique.engine import fingerprints
from communique.engine.intake import Intake, known_name
from communique.engine.menus import check_chrome
from communique.engine.permanence import check_permanence, redirected_addresses, warn_of_settings
from communique.engine.templates import Templates
from communique.errors import Problem, ProblemsFound, Severity, errors_among
from communique.model.listing import ListingKey
from communique.outputs.press.kit import Kit
from communique.outputs.registry import made_addresses
from communique.patterns import late
from communique.settings import Settings


def check_sources(
    db: sqlite3.Connection, kit: Kit, templates: Templates, intake: Intake, meta: Mapping[str, str]
) -> list[Problem]:
    """Return all problems; raises ProblemsFound for errors. A bad redirect hides no other."""
    settings = kit.settings
    chrome = check_chrome(db, settings, intake.vocabulary)
    problems = [*kit.problems, *name_files(db, intake.problems), *chrome]
    templates.recall(meta.get("template analyses", ""), fingerprints.analysis(kit))
    if fingerprints.templates(kit) != meta.get("templates"):
        problems += templates.check()
    sources = (intake.touched, made_addresses(settings))
    every = fingerprints.shape(kit) != meta.get("shape")
    problems += check_catalogue(db, settings, *sources, every=every)
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
    yield from warn_of_settings(db, settings)
    yield from warn_of_forge(settings, first_embargoed(db))
    yield from warn_of_near_misses(db, settings, new_terms, partial(known_name, intake.vocabulary))


FORGES = (
    *("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "gitverse.ru"),
    *("git.sr.ht", "sourceforge.net", "framagit.org", "salsa.debian.org", "notabug.org"),
)
"""Hosts of repositories that are public by default."""

_REMOTE = late(r'\[remote "[^"]*"\]([^\[]*)')
_URL = late(r"^\s*(?:push)?url\s*=\s*(?:[a-z+]+://)?(?:[^@/\s]*@)?([^:/\s]+)")


def warn_of_forge(settings: Settings, held: str) -> Iterator[Problem]:
    """Warn if the repository of the sources has a remote at a public forge.

    ``held`` is a source under embargo; "" for none. Only the remote's host is shown: its address
    may have a password.
    """
    if not held or settings.sources_private:
        return
    for host in find_remote_hosts(settings.path):
        if host in FORGES or host.endswith(tuple(f".{forge}" for forge in FORGES)):
            rule = "a text under embargo must be in a private repository"
            page = "see the page Embargo of the manual"
            hint = f"{page}; if it is private there, set SOURCES_PRIVATE = True"
            found = f"got a remote at {host}"
            yield Problem(held, 0, rule, found, hint, Severity.WARNING)
            return


def find_remote_hosts(folder: Path) -> list[str]:
    """Return the hosts of the remotes of the repository that a folder is in, sorted."""
    config = next((found for above in (folder, *folder.parents) if (found := _config(above))), None)
    try:
        text = config.read_text(encoding="utf-8", errors="replace") if config else ""
    except OSError:
        return []
    lines = (line for remote in _REMOTE.findall(text) for line in remote.splitlines())
    return sorted({match[1].lower() for line in lines if (match := _URL.match(line))})


def _config(folder: Path) -> Path | None:
    """Return the file of settings of a repository whose top a folder is; of a worktree its own."""
    git = folder / ".git"
    if git.is_dir():
        return git / "config"
    try:
        beside = git.read_text(encoding="utf-8", errors="replace").strip()
        place = (folder / beside.removeprefix("gitdir: ")).resolve()
        shared = place / "commondir"
        return (place / shared.read_text(encoding="utf-8").strip()).resolve() / "config"
    except OSError:
        return None
