"""Links to other sources, ``{filename}`` and the like: what each names, and its faults."""

import re
from ipaddress import ip_address
from pathlib import PurePosixPath
from posixpath import normpath
from unicodedata import category
from urllib.parse import unquote, urlsplit

from communique.patterns import late
from communique.sources.hints import shorten
from communique.text.letters import compose

PLACED = frozenset({"href", "src"})
"""Attributes in which a link in braces becomes the address of what it names."""

_GOOD = late(r"\{(?:filename|static|attach)\}([^#?]+)(.*)", re.DOTALL)
_BRACES = late(r"(?:^|[\s,])(\{\s*\w*\s*\}\S*|\|\w+\|\S*)")
_ENDS = r"(?:[/?#\"'\s<>]|$)"
_ODD_HOST = late(
    r"//[^/\s\"'<>]*(?:[^!-Z^-~\s\"'<>/]"
    rf"|:(?!\d{{0,4}}{_ENDS})[^@/\s\"'<>]*{_ENDS})"
)
"""An address whose host has brackets, letters that are not of ASCII, or an odd port."""

_EMPTY_HOST = late(
    r"(?:https?:)?//(?:[?#]|$|[^/?#]*@)|///|tel:(?![+(]?[0-9])|mailto:(?!\?|[^\s@?]+@(?:[\w-]+\.)+\w{2,})",
    re.IGNORECASE,
)
"""An address of nobody, or one with a name and a password."""

_SPACED = late(r"(?:https?:)?//[^\s/]+/\S*\s", re.IGNORECASE)
_HOST = late(r"(?:https?:)?//([^/?#:]+)", re.IGNORECASE)
_NEAR = late(r"(?:.*\.)?(?:localhost|local|internal|intranet|lan|invalid)\.?", re.IGNORECASE)
"""Names that lead nowhere outside of a network (RFC 6761, RFC 6762)."""

_MIXED = late(r"(?=[^.]*[a-z])[^.]*[\u0370-\u052f]", re.IGNORECASE)
BAD_PERCENT = late(r"://[^\s\"'<>)\]]*%(?![0-9A-Fa-f]{2})")

_WORD = late(r"[{|]\s*(\w*)\s*[}|]")


def refuse_braces(name: str, value: str) -> tuple[str, str, str] | None:
    """Return rule, find and fix for a link in braces that leads nowhere; None if it leads."""
    braces = _BRACES.search(value) if "{" in value or "|" in value else None
    if braces is None or (name in PLACED and _GOOD.fullmatch(value)):
        return None
    rule, hint = _refuse(name, braces[1])
    return rule, braces[1], hint


def refuse_host(value: str) -> tuple[str, str, str] | None:
    """Return the same for an address whose host no browser can read; None for any other."""
    if _EMPTY_HOST.match(value.strip()):
        hint = "write the whole address, without a password"
        return "an address must have a host, and no password", value, hint
    if _SPACED.match(value.strip()):
        hint = "write %20 for a space that belongs to it; a title stands in quotation marks"
        return "an address must have no spaces", " ".join(value.split()), hint
    rule, hint = "an address must be one that a browser can read", "write the whole address"
    if "//" in value and _ODD_HOST.search(value) and not _is_readable(value):
        return rule, value, hint
    if "%" in value and BAD_PERCENT.search(value):
        return rule, value, "write %25 for a percent sign"
    match = _HOST.match(value.strip())
    if match is None or match[1].lower() in {"http", "https"}:  # written twice, told elsewhere
        return None
    return _refuse_name(match[1], value)


def _refuse_name(host: str, value: str) -> tuple[str, str, str] | None:
    """Return the same for a host that readers cannot reach."""
    if _NEAR.fullmatch(host) or (_is_number(host) and not ip_address(host).is_global):
        return "an address must be public", value, "write its public address"
    if _MIXED.search(host):
        hint = "write all its letters in one script"
        return "an address must have letters of one alphabet in each part", value, hint
    if host[:1] != "[" and not _is_name(host) and not _is_number(host):
        hint = "write the whole address"
        return "an address must be one that a browser can read", value, hint
    return None


def _is_name(host: str) -> bool:
    """Whether a host is a name of the public's DNS, with its top-level domain."""
    *labels, top = host.removesuffix(".").split(".")
    if not labels or len(top) < len("kz") or top.isdecimal():
        return False
    return all(
        label.strip("-") == label != ""
        and all(sign in "-_" or category(sign)[0] in "LMN" for sign in label)
        for label in (*labels, top)
    )


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


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
    """Return the source that an attribute's address in braces names; "" for another address."""
    match = _GOOD.fullmatch(address) if name in PLACED else None
    if match is None:
        return ""
    # From PATH on after a slash, else from beside the text.
    written = compose(unquote(match[1]))
    return normpath(written.lstrip("/") if written[:1] == "/" else folder / written)


def address_end(address: str) -> str:
    """Return the query and the fragment of an address in braces."""
    match = _GOOD.fullmatch(address)
    return match[2] if match else ""
