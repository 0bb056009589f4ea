"""Netlify and Cloudflare Pages, which read ``_headers`` and ``_redirects`` in the site itself.

The files are outputs like any other. The two read them in ways of their own:

- Netlify looks for a file first, so a redirect is forced (``301!``), and knows 404 and 410.
- Cloudflare reads 2,000 redirects, of 1,000 characters each, and knows no 410. What is left over
  leads on by its page, and what is gone is 404.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote

from communique.catalogue.assets import load_assets, moved_assets
from communique.catalogue.changes import Changed
from communique.model.output import Output
from communique.outputs.hosts.policy import (
    IMMUTABLE,
    Move,
    Policy,
    content_security,
    every_move,
    hub_link,
    make_policy,
)
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Rendered
from communique.outputs.search.script import script_path
from communique.settings import Settings

NAME = "host file"

HEADERS = "_headers"
REDIRECTS = "_redirects"
HOSTS = ("netlify", "cloudflare")

MOST = 2000
LONGEST = 1000
"""What Cloudflare reads of redirects: how many, and characters of each."""

EVERYWHERE = {
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
}
"""Headers that are the same for every address. By default both hosts let no page be cached."""

IN_PATH = "/!$&'()+,;=@~"
"""What may stand in an address of a rule; ``:`` and ``*`` have a meaning there."""


def outputs_of(settings: Settings, name: str) -> list[Output]:
    """Return one of the two files, if the site is for Netlify or Cloudflare."""
    return [Output(name, NAME, host) for host in settings.hosts if host in HOSTS]


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> str | None:
    """Load the lines; None where the site is for another host now, or in a preview."""
    if output not in outputs_of(settings, output.path) or settings.preview:
        return None
    policy = make_policy(settings)
    if output.path == HEADERS:
        lines = _headers(db, settings, policy)
    else:
        moves = every_move(db, policy.base)
        lines = _netlify(policy, moves) if output.ref == "netlify" else _cloudflare(moves)
    return "".join(f"{line}\n" for line in lines)


def _headers(db: sqlite3.Connection, settings: Settings, policy: Policy) -> Iterator[str]:
    yield "/*"
    yield f"  Content-Security-Policy: {content_security(settings.content_security)}"
    for header in policy.headers:
        if header.name in EVERYWHERE:
            yield f"  {header.name}: {header.value}"
    scripts = map(script_path, settings.languages if settings.search else ())
    kept = [*sorted(load_assets(db).values()), *scripts]
    for path in kept:
        yield f"/{quote(path, safe=IN_PATH)}"
        yield f"  Cache-Control: {IMMUTABLE}"
    for name, type_ in policy.feeds:
        yield f"/*/{name}"
        yield f"  Content-Type: {type_}"
        if hub := settings.subscribing.hub:
            # Of archive documents too, and without rel="self", which stands in the feed: both hosts
            # send the same to each address of a rule.
            yield f"  Link: {hub_link(hub)}"


def _rules(moves: Iterable[Move]) -> Iterator[tuple[str, str | None]]:
    """Yield one address a move: both hosts ignore a final slash, and neither matches a query."""
    for move in moves:
        if not move.query:
            yield quote(move.addresses[0], safe=IN_PATH), move.location


def _netlify(policy: Policy, moves: Iterable[Move]) -> Iterator[str]:
    for address, location in _rules(moves):
        if location is None:
            lang = address.split("/")[1]
            page = f"/{lang}/404.html" if lang in policy.languages else "/404.html"
            yield f"{address} {page} 410!"
        else:
            yield f"{address} {location} 301!"
    for lang in policy.languages:
        yield f"/{lang}/* /{lang}/404.html 404"


def _cloudflare(moves: Iterable[Move]) -> Iterator[str]:
    rules = (f"{old} {new} 301" for old, new in _rules(moves) if new is not None)
    yield from islice((rule for rule in rules if len(rule) <= LONGEST), MOST)


def touched(db: sqlite3.Connection, settings: Settings, changed: Changed) -> Planned:
    """The headers, if an asset that they name moved; the redirects, if a former address changed."""
    for source, _ in moved_assets(db, changed.meta):
        for output in outputs_of(settings, HEADERS):
            yield output, f"{source.removeprefix('!')} changed"
    aliases = [page.aliases for page in changed.pages]
    aliases += [release.aliases for release, _ in changed.sides]
    if changed.redirects or any(aliases):
        for output in outputs_of(settings, REDIRECTS):
            yield output, "former addresses changed"


KIND = Kind(
    name=NAME,
    addresses=(HEADERS, REDIRECTS),
    every=lambda _db, settings: iter(
        outputs_of(settings, HEADERS) + outputs_of(settings, REDIRECTS)
    ),
    load=load,
    render=lambda _press, _output, shown: Rendered(shown.encode()),
    touched=touched,
)
