"""Redirects in bulk: read when their file changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from communique.catalogue.redirects import enter_redirects
from communique.errors import Problem, Severity
from communique.opening import digest_bytes
from communique.settings import Settings
from communique.sources.redirects import Redirect, read_redirects
from communique.sources.scan import stamp_of

TELLING = frozenset({"nginx", "caddy", "apache"})
"""Hosts that can redirect by query; Netlify and Cloudflare Pages cannot match a whole one."""

STAMP, DIGEST = "redirects stamp", "redirects digest"


def take_in_redirects(
    db: sqlite3.Connection, settings: Settings, meta: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[Problem], dict[str, str]]:
    """Read the file of REDIRECTS where it changed since ``meta`` was saved.

    Return the redirects that changed, what is wrong with the file, and digests to keep.
    """
    file = settings.redirects
    name, stamp = (file.name, f"{file} {stamp_of(file)}") if file else ("", "")
    if stamp == meta.get(STAMP, ""):
        return [], [], {}
    try:
        data = file.read_bytes() if file else b""
    except OSError as error:
        rule, hint = "redirects must be in a file that can be read", "make it, or correct REDIRECTS"
        return [], [Problem(name, 0, rule, f"got {error.strerror}", hint)], {}
    digest = digest_bytes(f"{name}\0{settings.siteurl}\0".encode() + data)
    if digest == meta.get(DIGEST):
        return [], [], {STAMP: stamp}
    redirects, problems = read_redirects(name, data, settings.siteurl)
    problems += _warn(name, redirects, settings)
    # Correct lines are stored even if others are wrong, so that they are checked as well.
    return enter_redirects(db, name, redirects), problems, {STAMP: stamp, DIGEST: digest}


def _warn(name: str, redirects: Iterable[Redirect], settings: Settings) -> Iterator[Problem]:
    """Warn of the first old address with a query if no host in HOSTS can tell queries apart."""
    if not settings.hosts or set(settings.hosts) & TELLING:
        return
    queries = sorted((each for each in redirects if each.query), key=lambda each: each.line)
    if queries:
        first, more = queries[0], len(queries) - 1
        rule = "an old address with ? needs a server that can tell it from others"
        found = f"got /{first.path}" + (f", and {more} more like it" if more else "")
        hint = f"these can: HOSTS with {', '.join(sorted(TELLING))}; elsewhere it is 404"
        yield Problem(name, first.line, rule, found, hint, Severity.WARNING)
