"""Links of a text to other sources, in Pelican's braces, and what is wrong with some.

A link in another form would stand in the page as it was written, and lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath

from communique.errors import Problem
from communique.sources.hints import shorten
from communique.sources.mentions import Mentions
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.text.patterns import late

__all__ = ["check_links", "find_links", "link_target", "normalise"]

_TAG = late(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = late(r"""([a-zA-Z][\w:-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_ADDRESSES = frozenset({"href", "src", "srcset", "poster", "data"})
"""Attributes that hold addresses; of them, href and src are put in place."""

_GOOD = late(r"\{(?:filename|static|attach)\}([^\"#?<>]+)[^<>]*")
_BRACES = late(r"(?:^|[\s,])(\{\w*\}\S*|\|\w+\|\S*)")
_ENDING = late("|".join(map(re.escape, MARKDOWN_SUFFIXES)), re.IGNORECASE)
_WORD = late(r"[{|](\w*)[}|]")
_BARE = late(r"(?![a-zA-Z][\w+.-]*:|[/#?{|])([^?#]+)(?:[?#].*)?", re.DOTALL)


def find_links(
    path: str, html: str, body: str, body_line: int
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the source paths that the text links to, and the line of each one's first mention."""
    if "{" not in html:
        return (), {}
    folder = PurePosixPath(path).parent
    lines: dict[str, int] = {}
    mentions = Mentions(body, body_line)
    for name, written, value in _addresses(html):
        match = _GOOD.fullmatch(value) if _is_placed(name, written) else None
        if match:
            line = mentions.line_of(*_spellings(f"}}{match[1]}"))
            target = link_target(match[1], folder)
            lines[target] = min(line, lines.get(target, line))
    return tuple(sorted(lines)), {link: lines[link] for link in sorted(lines)}


def check_links(path: str, html: str, body: str, body_line: int) -> Iterator[Problem]:
    """Yield the links that would stand in the page as they were written."""
    if "=" not in html or not ("{" in html or "|" in html or ".m" in html or ".M" in html):
        return
    if not ("{" in html or "|" in html or _ENDING.search(html)):
        return
    mentions = Mentions(body, body_line)
    for name, written, value in _addresses(html):
        braces = _BRACES.search(value)
        bare = _BARE.fullmatch(value)
        if braces and not (_is_placed(name, written) and _GOOD.fullmatch(value)):
            rule, hint = _refuse(name, written, braces[1])
            found = f'got "{shorten(braces[1])}"'
        elif name == "href" and bare and bare[1].lower().endswith(MARKDOWN_SUFFIXES):
            rule = "a link to a source must begin with {filename}"
            found, hint = f'got "{shorten(value)}"', f"write {{filename}}{shorten(value)}"
        else:
            continue
        yield Problem(path, mentions.line_of(*_spellings(value)), rule, found, hint)


def _refuse(name: str, written: str, link: str) -> tuple[str, str]:
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
    if name not in {"href", "src"}:
        return "a link in braces must stand in href or src", f"write the address in {name}"
    if written[:1] not in {'"', "'"}:
        return "a link in braces must stand in quotation marks", f'write {name}="{likely}"'
    return rule, f"write {likely}"


def _addresses(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield each address in a tag: the attribute's name, its value as written and as meant."""
    for tag in _TAG.findall(html):
        if "=" in tag:
            for name, written in _ATTRIBUTE.findall(tag):
                if name.lower() in _ADDRESSES:
                    bare = written[1:-1] if written[0] in "\"'" else written
                    yield name.lower(), written, bare


def _is_placed(name: str, written: str) -> bool:
    return name in {"href", "src"} and written[0] in "\"'"


def _spellings(written: str) -> tuple[str, ...]:
    """Return how an address in HTML may stand in the source."""
    return unescape(written), written


def link_target(written: str, folder: PurePosixPath) -> str:
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
