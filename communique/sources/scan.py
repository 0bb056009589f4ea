"""Which source files there are: one walk, sizes and times only, no file opened.

The stamp of a file is its size, modification and change time and inode number: a text put in place
of another within one tick of the clock, or with its old time restored, still has another stamp.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import translate
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from communique.errors import Problem, ProblemsFound
from communique.settings import Settings

__all__ = ["FoundFile", "FoundFolder", "Role", "digest_bytes", "digest_file", "scan"]

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
FOREIGN_SUFFIXES = (".rst", ".html", ".htm", ".adoc", ".asciidoc")
COPY_SUFFIXES = (".txt", ".bak", ".old", ".orig", ".tmp")
"""What a Markdown file's name ends in where an editor's machine added to it: ``a.en.md.txt``."""


BLOCK = 1 << 16
"""Bytes read at a time: most texts are one block, and no memory is set aside for a larger one."""


class Role(StrEnum):
    """What a source file is to the build."""

    RELEASE = "release"
    PAGE = "page"
    STATIC = "static"
    """Published as it is."""
    FILE = "file"
    """Beside the releases: published only when a public release names it."""
    THEME = "theme"
    """A static file of the theme."""
    FOREIGN = "foreign"
    """A text in a format that is not read."""


class FoundFile(NamedTuple):
    """One file: its path below the content folder (or ``!theme/…``), what it is, its stamp."""

    path: str
    role: Role
    stamp: str


@dataclass(frozen=True, slots=True)
class FoundFolder:
    """One folder and the files directly in it, sorted by path; the stamp is of all of theirs."""

    path: str
    stamp: str
    files: tuple[FoundFile, ...]


def scan(settings: Settings) -> Iterator[FoundFolder]:
    """Walk the content folder and the theme's static files, folder by folder in sorted order.

    Names that start with a dot or match IGNORE_FILES, and editors' backups, are not seen. Raises
    ProblemsFound where a name is not UTF-8. A file
    that is both below PAGE_PATHS or STATIC_PATHS and below ARTICLE_PATHS is no release.
    """
    special = dict.fromkeys(settings.page_paths, Role.PAGE)
    special |= dict.fromkeys(settings.static_paths, Role.STATIC)
    special |= dict.fromkeys(settings.extra_path_metadata, Role.STATIC)
    articles = {name.strip("/"): Role.RELEASE for name in settings.article_paths}
    roles = articles | {name.strip("/"): role for name, role in special.items()}
    yield from _walk(settings.path, "", roles, None, settings.ignore_files)
    for name in settings.theme_static_paths:
        folder = settings.theme / name
        if folder.is_dir():
            roles = {"": Role.THEME}
            yield from _walk(folder, f"!theme/{name}", roles, None, settings.ignore_files)


def _walk(
    folder: Path | str,
    path: str,
    roles: dict[str, Role],
    role: Role | None,
    ignored: tuple[str, ...],
) -> Iterator[FoundFolder]:
    role = roles.get("" if path.startswith("!") else path, role)
    is_ignored = _any_of(ignored).match
    prefix = f"{path}/" if path else ""
    files: list[FoundFile] = []
    folders: list[tuple[str, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or name[-1] in "~#" or is_ignored(name):
                continue
            if not name.isascii():
                _check_name(path, name)
            below = f"{prefix}{name}"
            if entry.is_dir():
                folders.append((below, entry.path))
                continue
            found = roles.get(below, role)
            if found is not None and (entry.is_file() or entry.is_symlink()):
                if not name.endswith(".md"):
                    found = _refine(found, name)
                files.append(FoundFile(below, found, _stamp(entry)))
    if files:
        files.sort()
        text = "\0".join(chain.from_iterable(files))
        stamp = blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        yield FoundFolder(path, stamp, tuple(files))
    for below, full in sorted(folders):
        yield from _walk(full, below, roles, role, ignored)


def _refine(role: Role, name: str) -> Role:
    if role in (Role.STATIC, Role.THEME):
        return role
    stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122 - a hundred thousand times a scan
    if suffix in MARKDOWN_SUFFIXES:
        return role
    copied = suffix in COPY_SUFFIXES and stem.endswith(MARKDOWN_SUFFIXES)
    return Role.FOREIGN if copied or suffix in FOREIGN_SUFFIXES else Role.FILE


def _check_name(folder: str, name: str) -> None:
    """Raise ProblemsFound for a name that is not UTF-8, which no catalogue could hold."""
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        rule, found = "a file's name must be UTF-8", f'got "{shown}"'
        problem = Problem(folder or ".", 0, rule, found, "rename it")
        raise ProblemsFound([problem]) from None


@lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one expression for all patterns: it is asked of a hundred thousand names a scan."""
    return re.compile("|".join(translate(os.path.normcase(each)) for each in patterns) or "(?!)")


def _stamp(entry: os.DirEntry[str]) -> str:
    try:
        stat = entry.stat()
    except OSError:
        return "unreadable"  # a link that leads nowhere: reading it will say so
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"


def digest_bytes(data: bytes) -> str:
    """Return the digest by which sources are compared."""
    return blake2b(data, digest_size=16).hexdigest()


def digest_file(path: Path) -> str:
    """Return the digest of a file's content."""
    digest = blake2b(digest_size=16)
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
