"""nginx: a file for the ``http`` block, with maps, and one for the ``server`` block."""

from collections import Counter
from collections.abc import Iterable, Iterator
from re import escape

from communique.outputs.hosts.policy import ADDRESS, GONE, Header, Move, Policy, quoted, sort_moves

EXACT = "!"
"""Stands for the address in an entry whose pattern minds case by itself."""


def write(policy: Policy, moves: Iterable[Move], packed: Iterable[str]) -> dict[str, str]:
    """Return the files, text by name."""
    pairs, queries = sort_moves(moves)
    asked = [(f"~^{escape(f'{old}?{query}')}$", new) for old, query, new in queries]
    return {
        "http.conf": "".join(f"{line}\n" for line in _http(policy, pairs, asked)),
        "server.conf": "".join(f"{line}\n" for line in _server(policy, packed)),
    }


def _http(
    policy: Policy, pairs: list[tuple[str, str]], queries: list[tuple[str, str]]
) -> Iterator[str]:
    longest = max((len(address.encode()) for address, _ in pairs), default=0)
    yield "# Written by the build: include it in the http block, once."
    yield f"map_hash_max_size {1 << max(11, len(pairs).bit_length())};"
    yield f"map_hash_bucket_size {(longest // 64 + 2) * 64};"
    # A map minds no case, so an entry repeats its address, and the next map compares the two.
    alike = Counter(_folded(address) for address, _ in pairs)
    yield from _map("$uri", "$communique_entry", "", _entries(pairs, alike))
    known = r"~^(?<communique_old>.+) \k<communique_old> (?<communique_new>\S+)$"
    exact = rf"~ {EXACT} (?<communique_new>\S+)$"
    found = [(known, "$communique_new"), (exact, "$communique_new")]
    yield from _map('"$uri $communique_entry"', "$communique_target", "", found)
    yield from _map('"$uri?$args"', "$communique_query", "", queries)
    pages = [(f"~^{escape(f'{policy.base}/{lang}/')}", lang) for lang in policy.languages]
    not_found = [(pattern, f"{policy.base}/{lang}/404.html") for pattern, lang in pages]
    yield from _map("$uri", "$communique_404", f"{policy.base}/404.html", not_found)
    for header in policy.headers:
        if header.others:
            others = [
                (f"~{pattern}", value.replace(ADDRESS, "$uri")) for pattern, value in header.others
            ]
            yield from _map("$uri", _variable(header), header.value, others)


def _entries(pairs: list[tuple[str, str]], alike: Counter[bytes]) -> Iterator[tuple[str, str]]:
    for address, location in pairs:
        # What a value cannot hold, or another address in other letters has, is a pattern.
        if "$" in address or alike[_folded(address)] > 1:
            yield f"~^{escape(address)}$", f"{EXACT} {location}"
        else:
            yield address, f"{address} {location}"


def _folded(address: str) -> bytes:
    return address.encode().lower()  # ASCII only, as nginx does


def _map(source: str, name: str, usual: str, entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"map {source} {name} {{"
    # For the page of a 404 or 410 it is asked again.
    yield "    volatile;"
    yield f"    default {quoted(usual)};"
    for key, value in entries:
        yield f"    {quoted(key)} {quoted(value)};"
    yield "}"


def _variable(header: Header) -> str:
    return f"$communique_{header.name.lower().replace('-', '_')}"


def _server(policy: Policy, packed: Iterable[str]) -> Iterator[str]:
    yield "# Written by the build: include it in a server block of the site's own, after its root."
    yield "index index.html;"
    yield "absolute_redirect off;"
    yield "server_tokens off;"
    yield "charset utf-8;"
    yield "charset_types text/plain text/css text/csv text/calendar text/javascript text/markdown;"
    yield "default_type application/octet-stream;"
    yield "types {"
    for type_, suffixes in policy.types:
        yield f"    {type_} {' '.join(suffixes)};"
    yield "}"
    for directive, name in (("gzip_static", "gz"), ("brotli_static", "br")):
        if name in packed:
            yield f"{directive} on;"
    if packed:
        yield "gzip_vary on;"
    for header in policy.headers:
        value = _variable(header) if header.others else quoted(header.value)
        yield f"add_header {header.name} {value} always;"
    yield "error_page 404 410 $communique_404;"
    yield "error_page 403 =404 $communique_404;  # a folder without a page"
    yield f'if ($communique_query = "{GONE}") {{ return 410; }}'
    yield "if ($communique_query) { return 301 $communique_query; }"
    yield f'if ($communique_target = "{GONE}") {{ return 410; }}'
    yield "if ($communique_target) { return 301 $communique_target; }"
    yield "location / { try_files $uri $uri/ =404; }"
    yield f"location ~ {quoted(policy.hidden)} {{ return 404; }}"
    for name, type_ in policy.feeds:
        yield f"location ~ {quoted(f'/{escape(name)}$')} {{"
        yield f"    types {{ }} default_type {type_}; try_files $uri =404;"
        yield "}"
