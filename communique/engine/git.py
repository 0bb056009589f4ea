"""Questions to git about the repository of the sources."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from communique.errors import CommuniqueError
from communique.values import dataclass

MANY = 500
"""Paths that are asked for in one call."""

_FIRST_PARENT = ("--first-parent", "-m", "--raw", "--no-abbrev", "--relative", "-z")


class GitError(CommuniqueError):
    """Git is missing, or failed; the text is its message."""


@dataclass(frozen=True, slots=True)
class Version:
    """A file in a commit: its blob, "" if deleted, the earlier of author's and commit's time."""

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
    """Return the environment without the variables in which git's hooks name a repository."""
    named = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    return {name: value for name, value in os.environ.items() if name not in named}


def find_head(folder: Path) -> tuple[str, bool]:
    """Return the commit that sources are at, and if history is missing; raises GitError."""
    said = ask_git(folder, "rev-parse", "HEAD", "--is-shallow-repository").decode().split()
    return said[0], said[1] == "true"


def changed_since(folder: Path, before: str) -> set[str] | None:
    """Return the paths that commits changed since ``before``; None if that left the main line."""
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
    """Return versions of files on the main line, newest first, past renames; raises GitError."""
    found: dict[str, list[Version]] = {}
    asked = sorted(paths)
    for start in range(0, len(asked), MANY):
        found |= _follow(folder, "HEAD", asked[start : start + MANY])
    return found


def _follow(folder: Path, revision: str, paths: list[str]) -> dict[str, list[Version]]:
    named = [f":(literal){path}" for path in paths]
    words = ("log", *_FIRST_PARENT, "--no-renames", "--format=%x01%H %ct %at", revision, "--")
    parts = iter(_split(ask_git(folder, *words, *named)))
    found: dict[str, list[Version]] = {}
    added: dict[str, str] = {}
    commit, made = "", datetime.fromtimestamp(0, UTC)
    for part in parts:
        line = part.lstrip("\n")
        if line.startswith("\x01"):
            commit, *times = line[1:].split()
            made = datetime.fromtimestamp(min(map(int, times)), UTC)
        elif line.startswith(":"):
            blob, status = line.split()[3:5]
            path = next(parts)
            found.setdefault(path, []).append(Version("" if status == "D" else blob, made))
            added[path] = commit if status == "A" else ""
    for path, first in added.items():
        if first and (before := _find_renamed(folder, first).get(path)):
            found[path] += _follow(folder, f"{first}^", [before]).get(before, [])
    return found


def _split(said: bytes) -> list[str]:
    return said.decode("utf-8", "surrogateescape").split("\0")


@lru_cache(maxsize=16)
def _find_renamed(folder: Path, commit: str) -> dict[str, str]:
    words = ("show", *_FIRST_PARENT, "-M", "--diff-filter=R", "--format=", commit)
    parts = [part for part in _split(ask_git(folder, *words)) if part.strip()]
    return {
        now: before for _, before, now in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


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
