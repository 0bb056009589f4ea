"""Addresses within the site that a text has, as a browser would follow them from its page.

Each must lead to something: what could be a file is looked for beside the page here, and the rest
is asked of the catalogue (``catalogue/destinations.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import unquote, urljoin

from communique.errors import Problem
from communique.sources.fields import LONGEST_HINT
from communique.sources.hints import shorten
from communique.sources.mentions import Mentions
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.text.elements import ADDRESSES
from communique.text.letters import compose
from communique.text.patterns import late
from communique.text.tags import read_tags, split_offers

_WRITTEN = late(r"\]\(\s*<?(?!https?://(?!/|https?:?//)|mailto:|tel:|#|\{)")
"""A link in Markdown that may be of this site."""

_SLIP = r"https?:(?:(?!//)|///|//https?:?//)"
_OTHERS = late(rf"(?!{_SLIP})[a-zA-Z][a-zA-Z0-9+.-]*:|//|[#?{{|]|$", re.IGNORECASE)
"""How an address begins that is whole, in braces, of the page itself, or none.

One with ``https:`` and without its host, or with ``https://`` twice, is a slip of the hand.
"""

_CLIMB = late(r"(?:\.{1,2}/)+")
_HOST = r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|edu|eu|gov|info|int|mil|net|org)(?:[/:]|$)).*"
_HEADS = late(r"(?:https?:?/+|https?:)+", re.IGNORECASE)
_TEXTS = "|".join(map(re.escape, MARKDOWN_SUFFIXES))
_BESIDE = "if it is there; if it is beside the text, name it in Image or Attachments"


def _below(path: str) -> str:
    """Return a path without the steps up at its beginning."""
    return _CLIMB.sub("", path, count=1) if path.startswith(".") else path


_MEANT: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (late(r".*\\.*"), lambda path: path.replace("\\", "/")),
    (late(r"https?[:/].*", re.IGNORECASE), lambda path: f"https://{_HEADS.sub('', path)}"),
    (late(r"[^\s/@]+@[^\s/@]+\.\w+"), lambda path: f"mailto:{path}"),
    (late(r"\+?[\d\s()-]{6,}"), lambda path: f"tel:{''.join(path.split())}"),
    (late(_HOST), lambda path: f"https://{path}"),
    (late(rf".*(?:{_TEXTS})", re.IGNORECASE), lambda path: f"{{filename}}{path}"),
    (
        late(r"(?:\.{1,2}/)*[^/]*\w\.\w{1,5}"),
        lambda path: f"{{static}}/media/{_below(path)} {_BESIDE}",
    ),
    (late(r".*/[^/]*\w\.\w{1,5}"), lambda path: f"{{static}}/{_below(path)}"),
)
"""Addresses that lead nowhere from a page, by their form, and what is likely meant: the first."""


def read_own_addresses(
    path: str, html: str, body: str, body_line: int, *, base: str, files: Collection[str]
) -> tuple[dict[str, int], tuple[Problem, ...]]:
    """Return the addresses of this site in a text, each with its line, sorted; and what is wrong.

    The text's page is at ``base``, ``/en/…/``. Addresses that name one of its ``files``, which are
    published beside it, are left out.
    """
    if not _may_have_own(body):
        return {}, ()
    lines: dict[str, int] = {}
    problems = []
    mentions = Mentions(body, body_line)
    for written in _own_addresses(html):
        if _path(written).removeprefix("./") in files:
            continue
        line = mentions.line_of(written, written.replace("&", "&amp;"))
        if likely := _mend(written):
            rule = "a link within the site must be one that leads there from the text's page"
            problems.append(Problem(path, line, rule, f'got "{shorten(written)}"', likely))
        elif (address := _resolve(base, written)).startswith("/"):
            lines.setdefault(address, line)
    return {address: lines[address] for address in sorted(lines)}, tuple(problems)


def _may_have_own(body: str) -> bool:
    """Decide in a moment whether a text may link to this site; most link to none."""
    if "<" in body or "{" in body:  # in HTML, or in a list of attributes, as it likes
        return True
    return "[" in body and ("]:" in body or _WRITTEN.search(body) is not None)


def _own_addresses(html: str) -> Iterator[str]:
    for tag in read_tags(html):
        for attribute in tag.attributes:
            if attribute.name in ADDRESSES:
                for address in split_offers(attribute):
                    if not _OTHERS.match(address.strip()):
                        yield address.strip()


def _path(written: str) -> str:
    """Return an address as letters, without its query and its fragment."""
    return compose(unquote(written.partition("#")[0].partition("?")[0]))


def _resolve(base: str, written: str) -> str:
    """Return where a browser goes from a page; a folder ends in a slash."""
    path = _path(urljoin(base, written)).removesuffix("index.html")
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"


def _mend(written: str) -> str:
    """Return the likely fix of an address that leads nowhere by its form; "" for one that may."""
    path = _path(written)
    if path.startswith("/") and "\\" not in path:
        return ""
    fix = next((fix for pattern, fix in _MEANT if pattern.fullmatch(path)), None)
    return f"write {shorten(fix(path), LONGEST_HINT)}" if fix else ""
