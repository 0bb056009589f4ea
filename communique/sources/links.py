"""Links of a text to other sources, in Pelican's braces, and what is wrong with some.

A link in another form would stand in the page as it was written, and lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from communique.errors import Problem
from communique.sources.hints import shorten
from communique.sources.mentions import Mentions
from communique.text.elements import ADDRESSES
from communique.text.letters import compose
from communique.text.patterns import late
from communique.text.tags import read_tags

PLACED = frozenset({"href", "src"})
"""Attributes in which a link in braces becomes the address of what it names."""

_GOOD = late(r"\{(?:filename|static|attach)\}([^#?]+)(.*)", re.DOTALL)
_BRACES = late(r"(?:^|[\s,])(\{\w*\}\S*|\|\w+\|\S*)")
_ENDS = r"(?:[/?#\"'\s<>]|$)"
_ODD_HOST = late(
    r"//[^/\s\"'<>]*(?:[^!-Z^-~\s\"'<>/]"
    rf"|:(?!\d{{0,4}}{_ENDS})[^@/\s\"'<>]*{_ENDS})"
)
"""An address whose host has brackets, letters that are not of ASCII, or an odd port."""

_WORD = late(r"[{|](\w*)[}|]")


def find_links(
    path: str, html: str, body: str, body_line: int
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the source paths that the text links to, and the line of each one's first mention."""
    if not may_have_braces(html):
        return (), {}
    folder = PurePosixPath(path).parent
    lines: dict[str, int] = {}
    mentions = Mentions(body, body_line)
    for name, value in _addresses(html):
        target = named_source(value, folder) if name in PLACED else ""
        if target:
            written = value[value.index("}") :].removesuffix(address_end(value))
            line = mentions.line_of(*_spellings(written))
            lines[target] = min(line, lines.get(target, line))
    return tuple(sorted(lines)), {link: lines[link] for link in sorted(lines)}


def check_links(path: str, html: str, body: str, body_line: int) -> Iterator[Problem]:
    """Yield the links that would stand in the page as they were written."""
    if "=" not in html:
        return
    if not (may_have_braces(html) or "|" in html or _ODD_HOST.search(html)):
        return
    mentions = Mentions(body, body_line)
    for name, value in _addresses(html):
        braces = _BRACES.search(value)
        if braces and not (name in PLACED and _GOOD.fullmatch(value)):
            rule, hint = _refuse(name, braces[1])
            found = f'got "{shorten(braces[1])}"'
        elif _ODD_HOST.search(value) and not _is_readable(value):
            rule, hint = "an address must be one that a browser can read", "write the whole address"
            found = f'got "{shorten(value)}"'
        else:
            continue
        yield Problem(path, mentions.line_of(*_spellings(value)), rule, found, hint)


def _refuse(name: str, link: str) -> tuple[str, str]:
    """Return what must hold of a link that is not put in place, and the likely fix."""
    match = _WORD.match(link)
    assert match is not None
    word, rest = match[1].lower(), link[match.end() :]
    likely = f"{{{word}}}{shorten(rest)}"
    rule = "a link in braces must be {filename}path or {static}path"
    if word not in {"filename", "static", "attach"}:
        return rule, "write the address that is meant"
    if not rest or rest[0] in "#?":
        return rule, "name the file after the brace"
    if name not in PLACED:
        return "a link in braces must stand in href or src", f"write the address in {name}"
    return rule, f"write {likely}"


def _is_readable(address: str) -> bool:
    """Whether an address is one of RFC 3986, as Python reads it."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _addresses(html: str) -> Iterator[tuple[str, str]]:
    """Yield each address in a tag: the attribute's name and its value."""
    for tag in read_tags(html):
        for attribute in tag.attributes:
            if attribute.name in ADDRESSES:
                yield attribute.name, attribute.value


def _spellings(address: str) -> tuple[str, ...]:
    """Return how an address in HTML may stand in the source."""
    return address, escape(address, quote=False)


def may_have_braces(html: str) -> bool:
    """Whether a brace is in HTML, as itself or as a character reference."""
    if "{" in html or "&" not in html:
        return "{" in html
    return "&#" in html or "&lcub" in html or "&lbrace" in html


def named_source(address: str, folder: PurePosixPath) -> str:
    """Return the source path that an address in braces names; "" for another address."""
    match = _GOOD.fullmatch(address)
    return _target(compose(unquote(match[1])), folder) if match else ""


def address_end(address: str) -> str:
    """Return the query and the fragment of an address in braces."""
    match = _GOOD.fullmatch(address)
    return match[2] if match else ""


def _target(written: str, folder: PurePosixPath) -> str:
    """Return the source path that ``{filename}…`` means: from PATH after a slash, else beside."""
    target = PurePosixPath(written.removeprefix("/")) if written[:1] == "/" else folder / written
    return str(normalise(target))


def normalise(path: PurePosixPath) -> PurePosixPath:
    """Return the path without the folders that ``..`` leaves."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return PurePosixPath(*parts)
