"""Redirects in bulk: read when their file changed, and held against what the site has.

That is asked once the plan is made: what is planned or recorded, and can be loaded, is there. So an
edit asks about the few redirects whose ends it touches, not about a hundred thousand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b

from communique.catalogue.outputs import outputs_at, save_pending
from communique.catalogue.redirects import (
    enter_redirects,
    find_followers,
    find_lost,
    find_taken,
    is_folder,
    planned_redirects,
)
from communique.errors import Problem, ProblemsFound, Severity
from communique.model.output import Output
from communique.outputs.redirects import NAME
from communique.outputs.registry import is_there
from communique.settings import Settings
from communique.sources.redirects import Redirect, read_redirects

__all__ = ["hold_redirects", "take_in_redirects"]

TELLING = frozenset({"nginx", "caddy", "apache"})
"""Hosts that are told of queries; Netlify and Cloudflare Pages look for none of a certain value."""

STAMP, DIGEST = "redirects stamp", "redirects digest"


def take_in_redirects(
    db: sqlite3.Connection, settings: Settings, meta: dict[str, str], *, again: bool
) -> tuple[list[tuple[str, str]], list[Problem], dict[str, str]]:
    """Read the file of REDIRECTS where it changed, or all is read ``again``.

    Return the redirects that changed, what is wrong with the file, and digests to keep.
    """
    file = settings.redirects
    stamp, name = "", file.name if file else ""
    try:
        if file is not None:
            stat = file.stat()
            stamp = f"{file} {stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"
        if not again and stamp == meta.get(STAMP, ""):
            return [], [], {}
        data = file.read_bytes() if file else b""
    except OSError as error:
        rule, hint = "redirects must be in a file that can be read", "make it, or correct REDIRECTS"
        return [], [Problem(name, 0, rule, f"got {error.strerror}", hint)], {}
    digest = blake2b(f"{name}\0{settings.siteurl}\0".encode() + data, digest_size=16).hexdigest()
    if not again and digest == meta.get(DIGEST):
        return [], [], {STAMP: stamp}
    redirects, problems = read_redirects(name, data, settings.siteurl)
    if problems:
        return [], problems, {}
    warnings = list(_warn(name, redirects, settings))
    return enter_redirects(db, name, redirects), warnings, {STAMP: stamp, DIGEST: digest}


def _warn(name: str, redirects: Iterable[Redirect], settings: Settings) -> Iterator[Problem]:
    """Warn of the first old address with a query, where no host can tell it from others."""
    if not settings.hosts or set(settings.hosts) & TELLING:
        return
    queries = sorted((each for each in redirects if each.query), key=lambda each: each.line)
    if queries:
        first, more = queries[0], len(queries) - 1
        rule = "an old address with ? needs a server that can tell it from others"
        found = f"got /{first.path}" + (f", and {more} more like it" if more else "")
        hint = f"these can: HOSTS with {', '.join(sorted(TELLING))}; elsewhere it is 404"
        yield Problem(name, first.line, rule, found, hint, Severity.WARNING)


def hold_redirects(db: sqlite3.Connection, settings: Settings) -> None:
    """Hold the redirects that the plan touches against what the site has, once it is planned.

    What leads to a former address that leads elsewhere now is planned too. Raises ProblemsFound.
    """
    found = find_followers(db)
    save_pending(
        db,
        ((Output(path, NAME, source), f"/{file} leads elsewhere") for path, source, file in found),
    )
    if problems := list(_check(db, settings)):
        raise ProblemsFound(problems)


def _check(db: sqlite3.Connection, settings: Settings) -> Iterator[Problem]:
    """Yield each redirect that the plan touches and that is none.

    Its old address is a page or file of the site, or its new one is not.
    """
    if settings.redirects is None:
        return
    name = settings.redirects.name
    taken = {
        (line, output.path): None
        for line, output in find_taken(db)
        if is_there(db, settings, output)
    }
    for line, path in sorted(taken):
        rule, hint = "an old address must be one that the site has no more", "take the line out"
        yield Problem(name, line, rule, f"got /{_shown(path)}, which the site has", hint)
    for line, file, held in find_lost(db):
        if not _stands(db, settings, file):
            rule = "a redirect must lead to what is there"
            found = f"got /{_shown(file)}{', whose text is not public' if held else ''}"
            hint = "name it in Aliases instead" if held else "correct it, or leave it empty"
            yield Problem(name, line, rule, found, hint)
    yield from _check_folders(db, settings, name)


def _stands(db: sqlite3.Connection, settings: Settings, path: str) -> bool:
    return any(is_there(db, settings, output) for output in outputs_at(db, path))


def _check_folders(db: sqlite3.Connection, settings: Settings, name: str) -> Iterator[Problem]:
    """Yield each planned redirect that takes the name of a folder, or has a file for a folder."""
    hint = "take the line out"
    for line, path in planned_redirects(db):
        for folder in _dotted_folders(path):
            if _stands(db, settings, folder):
                rule = "a folder must not have the name of a file in the site"
                yield Problem(name, line, rule, f"got /{path}, where /{folder} is one", hint)
        if path.endswith("/index.html"):
            continue
        if is_folder(db, path):
            rule = "a file must not have the name of a folder in the site"
            yield Problem(name, line, rule, f"got /{path}, where the site has /{path}/", hint)


def _dotted_folders(path: str) -> Collection[str]:
    """Return the folders of a path that may be the names of files."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts)) if "." in parts[depth - 1]]


def _shown(path: str) -> str:
    return path.removesuffix("index.html")
