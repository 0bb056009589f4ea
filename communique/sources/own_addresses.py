"""Addresses within the site, resolved as a browser does; typing errors in them.

Whether an address exists is checked in ``catalogue/destinations.py``.
"""

import re
from collections.abc import Callable, Collection
from urllib.parse import unquote, urljoin, urlsplit

from communique.patterns import late
from communique.sources.hints import LONGEST_HINT, shorten
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.text.letters import compose

_SLIP = r"https?:(?:(?!//)|///|//https?:?//)"
_OTHERS = late(rf"(?!{_SLIP})[a-zA-Z][a-zA-Z0-9+.-]*:|//|[#?{{|]|$", re.IGNORECASE)
"""Beginnings of addresses that are whole, in braces, of the page itself, or empty.

One with ``https:`` and without its host, or with ``https://`` twice, is a slip of the hand.
"""

_USUAL_PORT = late(r"\.?(?::(?:80|443)?)?$")
"""The end of a host's name that may as well be left out: the root's dot, the port of the web."""

_CLIMB = late(r"(?:\.{1,2}/)*(?:content/)?")
_HOST = r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|edu|eu|gov|info|int|mil|net|org)(?:[/:]|$)).*"
_HEADS = late(r"(?:https?:?/+|https?:)+", re.IGNORECASE)
_TEXTS = "|".join(map(re.escape, MARKDOWN_SUFFIXES))


def _below(path: str) -> str:
    """Return a path without the steps up at its beginning."""
    return path[match.end() :] if (match := _CLIMB.match(path)) else path


def _guess_file(path: str) -> str:
    where = "if it is there; if it is beside the text, name it in Image or Attachments"
    return f"{{static}}/media/{_below(path)} {where}"


_MEANT: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (late(r".*\\.*"), lambda path: path.replace("\\", "/")),
    (late(r"https?[:/].*", re.IGNORECASE), lambda path: f"https://{_HEADS.sub('', path)}"),
    (late(r"[^\s/@]+@[^\s/@]+\.\w+"), lambda path: f"mailto:{path}"),
    (late(r"\+?[\d\s()-]{6,}"), lambda path: f"tel:{''.join(path.split())}"),
    (late(_HOST), lambda path: f"https://{path}"),
    (late(rf".*(?:{_TEXTS})", re.IGNORECASE), lambda path: f"{{filename}}{path}"),
    (late(r"(?:\.{1,2}/)*[^/]*\w\.\w{1,5}"), _guess_file),
    (late(r".*/[^/]*\w\.\w{1,5}"), lambda path: f"{{static}}/{_below(path)}"),
)
"""Addresses that lead nowhere from a page, by their form, and what is likely meant: the first."""


def is_of_page(written: str) -> bool:
    """Decide whether an address is followed from its page on: it is neither whole nor in braces."""
    return not _OTHERS.match(written)


def find_slip(written: str, files: Collection[str]) -> tuple[str, str] | None:
    """Return the likely fix of an address that leads nowhere by its form; "" for one that may lead.

    With it comes the file that is likely meant, or "". None for one of the page's ``files``.
    """
    path = compose(unquote(written.partition("#")[0].partition("?")[0]))
    if path.removeprefix("./") in files:
        return None
    fix = next((fix for pattern, fix in _MEANT if pattern.fullmatch(path)), None)
    if fix is None or (path.startswith("/") and "\\" not in path):
        return "", ""
    missing = _below(path) if fix is _guess_file else ""
    return f"write {shorten(fix(path), LONGEST_HINT)}", missing


def plain_host(host: str) -> str:
    """Return a host in the one form that a browser makes of all: small letters, no usual port."""
    return _USUAL_PORT.sub("", host.lower())


def resolve(page: str, written: str, host: str) -> str:
    """Return where a browser goes from a page, from the host's root on; a folder ends in a slash.

    "" is of another host.
    """
    whole = urlsplit(urljoin(page, written))
    if plain_host(whole.netloc) != host or whole.scheme not in {"", "http", "https"}:
        return ""
    path = compose(unquote(whole.path)).removesuffix("index.html") or "/"
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"
