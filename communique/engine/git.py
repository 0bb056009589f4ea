"""The repository of the sources, as git tells of it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from communique.errors import CommuniqueError

MANY = 500
"""Paths that are asked for in one call."""

_FIRST_PARENT = ("--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--relative", "-z")


class GitError(CommuniqueError):
    """Git is not there, or cannot tell; the text is what it says."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The commit that the sources are at, and whether the history before it is there whole."""

    head: str
    shallow: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A file as one commit left it: the blob, "" where it was deleted, and when.

    Of the author's time and the committer's it is the earlier.
    """

    blob: str
    made: datetime


def ask_git(folder: Path, *words: str, given: bytes = b"") -> bytes:
    """Return what git says in a folder; raises GitError."""
    command = ["git", "--no-optional-locks", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=_env())
    except OSError as error:
        raise GitError(f"{error.strerror}: git") from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip().partition("\n")[0])
    return done.stdout


def _env() -> dict[str, str]:
    """Return the environment without what a hook of git says of another repository."""
    named = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in named}


def find_repository(folder: Path) -> Repository:
    """Return the repository that a folder is in; raises GitError where it is in none."""
    said = ask_git(folder, "rev-parse", "HEAD", "--is-shallow-repository").decode().split()
    return Repository(said[0], said[1] == "true")


def changed_since(folder: Path, before: str) -> set[str] | None:
    """Return what commits changed since an earlier one; None where it is none of the main line."""
    try:
        commits = ask_git(
            folder, "rev-list", "--first-parent", "--parents", f"{before}..HEAD", "--"
        )
        names = ("log", "--first-parent", "-m", "--name-only", "--no-renames", "--relative")
        said = ask_git(folder, *names, "-z", "--format=", f"{before}..HEAD", "--")
    except GitError:
        return None
    oldest = commits.decode().splitlines()[-1:]
    if not oldest or oldest[0].split()[1:2] != [before]:
        return None
    return {path.decode("utf-8", "surrogateescape").strip("\n") for path in said.split(b"\0")}


def find_versions(folder: Path, paths: Iterable[str]) -> dict[str, list[Version]]:
    """Return the versions of files on the main line of history, the newest first.

    Raises GitError.
    """
    found: dict[str, list[Version]] = {}
    asked = sorted(paths)
    for start in range(0, len(asked), MANY):
        named = [f":(literal){path}" for path in asked[start : start + MANY]]
        said = ask_git(folder, "log", *_FIRST_PARENT, "--format=%x01%ct %at", "--", *named)
        made = datetime.fromtimestamp(0, UTC)
        parts = iter(said.decode("utf-8", "surrogateescape").split("\0"))
        for part in parts:
            line = part.lstrip("\n")
            if line.startswith("\x01"):
                made = datetime.fromtimestamp(min(map(int, line[1:].split())), UTC)
            elif line.startswith(":"):
                blob, status = line.split()[3:5]
                version = Version("" if status == "D" else blob, made)
                found.setdefault(next(parts), []).append(version)
    return found


def read_blobs(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of blobs, each with its name; raises GitError."""
    said = ask_git(folder, "cat-file", "--batch", given="".join(f"{b}\n" for b in blobs).encode())
    place = 0
    while place < len(said):
        end = said.index(b"\n", place)
        name, kind, *size = said[place:end].decode().split()
        place = end + 1
        if kind == "missing":  # of a partial clone
            continue
        yield name, said[place : place + int(size[0])]
        place += int(size[0]) + 1
