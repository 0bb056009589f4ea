"""Which source files there are: one walk, sizes and times only, no file opened.

The stamp of a file is its size, modification and change time and inode number: a text put in place
of another within one tick of the clock, or with its old time restored, still has another stamp.
"""

import marshal
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from fnmatch import translate
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from communique.errors import Problem
from communique.patterns import late
from communique.settings import Settings
from communique.signs import PAIRED, find_hidden, spell_out, tell_sign
from communique.sources.clutter import is_clutter
from communique.sources.roles import Role
from communique.sources.symlinks import LinkRules
from communique.sources.told import Told
from communique.text.letters import compose
from communique.values import dataclass

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
UNREAD_SUFFIXES = (
    *(".rst", ".adoc", ".asciidoc", ".textile"),
    *(".mdx", ".qmd", ".rmd", ".mdwn", ".mdtext", ".mdtxt"),
)
"""Suffixes of texts in other markup, which are sources wherever they are."""

FOREIGN_SUFFIXES = (*UNREAD_SUFFIXES, ".html", ".htm")
TEXT_COPY = late(r"\.(?:md|markdown|mkd|mdown)(?:\.te?xt|[ _(~-][^.]*)+$", re.ASCII | re.IGNORECASE)
"""A Markdown file's name with what a machine or a person added: ``a.en.md.txt``, ``a.md (1)``."""


_HIDDEN = late(rf"[\t\n\r]|{PAIRED.pattern}")


UNSTAMPED = ""
"""The stamp of a file or folder that no list named."""


class FoundFile(NamedTuple):
    """One file: its path below the content folder (or ``!theme/…``), what it is, its stamp."""

    path: str
    role: Role
    stamp: str


@dataclass(frozen=True, slots=True)
class FoundFolder:
    """One folder and the files directly in it, sorted by path; the stamp is of all that are there.

    If the stamp is the known one, the files are left out. ``problems`` are of names that cannot be
    read. ``clutter`` is what programs left there.
    """

    path: str
    stamp: str
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...] = ()
    clutter: tuple[str, ...] = ()


def scan(
    settings: Settings, told: Told | None = None, known: Mapping[str, str] | None = None
) -> Iterator[FoundFolder]:
    """Walk the content folder and the theme's static files, folder by folder in sorted order.

    ``known`` has the stamps of folders, by path: a folder that still has its own is not gone
    through. Of the content folder only what was ``told``, if that is not None: other files of the
    folders that it looks into have no stamp, nor have these folders.

    Names that start with a dot or match IGNORE_FILES are not seen, and files that programs leave
    neither. The letters of a path are in one piece (NFC), however the disk has its name. A file
    both below PAGE_PATHS or STATIC_PATHS and below ARTICLE_PATHS is no release.
    """
    special = dict.fromkeys(settings.page_paths, Role.PAGE)
    special |= dict.fromkeys(settings.static_paths, Role.STATIC)
    special |= dict.fromkeys(settings.extra_path_metadata, Role.STATIC)
    articles = {name.strip("/"): Role.RELEASE for name in settings.article_paths}
    roles: dict[str, Role | None] = dict(articles)
    roles |= {name.strip("/"): role for name, role in special.items()}
    roles |= _excluded(settings, roles)
    ignored = _any_of(tuple(map(compose, settings.ignore_files))).match
    follow = settings.allow_links
    places: list[tuple[Path, str, dict[str, Role | None]]] = [(settings.path, "", roles)]
    places += [
        (settings.theme / name, f"!theme/{name}", {f"!theme/{name}": Role.THEME})
        for name in settings.theme_static_paths
    ]
    for root, prefix, named in places:
        if root.is_dir() or not prefix:
            real = os.path.realpath(root)
            rules = LinkRules(real, prefix, named, ignored, follow=follow)
            own = None if prefix else told
            yield from _walk(rules, own, known or {}, str(root), prefix, None, (real,))


def _excluded(settings: Settings, roles: Mapping[str, Role | None]) -> dict[str, None]:
    """Return the folders that a setting takes from the releases, the pages or the static files."""
    found: dict[str, None] = {}
    kinds = (Role.RELEASE, Role.PAGE, Role.STATIC)
    for kind, folders in zip(kinds, settings.excludes, strict=True):
        for folder in folders:
            around = [folder, *(str(path) for path in PurePosixPath(folder).parents)]
            nearest = next((path for path in around if path in roles), "")
            if roles.get(nearest) is kind:
                found[folder] = None
    return found


def _walk(  # noqa: C901, PLR0912, PLR0915 - one loop, without a call a file
    rules: LinkRules,
    told: Told | None,
    known: Mapping[str, str],
    folder: str,
    path: str,
    role: Role | None,
    way: tuple[str, ...],
) -> Iterator[FoundFolder]:
    """Yield what is below a folder; ``way`` is the real folders that links led through."""
    roles, is_ignored = rules.roles, rules.ignored
    role = roles.get(path, role)
    prefix = f"{path}/" if path else ""
    whole = told is None or told.has(path)
    named = frozenset() if told is None else told.paths
    files: list[FoundFile] = []
    folders: list[tuple[str, str, tuple[str, ...]]] = []
    problems: list[Problem] = []
    clutter: list[str] = []
    seen: set[str] = set()
    stamp, others = _stamp_files(folder) if whole else (UNSTAMPED, [])
    same = stamp != UNSTAMPED and known.get(path) == stamp
    with nullcontext(others) if same else os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if not (name.isascii() and name.isprintable()):
                if problem := _check_name(path, name, seen):
                    problems.append(problem)
                    continue
                name = compose(name)
            if name[0] == "." or is_ignored(name):
                continue
            below = f"{prefix}{name}"
            if name[0] in "~#" or (not name.endswith(".md") and is_clutter(name)):
                if roles.get(below, role) is not None:
                    clutter.append(below)
                continue
            found = roles.get(below, role)
            if not entry.is_file(follow_symlinks=False):  # most are, and need no other question
                linked = entry.is_symlink()
                if linked and (refused := rules.refuse(entry, below, found, way)) is not None:
                    problems += refused
                    continue
                if entry.is_dir():
                    led = (*way, os.path.realpath(entry.path)) if linked else way
                    folders.append((below, entry.path, led))
                    continue
                if found is not None and not entry.is_file():
                    problems.append(_irregular(below, entry))
                    continue
            if found is None:
                continue
            if not name.endswith(".md"):
                found = _refine(found, name)
            mine = stamp_of(entry) if whole or below in named else UNSTAMPED
            files.append(FoundFile(below, found, mine))
    if same:
        yield FoundFolder(path, stamp, ())
    elif (files or problems or clutter) and (told is None or told.looks_into(path)):
        files.sort(key=itemgetter(0))  # no two have one path; whole tuples take twice as long
        stamp = UNSTAMPED if clutter else stamp  # so that the next build tells it again
        yield FoundFolder(
            path, stamp, tuple(files), tuple(sorted(problems)), tuple(sorted(clutter))
        )
    for below, full, led in sorted(folders):
        if told is None or told.leads_through(below):
            yield from _walk(rules, told, known, full, below, role, led)


def _stamp_files(folder: str) -> tuple[str, list[os.DirEntry[str]]]:
    """Return a folder's stamp, UNSTAMPED if it holds a link or the like, and its folders."""
    stamps: list[tuple[str, int, int, int, int]] = []
    folders: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False):
                try:
                    stat = entry.stat(follow_symlinks=False)
                except OSError:
                    return UNSTAMPED, []
                times = stat.st_mtime_ns, stat.st_ctime_ns
                stamps.append((entry.name, stat.st_size, *times, stat.st_ino))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(entry)
            else:
                return UNSTAMPED, []
    stamps.sort()
    content = marshal.dumps(stamps, 2)  # later versions write equal values in more than one way
    return blake2b(content, digest_size=16).hexdigest(), folders


def _irregular(path: str, entry: os.DirEntry[str]) -> Problem:
    """Return the problem of what is neither a file nor a folder."""
    mode = entry.stat(follow_symlinks=False).st_mode
    kinds = ((stat.S_ISFIFO, "named pipe"), (stat.S_ISSOCK, "socket"))
    kind = next((name for is_kind, name in kinds if is_kind(mode)), "device")
    rule, hint = "a source must be a file", "delete it, or move it out of the folder"
    return Problem(path, 0, rule, f"got a {kind}", hint)


def _refine(role: Role, name: str) -> Role:
    if role is Role.THEME:
        return role
    suffix = os.path.splitext(name.lower())[1]  # noqa: PTH122 - a hundred thousand times a scan
    if role is Role.STATIC:
        return Role.FOREIGN if suffix in UNREAD_SUFFIXES or TEXT_COPY.search(name) else role
    if suffix in MARKDOWN_SUFFIXES:
        return role
    foreign = suffix in FOREIGN_SUFFIXES or TEXT_COPY.search(name)
    return Role.FOREIGN if foreign else Role.FILE


def _check_name(folder: str, name: str, seen: set[str]) -> Problem | None:
    """Return the problem of a name that is not UTF-8, or that hides or reorders its letters.

    Also of a name that differs from another in the folder only in the form of its letters; ``seen``
    has the names before it.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        rule, found = "a file's name must be UTF-8", f'got "{shown}"'
        return Problem(folder or ".", 0, rule, found, "rename it")
    hidden = _HIDDEN.search(name)
    other = find_hidden(name)
    unfit = tell_sign(hidden[0]) if hidden else other and other.found
    if unfit and name[0] != ".":
        rule = "a file's name must not have control characters, nor invisible characters"
        path = spell_out(f"{folder}/{name}".removeprefix("/"))
        return Problem(path, 0, rule, f"got {unfit}", "rename it")
    plain = compose(name)
    if plain in seen:
        rule = "names in a folder must differ in more than the form of their letters"
        found, hint = f'got "{plain}" twice, as é and as e with an accent', "delete one of the two"
        return Problem(f"{folder}/{plain}".removeprefix("/"), 0, rule, found, hint)
    seen.add(plain)
    return None


@lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for all patterns: a scan of an archive tries it on each name."""
    return re.compile("|".join(translate(os.path.normcase(each)) for each in patterns) or "(?!)")


def stamp_of(entry: os.DirEntry[str] | Path) -> str:
    """Return a file's stamp; a word that is no stamp if it cannot be read."""
    try:
        stat = entry.stat()
    except OSError:
        return "unreadable"  # it is gone by now: reading it will say so
    time = stat.st_mtime_ns
    return f"{stat.st_size:x}:{time:x}:{stat.st_ctime_ns - time:x}:{stat.st_ino:x}"
