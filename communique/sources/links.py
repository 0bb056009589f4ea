"""Links to other sources, ``{filename}`` and the like: what each names, and its faults."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from communique.sources.hints import shorten
from communique.text.letters import compose
from communique.text.patterns import late

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

_EMPTY_HOST = late(
    r"https?://(?:[?#]|$|[^/?#]*@)|mailto:(?:[^@?]*$)|tel:(?![+(]?[0-9])", re.IGNORECASE
)
"""An address of nobody, or one with a name and a password."""

_WORD = late(r"[{|](\w*)[}|]")


def refuse_braces(name: str, value: str) -> tuple[str, str, str] | None:
    """Return what must hold of a link in braces that leads nowhere, what was found, the likely fix.

    None where there is no such link.
    """
    braces = _BRACES.search(value) if "{" in value or "|" in value else None
    if braces is None or (name in PLACED and _GOOD.fullmatch(value)):
        return None
    rule, hint = _refuse(name, braces[1])
    return rule, braces[1], hint


def refuse_host(value: str) -> tuple[str, str, str] | None:
    """Return the same of an address whose host no browser can read; None of any other."""
    if _EMPTY_HOST.match(value.strip()):
        hint = "write the whole address, without a password"
        return "an address must name whom it leads to, and nothing secret", value, hint
    if "//" not in value or not _ODD_HOST.search(value) or _is_readable(value):
        return None
    return "an address must be one that a browser can read", value, "write the whole address"


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


def may_have_braces(html: str) -> bool:
    """Whether a brace is in HTML, as itself or as a character reference."""
    if "{" in html or "&" not in html:
        return "{" in html
    return "&#" in html or "&lcub" in html or "&lbrace" in html


def named_source(address: str, folder: PurePosixPath, name: str = "src") -> str:
    """Return the source path that an address in braces names; "" for another address.

    ``name`` is the attribute in which the address stands.
    """
    match = _GOOD.fullmatch(address) if name in PLACED else None
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
