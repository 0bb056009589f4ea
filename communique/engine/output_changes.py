"""Changes of the output that no build made: files that differ, are missing or unknown."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from communique.catalogue.database import connect_read_only, shorten_log
from communique.catalogue.outputs import WHOLE, find_output, load_meta
from communique.catalogue.stamps import (
    digests_in_place,
    every_folder,
    folder_stamps,
    is_known_folder,
    owed_paths,
    paths_below,
    save_folders,
    save_stamps,
    staged_outputs,
)
from communique.engine.in_place import read_in_place
from communique.engine.look import folder_stamp, is_huge, look, stamp
from communique.engine.writer import Writer
from communique.errors import Problem, Severity
from communique.model.output import Output
from communique.settings import Settings
from communique.values import dataclass

MANY = 5000
"""Files that are noted at a time."""

REASON = "its file was not as the last build left it"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is not as the last build left it."""

    altered: tuple[str, ...] = ()
    """Recorded files that hold something else, or are not there."""
    strays: tuple[str, ...] = ()
    """Files, and links, that no record knew."""
    links: tuple[str, ...] = ()
    """The strays in place of a folder of the output. Nothing is written through one."""
    folders: tuple[str, ...] = ()
    """Folders that were looked into."""
    huge: bool = False
    """Whether the archive is so large that a build leaves the look at every file to checks."""
    stamps: tuple[tuple[str, str], ...] = ()
    """The stamps of files that were read; "" for a file with other bytes than recorded."""

    @property
    def count(self) -> int:
        """How many files there are to put right."""
        return len(self.altered) + len(self.strays)

    def warn(self, root: Path, hint: str) -> list[Problem]:
        """Return a warning that names the first of them, if there is one."""
        if not self.count:
            return []
        first = min([*self.altered, *self.strays])
        found = "got none" if not os.path.lexists(root / first) else "got another"
        if first in self.strays:
            found = "got one that no build wrote"
        rest = f", and {self.count - 1:,} more like it" if self.count > 1 else ""
        rule = "a file of the output must be as the last build left it"
        hint += "; so large an archive is looked at with --changed all" if self.huge else ""
        shown = os.fsencode(root / first).decode("utf-8", "backslashreplace")
        return [Problem(shown, 0, rule, f"{found}{rest}", hint, Severity.WARNING)]

    def is_behind_link(self, path: str) -> bool:
        """Whether a path leads through a link."""
        return path.startswith(tuple(f"{link}/" for link in self.links))

    def planned(self, db: sqlite3.Connection) -> Iterator[tuple[Output, str]]:
        """Yield what has to be made again."""
        for path in self.altered:
            record = find_output(db, path)
            assert record is not None
            yield record.output, REASON


def examine(
    db: sqlite3.Connection, root: Path, ignored: frozenset[str], found: list[str] | None
) -> Findings:
    """Examine the paths ``found``, or everything for None; change nothing.

    Outputs that an earlier build has still to make are left out: their bytes are compared anyway.
    ``ignored`` are names at the top of the output that are not ours.
    """
    folders = [path[:-1] for path in found or () if path.endswith("/")]
    unknown = [
        (path, is_link)
        for folder in ([""] if found is None else folders)
        for path, is_link in _unknown(db, str(root), folder, whole=found is None)
        if folder or path.partition("/")[0] not in ignored
    ]
    links = sorted(path for path, is_link in unknown if is_link)
    behind = tuple(f"{link}/" for link in links)
    owed, all_owed = owed_paths(db), bool(load_meta(db).get(WHOLE))
    files = None if found is None else {path for path in found if not path.endswith("/")}
    if files is not None:
        # A file that moved away with its folder keeps its stamp.
        files |= {path for link in links for path in paths_below(db, link)}
    stamps: list[tuple[str, str]] = []
    for path, digest in digests_in_place(db, () if all_owed else files):
        if path in owed:
            continue
        in_place, now = read_in_place(f"{root}/{path}")
        same = digest == in_place and not path.startswith(behind)
        stamps.append((path, now if same else ""))
    return Findings(
        altered=tuple(path for path, now in stamps if not now),
        strays=tuple(path for path, _ in unknown),
        links=tuple(links),
        folders=tuple(every_folder(db) if found is None else folders),
        huge=is_huge(db),
        stamps=tuple(stamps),
    )


def changed_folders(db: sqlite3.Connection, root: Path, paths: Iterable[str]) -> list[str]:
    """Return folders of paths, and those above, that changed since the last build."""
    folders: dict[str, bool] = {"": True}
    _add_folders(folders, paths)
    stamps = folder_stamps(db, sorted(folders))
    return [folder for folder, known in stamps if _folder_stamp(f"{root}/{folder}") != known]


def inspect(settings: Settings) -> Findings:
    """Compare the whole output with the last build; raises CommuniqueError without one."""
    writer = Writer(settings)
    with closing(connect_read_only(settings)) as db:
        found: list[str] | None = None
        if writer.identity() == load_meta(db).get("identity"):
            found = list(look(db, str(writer.root), thorough=True))
        return examine(db, writer.root, writer.retained, found)


def _unknown(
    db: sqlite3.Connection, root: str, folder: str, *, whole: bool
) -> Iterator[tuple[str, bool]]:
    """Yield each path below a folder that no record has, and whether it replaces a folder.

    Folders that the last build left are looked into where their own stamps differ, unless all is
    asked for.
    """
    place = f"{root}/{folder}" if folder else root
    try:
        if not S_ISDIR(os.lstat(place).st_mode) and folder:
            yield folder, True
            return
        with os.scandir(place) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in found:
        path = f"{folder}/{entry.name}" if folder else entry.name
        was_folder = _is_utf_8(path) and is_known_folder(db, path)
        if entry.is_dir(follow_symlinks=False):
            if whole or not was_folder:
                yield from _unknown(db, root, path, whole=whole)
        elif is_stray(db, path):
            yield path, was_folder


def is_stray(db: sqlite3.Connection, path: str) -> bool:
    """Whether no record knows a file of the output."""
    return not _is_utf_8(path) or find_output(db, path) is None


def _is_utf_8(path: str) -> bool:
    """Whether a name can be one of ours: the catalogue holds no other."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def settle_places(
    db: sqlite3.Connection, root: Path, touched: Iterable[str], *, fresh: bool = False
) -> None:
    """Note stamps of new files, their folders and ``touched``; files that differ are read again."""
    folders: dict[str, bool] = {}
    _add_folders(folders, touched)
    while outputs := staged_outputs(db, MANY):
        save_stamps(
            db, [(path, _stamp_in_place(f"{root}/{path}", staged)) for path, staged in outputs]
        )
        _add_folders(folders, (path for path, _ in outputs))
        if len(outputs) == MANY:
            _save_folders(db, root, folders)
            folders.clear()
            if fresh:
                shorten_log(db)
    _save_folders(db, root, folders)


def _stamp_in_place(place: str, staged: str) -> str:
    try:
        found = os.lstat(place)
    except OSError:
        return ""
    now = stamp(found)
    return now if S_ISREG(found.st_mode) and now.startswith(f"{staged}:") else ""


def _save_folders(db: sqlite3.Connection, root: Path, folders: dict[str, bool]) -> None:
    rows = sorted(item for item in folders.items() if _is_utf_8(item[0]))
    save_folders(db, ((path, _folder_stamp(f"{root}/{path}"), above) for path, above in rows))


def _add_folders(folders: dict[str, bool], paths: Iterable[str]) -> None:
    """Add the folders that paths are in, the output itself as "", and whether each has folders."""
    for path in paths:
        folder = path.rpartition("/")[0]
        folders.setdefault(folder, False)
        while folder:
            folder = folder.rpartition("/")[0]
            if folders.get(folder):
                break  # and so are those above it
            folders[folder] = True


def _folder_stamp(place: str) -> str:
    try:
        found = os.lstat(place)
    except OSError:
        return ""
    return folder_stamp(found) if S_ISDIR(found.st_mode) else ""
