"""The record of a build, all of the catalogue that publishing reads; the bytes that it tells of."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from communique.errors import PublishError
from communique.publish.kinds import KIND, KINDS, OTHER, Treatment
from communique.values import dataclass

SHOWN = 20
"""The most altered outputs that are named."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site, and the ``kind`` that the build calls it.

    A release has ``title``, ``lang``, ``state`` ("plain", "corrected" with a number, "withdrawn"),
    a digest of its ``text``, and in ``terms`` its lists ("tags/g7 people/…"; "" in old ledgers). A
    redirect ``leads_to`` an address. ``retired`` is when the file left the site and stayed at the
    host.
    """

    path: str
    size: int
    sha256: str
    media_type: str
    kind: str
    title: str = ""
    lang: str = ""
    state: str = ""
    text: str = ""
    leads_to: str = ""
    retired: str = ""
    terms: str = ""

    @property
    def treated(self) -> Treatment:
        """How publishing treats its kind."""
        return KINDS.get(self.kind, OTHER)

    @property
    def address(self) -> str:
        """The address below the site's, as a reader sees it."""
        return "/" + self.path.removesuffix("index.html")

    @property
    def corrections(self) -> int:
        """How often a release was corrected."""
        return int(self.state.removeprefix("corrected ")) if "corrected " in self.state else 0


_COLUMNS = f"""
    SELECT path, size, sha256, media_type, {KIND},
    coalesce(title, ''), coalesce(lang, ''), state, coalesce(text, ''), coalesce(leads_to, ''),
    '', terms
    FROM record
"""  # noqa: S608 - a fixed text


class Record:
    """The views of the catalogue that publishing may read, and the folder that they tell of."""

    def __init__(self, db: sqlite3.Connection, root: Path) -> None:
        self.root = root
        self._db = db
        meta = dict(
            db.execute(
                "SELECT key, value FROM meta WHERE key IN ('record id', 'record generation')"
            )
        )
        if len(meta) != 2:  # noqa: PLR2004 - both keys
            raise PublishError("the last build left no record of its output; build the site again")
        self.id = str(meta["record id"])
        self.generation = int(meta["record generation"])

    def builds(self, generation: int) -> str:
        """Return the token of the build that made a generation; "" where it is not known."""
        query = "SELECT token FROM record_build WHERE generation = ?"
        found = self._db.execute(query, (generation,)).fetchone()
        return found[0] if found else ""

    def every(self) -> Iterator[File]:
        """Yield every file, sorted by path."""
        return self._files(f"{_COLUMNS} ORDER BY path")

    def since(self, generation: int) -> Iterator[File]:
        """Yield the files whose bytes changed after a generation, sorted by path."""
        later = "generation > 1 AND " if generation else ""  # those are indexed
        return self._files(f"{_COLUMNS} WHERE {later} generation > ? ORDER BY path", generation)

    def gone_since(self, generation: int) -> Iterator[str]:
        """Yield the paths that left the output after a generation, sorted."""
        query = "SELECT path FROM record_gone WHERE generation > ? ORDER BY path"
        return (path for (path,) in self._db.execute(query, (generation,)))

    def find(self, path: str) -> File | None:
        """Return one file, or None where the site has none at this path."""
        return next(self._files(f"{_COLUMNS} WHERE path = ?", path), None)

    def is_ended(self, path: str) -> bool:
        """Whether the site's redirects say that a path is gone for good."""
        query = "SELECT 1 FROM record_ended WHERE path = ?"
        return self._db.execute(query, (path,)).fetchone() is not None

    def held_back(self) -> Iterator[str]:
        """Yield the paths that held texts will have, sorted, to ask a host whether it has them."""
        query = "SELECT path FROM record_held ORDER BY path"
        return (path for (path,) in self._db.execute(query))

    def _files(self, query: str, *values: object) -> Iterator[File]:
        return (File(*row) for row in self._db.execute(query, values))


def read_piece(root: Path, file: File) -> bytes:
    """Return the bytes of an output; raises PublishError where they are not the build's."""
    rule = f"{root.name}/{file.path}: an output must be as the build wrote it"
    hint = "build again, with --ignore-cache if that changes nothing"
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        raise PublishError(f"{rule}, got {error.strerror}; {hint}") from error
    if sha256(data).hexdigest() != file.sha256:
        raise PublishError(f"{rule}, found it changed since; {hint}")
    return data


def check_pieces(root: Path, files: Iterable[File], count: Callable[[int], None]) -> None:
    """Read every file that is to be sent; raises PublishError with all that are not the build's."""
    problems = []
    for file in files:
        try:
            read_piece(root, file)
        except PublishError as error:
            problems.append(str(error))
        count(1)
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise PublishError("\n".join([*problems[:SHOWN], *more, "nothing was sent"]))
