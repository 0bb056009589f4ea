"""Redirects in bulk: a CSV of old addresses and new ones, as a spreadsheet saves it.

A line has an old address, a new one, and what anybody wants to note; without a new address what was
there is gone (410). Addresses are paths below SITEURL, or whole; a new one may be another site's.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from urllib.parse import quote, unquote, urlsplit

from communique.errors import Problem
from communique.sources.fields import LONGEST_SEGMENT
from communique.sources.own_addresses import plain_host
from communique.values import dataclass

DELIMITERS = ";\t,"
IN_PATH = "/!$&'()*+,;=:@~"
IN_URL = "/!$&'()*+,;=:@~%?#[]"
"""What stays as it is in an address (RFC 3986)."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """One line: the ``path`` of the output that the old address was, and where it leads.

    ``target`` is an address below SITEURL, one of another site, or None for what is gone; ``file``
    the output at a target of the site, else "".

    An old address with a ``query`` was made by a program: the ``path`` ends with "?" and the query,
    and no output is there. Only a server can tell it from others of that program.
    """

    path: str
    target: str | None
    file: str
    line: int
    query: str = ""


class _Wrong(ValueError):
    """An address that cannot be used: what must hold, what was found, the likely fix."""


def read_redirects(name: str, data: bytes, siteurl: str) -> tuple[list[Redirect], list[Problem]]:
    """Read sound redirects, sorted by path, each with its last target; and all problems."""
    found: dict[str, Redirect] = {}
    problems: list[Problem] = []

    def tell(line: int, rule: str, message: str, hint: str = "") -> None:
        problems.append(Problem(name, line, rule, message, hint))

    for line, row in _rows(_decode(data, tell), tell):
        try:
            redirect = _read(row, line, siteurl)
        except _Wrong as wrong:
            tell(line, *wrong.args)
            continue
        first = found.setdefault(redirect.path, redirect)
        if first.target != redirect.target:
            rule, hint = "an old address must lead to one new one", "remove one of the two"
            tell(line, rule, f"got /{_address(redirect.path)}, which line {first.line} has", hint)
    collapsed = [_follow(redirect, found, tell) for _, redirect in sorted(found.items())]
    return [redirect for redirect in collapsed if redirect is not None], problems


Tell = Callable[..., None]


def _decode(data: bytes, tell: Tell) -> str:
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 0 if utf_16 else data.count(b"\n", 0, error.start) + 1
        found = f"got byte 0x{data[error.start]:02x}"
        tell(line, "redirects must be UTF-8", found, "save the file as CSV UTF-8")
        return ""


def _rows(text: str, tell: Tell) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that have a redirect, each with its number, without spare columns."""
    delimiter = _find_delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, first = 1, True
    try:
        for fields in reader:
            row, at = [field.strip() for field in fields], line
            line = reader.line_num + 1
            if not any(row) or row[0].startswith("#") or (at == 1 and row[0].startswith("sep=")):
                continue
            if not (first and not any(map(_is_address, row))):
                yield at, row
            first = False
    except csv.Error as error:
        rule = "redirects must be CSV"
        tell(line, rule, f"got: {error}", "save the file again from a spreadsheet")


def _find_delimiter(text: str) -> str:
    """Return what stands after the first old address; a comma if nothing does."""
    for line in text.splitlines():
        for delimiter in DELIMITERS:
            row = [field.strip().strip('"') for field in line.split(delimiter)]
            if _is_address(row[0]) and len(row) > 1 and (not row[1] or _is_address(row[1])):
                return delimiter
    return ","


def _is_address(field: str) -> bool:
    return field.startswith(("/", "http://", "https://"))


def _read(row: list[str], line: int, siteurl: str) -> Redirect:
    old, *rest = row
    if not rest or any(rest[2:]):
        raise _Wrong(
            "a redirect must be an old address, a new one, and at most a note",
            f"got {1 if not rest else len(row)} column{'s' if rest else ''}",
            f"write {old},/en/new-address/ or, for what is gone, {old},"
            if not rest
            else "quote what has a comma",
        )
    path, suffix = _read_local(old, siteurl, "an old address")
    if "#" in suffix:
        rule = "an old address must have no #"
        raise _Wrong(rule, f"got {old}", "delete the # and what follows")
    query = suffix.removeprefix("?")
    path = f"{path}?{query}" if query else address_file(path)
    if not rest[0]:
        return Redirect(path, None, "", line, query)
    if not rest[0].startswith("/") and _below(rest[0], siteurl) is None:
        return Redirect(path, _read_foreign(rest[0]), "", line, query)
    target, suffix = _read_local(rest[0], siteurl, "a new address")
    file = address_file(target)
    return Redirect(path, quote(_address(file), safe=IN_PATH) + suffix, file, line, query)


def _below(address: str, siteurl: str) -> str | None:
    """Return the part of a whole address that is below SITEURL; None for another site's."""
    head, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    site = siteurl.partition("://")[2].partition("/")[0]
    if mark and head.lower() in ("http", "https") and plain_host(host) == plain_host(site):
        address = f"{siteurl.partition('://')[0]}://{site}{slash}{path}"
    if siteurl and f"{address}/".lower().startswith(f"{siteurl}/".lower()):
        return address[len(siteurl) :] or "/"
    return None


def _read_foreign(address: str) -> str:
    rule = "a new address must be a path of this site, or begin with https:// or http://"
    try:
        parts = urlsplit(address)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        right = False
    if not right or not address.isprintable() or set(address) & set(' "<>\\^`{|}'):
        raise _Wrong(rule, f"got {address}", "write it like /en/new-address/")
    return quote(address, safe=IN_URL)


def _read_local(address: str, siteurl: str, what: str) -> tuple[str, str]:
    """Return a path below SITEURL, decoded, and what follows it from ``?`` or ``#`` on."""
    local = address if address.startswith("/") else _below(address, siteurl)
    if local is None or local.startswith("//"):
        likely = f"/{address.rpartition('//')[2].partition('/')[2]}"
        raise _Wrong(f"{what} must be a path of this site", f"got {address}", f"write {likely}")
    if "%" in local and re.search(r"%(?![0-9A-Fa-f]{2})", local):
        rule = f"{what} must be an address that a browser can read"
        raise _Wrong(rule, f"got {address}", "write %25 for a percent sign")
    end = min((local.find(mark) for mark in "?#" if mark in local), default=len(local))
    try:
        path = unicodedata.normalize("NFC", unquote(local[:end], errors="strict"))
    except UnicodeDecodeError:
        hint = "write it in letters, without %"
        raise _Wrong(f"{what} must be UTF-8", f"got {address}", hint) from None
    segments = path.removeprefix("/").removesuffix("/").split("/")
    if (
        not path.isprintable()
        or "\\" in path
        or "*" in segments  # for many, as some hosts have it
        or (path != "/" and any(not part or part.startswith(".") for part in segments))
        or any(len(part.encode()) > LONGEST_SEGMENT for part in segments)
    ):
        rule = f"{what} must be a path that a file can have"
        raise _Wrong(rule, f"got {address}", "write it like /en/2018/old-address/")
    return path.removeprefix("/"), quote(local[end:], safe=IN_URL)


def address_file(path: str) -> str:
    """Return the output at a decoded path below SITEURL: a folder's index, or the file named."""
    if path.rpartition("/")[2].count("."):
        return path
    return f"{path.rstrip('/')}/index.html".removeprefix("/")


def _address(file: str) -> str:
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file


def _find_next(redirect: Redirect, found: dict[str, Redirect]) -> Redirect | None:
    """Return the redirect that starts where another one ends, with the same query."""
    path, mark, query = (redirect.target or "").partition("#")[0].partition("?")
    if mark and redirect.file:
        for written in (unquote(path), unquote(path).removesuffix("/")):
            if (asked := found.get(f"{written}?{query}")) is not None:
                return asked
    return found.get(redirect.file)


def _follow(redirect: Redirect, found: dict[str, Redirect], tell: Tell) -> Redirect | None:
    """Return a redirect that leads directly to the end of a chain; None without an end."""
    seen, last = {redirect.path}, redirect
    while (following := _find_next(last, found)) is not None:
        last = following
        if last.path in seen:
            found_ = f"got /{_address(redirect.path)}, which leads back by line {last.line}"
            tell(redirect.line, "redirects must not go in a circle", found_, "correct one of them")
            return None
        seen.add(last.path)
        if last.target is None:
            rule = "a redirect must lead to an existing address"
            message = f"got /{redirect.target}, which is gone by line {last.line}"
            tell(redirect.line, rule, message, "leave the new address empty here too")
            return None
    return replace(redirect, target=last.target, file=last.file)
