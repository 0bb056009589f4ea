"""Headers and moves by address, as values for every host; patterns that PCRE and RE2 share."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from communique.catalogue.redirects import find_moves
from communique.outputs.feeds.links import FORMATS
from communique.outputs.media_types import TYPES
from communique.outputs.minified import FINGERPRINT
from communique.settings import Settings
from communique.values import dataclass

PAGE = "public, max-age=300, must-revalidate"
FILE = "public, max-age=86400"
IMMUTABLE = "public, max-age=31536000, immutable"

CONTENT_SECURITY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load, all of it from the site; CONTENT_SECURITY adds to it or changes it."""

TWO_YEARS = 63072000

_IN_ADDRESS = "/:?&=%+,;@~!*'()-._[]#"

PERMISSIONS = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""Permissions that no page of a newsroom needs."""


ADDRESS = "{address}"
"""Stands in a header's other values for the path that is asked for; their patterns match it whole.
"""


@dataclass(frozen=True, slots=True)
class ResponseHeader:
    """A header's usual value, and others by pattern, the first match wins; "" sends none."""

    name: str
    value: str
    others: tuple[tuple[str, str], ...] = ()

    @property
    def variable(self) -> str:
        """The name of a server's variable that holds it."""
        return f"communique_{self.name.lower().replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class Policy:
    """The configuration of a host with redirects in a file; ``base`` is SITEURL's path."""

    base: str
    origin: str
    """Scheme and host of SITEURL; "" where it is empty."""
    languages: tuple[str, ...]
    headers: tuple[ResponseHeader, ...]
    types: tuple[tuple[str, tuple[str, ...]], ...]
    """Media types by suffix."""
    feeds: tuple[tuple[str, str], ...]
    """The names of feeds, each with its own media type."""
    hidden: str
    """A pattern of addresses that are not shown: the build's own mark."""


def make_policy(settings: Settings) -> Policy:
    """Draw the policy from the settings."""
    base = urlsplit(settings.siteurl).path
    types: dict[str, list[str]] = {}
    for suffix, type_ in sorted(TYPES.items()):
        types.setdefault(type_, []).append(suffix)
    return Policy(
        base,
        settings.siteurl.removesuffix(base),
        settings.languages,
        tuple(_headers(settings, re.escape(base))),
        tuple((type_, tuple(suffixes)) for type_, suffixes in sorted(types.items())),
        tuple((name, type_) for _, name, type_ in FORMATS),
        r"/\.(?:communique|staging)(?:/|$)",
    )


def content_type(type_: str) -> str:
    """Return a media type, with the charset where it is text."""
    return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_


def _headers(settings: Settings, base: str) -> Iterator[ResponseHeader]:
    langs = "|".join(map(re.escape, settings.languages))
    theme = re.escape(settings.theme_static_dir)
    packed = r"(?:\.(?:br|gz))?$"
    assets = rf"^{base}/(?:{theme}|(?:{langs})/search/engine)/(?:.*/)?[^/]*\.{FINGERPRINT}\.\w+"
    pictures = r"\.(?:avif|gif|ico|jpe?g|png|svg|webp|pdf|mp3|mp4|m4a|wav|webm|zip|do[ct]x?|od[pst]"
    files = pictures + r"|xlsx?|pptx?|csv|css|js|woff2)" + packed
    shared = pictures + r"|xlsx?|pptx?|csv)$|/(?:rss\.xml|atom\.xml|feed\.json)" + packed
    yield ResponseHeader("Cache-Control", PAGE, ((f"{assets}{packed}", IMMUTABLE), (files, FILE)))
    form = urlsplit(settings.subscribing.form)
    forms = {"form-action": f"'self' {form.scheme}://{form.netloc}"} if form.netloc else {}
    policy = content_security(forms | dict(settings.content_security))
    yield ResponseHeader("Content-Security-Policy", policy)
    if settings.siteurl.startswith("https://"):
        yield ResponseHeader("Strict-Transport-Security", f"max-age={TWO_YEARS}")
    yield ResponseHeader("X-Content-Type-Options", "nosniff")
    yield ResponseHeader("Referrer-Policy", "strict-origin-when-cross-origin")
    yield ResponseHeader("Permissions-Policy", ", ".join(f"{name}=()" for name in PERMISSIONS))
    yield ResponseHeader("Cross-Origin-Opener-Policy", "same-origin")
    yield ResponseHeader("Cross-Origin-Resource-Policy", "same-origin", ((shared, "cross-origin"),))
    if settings.subscribing.hub:
        yield _hub(settings.subscribing.hub, settings.siteurl)


def _hub(hub: str, siteurl: str) -> ResponseHeader:
    """Name the hub of each feed that has one (WebSub §4): hubs look here, and not into feeds."""
    feeds = r"(?:rss\.xml|atom\.xml|feed\.json)$"
    origin = siteurl.removesuffix(urlsplit(siteurl).path)
    link = f'<{origin}{ADDRESS}>; rel="self", {hub_link(hub)}'
    return ResponseHeader("Link", "", ((rf"^.*/page/[0-9]+/{feeds}", ""), (f"^.*/{feeds}", link)))


def hub_link(hub: str) -> str:
    """Return a hub as a ``Link`` header names it."""
    return f'<{quote(hub, safe=_IN_ADDRESS)}>; rel="hub"'


def content_security(more: Mapping[str, str]) -> str:
    """Return the Content-Security-Policy, with what a site adds to it."""
    directives = CONTENT_SECURITY | dict(more)
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def quoted(text: str) -> str:
    """Return a text as a word of a configuration, in quotation marks."""
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class Move:
    """Decoded addresses of one page, its new path or address (None: gone), the query it needs."""

    addresses: tuple[str, ...]
    location: str | None
    query: str = ""


GONE = "gone"
"""In the maps of servers, the value in place of a new address: the old one is gone."""


def sort_moves(
    moves: Iterable[Move],
) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Return old and new addresses, and apart from them address, query, and new address."""
    pairs, queries = [], []
    for move in moves:
        location = GONE if move.location is None else move.location
        if move.query:
            queries.append((move.addresses[0], move.query, location))
        else:
            pairs += [(address, location) for address in move.addresses]
    return pairs, queries


def every_move(db: sqlite3.Connection, base: str) -> Iterator[Move]:
    """Yield all former addresses of public texts, and of redirects in bulk, in order."""
    for path, target, query in find_moves(db):
        folder = f"{base}/{path}".removesuffix("index.html")
        addresses = (folder, folder[:-1]) if folder.endswith("/") else (folder,)
        if query:
            addresses = (folder.removesuffix(f"?{query}"),)
        if target is None or target.startswith(("https://", "http://")):
            yield Move(addresses, target, query)
        else:
            yield Move(addresses, f"{base}/{target}", query)
