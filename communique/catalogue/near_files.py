"""The file that a text likely means, if it names one that does not exist."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import PurePosixPath
from urllib.parse import unquote

from communique.catalogue.known_sources import find_role
from communique.errors import Problem
from communique.sources.hints import ALIKE, LONGEST_SLIP
from communique.sources.roles import Role


def find_near(db: sqlite3.Connection, path: str) -> str:
    """Return the file below PATH with a like name and the same suffix, the nearest first; or ""."""
    folder, _, name = path.rpartition("/")
    query = "SELECT path FROM source WHERE role IN (?, ?) ORDER BY path"
    files: list[str] = [each for (each,) in db.execute(query, (Role.STATIC, Role.FILE))]
    within = [each for each in files if each.rpartition("/")[0] == folder]
    query = "SELECT path FROM source WHERE path GLOB ? ORDER BY path"
    start = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in f"{folder}/" if folder)
    texts = (each for (each,) in db.execute(query, (f"{start}*.*",)))
    within += [each for each in texts if each.rpartition("/")[0] == folder]
    asked = PurePosixPath(name.casefold())
    for among in (within, files):
        named = {unquote(each.rpartition("/")[2]).casefold(): each for each in reversed(among)}
        if name.casefold() in named:
            return named[name.casefold()]
        paths = ((PurePosixPath(each), path) for each, path in named.items())
        stems = {each.stem: path for each, path in paths if each.suffix == asked.suffix}
        if len(name) > LONGEST_SLIP:
            continue
        if near := get_close_matches(asked.stem, stems, n=1, cutoff=ALIKE):
            return stems[near[0]]
    return ""


def name_files(db: sqlite3.Connection, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems; that of a link to a missing file names the file that is likely meant."""
    for problem in problems:
        yield replace(problem, hint=_name(db, problem)) if problem.missing else problem


def _name(db: sqlite3.Connection, problem: Problem) -> str:
    folder = problem.path.rpartition("/")[0]
    path = f"{folder}/{problem.missing}" if folder else problem.missing
    near = find_near(db, path)
    if not near:
        return problem.hint
    if find_role(db, near) is Role.STATIC:
        return f"write {{static}}/{near}"
    beside, _, name = near.rpartition("/")
    if near == path:
        return "name it in Image or Attachments"
    if beside == folder:
        return f"write {name}, and name it in Image or Attachments"
    return f'did you mean "{near}"? Name it in Image or Attachments'
