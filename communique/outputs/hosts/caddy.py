"""Caddy: a file to import into the site's block. A map's entries are asked in order there."""

from collections.abc import Iterable, Iterator
from re import escape

from communique.outputs.hosts.policy import (
    ADDRESS,
    GONE,
    PAGE,
    Header,
    Move,
    Policy,
    content_type,
    quoted,
    sort_moves,
)

ENCODINGS = {"gz": "gzip", "br": "br"}


def write(policy: Policy, moves: Iterable[Move], packed: Iterable[str]) -> dict[str, str]:
    """Return the file, text by name."""
    lines = _lines(policy, moves, " ".join(ENCODINGS[suffix] for suffix in packed))
    return {"site.caddy": "".join(f"{line}\n" for line in lines)}


def _lines(policy: Policy, moves: Iterable[Move], encodings: str) -> Iterator[str]:
    yield "# Written by the build: import it into the site's own block, after its root."
    pairs, queries = sort_moves(moves)
    asked = [(f"{old}?{query}", new) for old, query, new in queries]
    yield from _lead("communique_query", asked, "{path}?{query}")
    yield from _lead("communique_target", pairs, "{path}")
    types = [
        (rf"~(?i)\.(?:{'|'.join(suffixes)})$", content_type(type_))
        for type_, suffixes in policy.types
    ]
    feeds = [(f"~/{escape(name)}$", type_) for name, type_ in policy.feeds]
    yield from _map("communique_type", "", [("~/$", content_type("text/html")), *feeds, *types])
    # Not of what has another status: Caddy says of that what it is.
    yield "header Content-Type {communique_type}"
    for header in policy.headers:
        yield from _header(header)
    yield from _serve(encodings)
    yield "handle_errors {"
    not_found = [
        (f"~^{escape(f'{policy.base}/{lang}/')}", f"{policy.base}/{lang}/404.html")
        for lang in policy.languages
    ]
    yield from _map("communique_404", f"{policy.base}/404.html", not_found)
    yield "rewrite * {communique_404}"
    yield f"header Content-Type {quoted(content_type('text/html'))}"
    yield f"header Cache-Control {quoted(PAGE)}"
    yield from _serve(encodings)
    yield "}"


def _header(header: Header) -> Iterator[str]:
    if not header.others:
        yield f"header {header.name} {quoted(header.value)}"
        return
    name = f"communique_{header.name.lower().replace('-', '_')}"
    # "$0" is all that the pattern matched.
    others = [(f"~{pattern}", value.replace(ADDRESS, "$0")) for pattern, value in header.others]
    yield from _map(name, header.value, others)
    yield f'@{name} not vars {{{name}}} ""'
    yield f"header @{name} {header.name} {{{name}}}"


def _serve(encodings: str) -> Iterator[str]:
    yield "file_server {"
    yield "    hide .communique .staging"
    if encodings:
        yield f"    precompressed {encodings}"
    yield "}"


def _lead(name: str, entries: Iterable[tuple[str, str]], source: str) -> Iterator[str]:
    yield from _map(name, "", entries, source)
    yield f"@{name}_gone vars {{{name}}} {GONE}"
    yield f"error @{name}_gone 410"
    yield f'@{name}_moved not vars {{{name}}} "" {GONE}'
    yield f"redir @{name}_moved {{{name}}} 301"


def _map(
    name: str, usual: str, entries: Iterable[tuple[str, str]], source: str = "{path}"
) -> Iterator[str]:
    yield f"map {source} {{{name}}} {{"
    for key, value in entries:
        yield f"    {quoted(key)} {quoted(value)}"
    yield f"    default {quoted(usual)}"
    yield "}"
