"""Apache httpd 2.4: a file to include in the site's host, and a map of moves beside it.

The map is text, which httpd keeps once it has looked an address up. What has a space or a query
cannot stand in it and is a rule of its own. ``${COMMUNIQUE}`` is the folder of both, which the host
defines.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from re import escape

from communique.outputs.hosts.policy import (
    ADDRESS,
    GONE,
    Header,
    Move,
    Policy,
    content_type,
    quoted,
    sort_moves,
)

ENCODINGS = {"br": "br", "gz": "gzip"}
"""By suffix, the best first."""


def write(policy: Policy, moves: Iterable[Move], packed: Collection[str]) -> dict[str, str]:
    """Return the files, text by name."""
    pairs, queries = sort_moves(moves)
    pairs = [(old, _whole(policy, new)) for old, new in pairs]
    return {
        "moves.txt": "".join(f"{old} {new}\n" for old, new in pairs if not _is_rule(old, new)),
        "site.conf": "".join(f"{line}\n" for line in _lines(policy, pairs, queries, packed)),
    }


def _whole(policy: Policy, location: str) -> str:
    """Return a whole address: httpd would put before a path what it takes its own name to be."""
    return f"{policy.origin}{location}" if location.startswith("/") else location


def _is_rule(old: str, new: str) -> bool:
    """Whether a move is a rule of its own: httpd lets no query come out of a map."""
    return " " in old or "?" in new


def _lines(
    policy: Policy,
    pairs: list[tuple[str, str]],
    queries: list[tuple[str, str, str]],
    packed: Collection[str],
) -> Iterator[str]:
    yield "# Written by the build: include it in the site's VirtualHost, after"
    yield "#   Define COMMUNIQUE /the/folder/of/this/file"
    yield "# It needs mod_alias, mod_dir, mod_headers, mod_mime and mod_rewrite."
    yield "DirectoryIndex index.html"
    yield "DirectorySlash On"
    yield f"RedirectMatch 404 {quoted(policy.hidden)}"
    yield "RewriteEngine On"
    for old, query, new in queries:
        yield f'RewriteCond "%{{QUERY_STRING}}" {quoted(f"={query}")}'
        yield _rule(old, _whole(policy, new))
    yield 'RewriteMap communique "txt:${COMMUNIQUE}/moves.txt"'
    yield f'RewriteCond "${{communique:%{{REQUEST_URI}}}}" "={GONE}"'
    yield 'RewriteRule "^" "-" [G]'
    yield 'RewriteCond "${communique:%{REQUEST_URI}}" "^(.+)$"'
    yield 'RewriteRule "^" "%1" [R=301,L,NE,QSD]'
    for old, new in pairs:
        if _is_rule(old, new):
            yield _rule(old, new)
    yield from _negotiate(packed)
    for type_, suffixes in policy.types:
        yield f"AddType {type_} {' '.join(f'.{suffix}' for suffix in suffixes)}"
        if content_type(type_) != type_:
            yield f"AddCharset utf-8 {' '.join(f'.{suffix}' for suffix in suffixes)}"
    for name, type_ in policy.feeds:
        yield rf'<FilesMatch "^{escape(name)}(?:\.(?:br|gz))?$">'
        yield f"    ForceType {type_}"
        yield "</FilesMatch>"
    for header in policy.headers:
        yield from _header(header)
    yield from _not_found(f"{policy.base}/404.html")
    for lang in policy.languages:
        yield f"<Location {quoted(f'{policy.base}/{lang}/')}>"
        yield from (f"    {line}" for line in _not_found(f"{policy.base}/{lang}/404.html"))
        yield "</Location>"


def _header(header: Header) -> Iterator[str]:
    if header.value:
        yield f"Header always set {header.name} {quoted(header.value)}"
    # The last that matches holds.
    for pattern, value in reversed(header.others):
        asked = value.replace(ADDRESS, "%{REQUEST_URI}")
        whole = value if asked == value else f"expr={asked}"
        what = f"set {header.name} {quoted(whole)}" if value else f"unset {header.name}"
        yield f"Header always {what} {quoted(f'expr=%{{REQUEST_URI}} =~ m#{pattern}#')}"


def _rule(old: str, new: str) -> str:
    # httpd reads no quote within quotes in the arguments of a rule.
    pattern = escape(old).replace(r"\ ", r"\x20").replace('"', r"\x22")
    escaped = re.sub(r"([%$])", r"\\\1", new)
    what = '"-" [G]' if new == GONE else f"{quoted(escaped)} [R=301,L,NE,QSD]"
    return f"RewriteRule {quoted(f'^{pattern}$')} {what}"


def _not_found(page: str) -> Iterator[str]:
    for status in (404, 410):
        yield f"ErrorDocument {status} {page}"


def _negotiate(packed: Collection[str]) -> Iterator[str]:
    """Yield rules that take a file's packed sibling where a reader's browser can unpack it."""
    for suffix, encoding in ENCODINGS.items():
        if suffix not in packed:
            continue
        for ending, index in (("/", "index.html"), ("", "")):
            accepted = rf"\b{encoding}\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))"
            yield f'RewriteCond "%{{HTTP:Accept-Encoding}}" {quoted(accepted)}'
            yield f'RewriteCond "%{{DOCUMENT_ROOT}}%{{REQUEST_URI}}{index}.{suffix}" -f'
            yield f'RewriteRule "^(.*){ending}$" "$1{ending}{index}.{suffix}" [L]'
        yield rf'<FilesMatch "\.[A-Za-z]+\.{suffix}$">'
        yield f"    RemoveType .{suffix}"
        yield f"    RemoveLanguage .{suffix}"
        yield f"    AddEncoding {encoding} .{suffix}"
        yield "</FilesMatch>"
    if packed:
        yield "Header always merge Vary Accept-Encoding"
