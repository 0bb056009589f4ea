"""The ledger at a host: an entry for each publication, with its changes.

An entry is JSON Lines, compressed: a head, a list for each file that came or changed, a list of one
path for each that went. Some entries are whole and list every file. So a machine
that has no entries reads only those since the last whole one.
"""

import gzip
import json
from collections.abc import Iterable
from dataclasses import asdict, astuple

from communique.errors import PublishError
from communique.publish.record import File
from communique.values import dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication of a site.

    ``before`` is the number of the last one, 0 for none; ``token`` tells it from any other. It
    shows ``build``, in ``generation`` of ``record``. ``files`` and ``size`` count everything at the
    host, ``pending`` the rows of entries since a whole one. ``mark`` is the target's own.
    """

    number: int
    before: int
    token: str
    record: str
    generation: int
    build: str
    at: str
    by: str
    files: int
    size: int
    whole: bool
    pending: int
    again: int = 0
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A publication with its new and changed files, and its deleted paths."""

    publication: Publication
    files: tuple[File, ...]
    gone: tuple[str, ...]


def write_entry(publication: Publication, files: Iterable[File], gone: Iterable[str]) -> bytes:
    """Return an entry as bytes; equal entries give equal bytes."""
    lines: list[object] = [{"format": FORMAT, **asdict(publication)}]
    lines += [astuple(file) for file in files]
    lines += [(path,) for path in gone]
    text = "\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines)
    return gzip.compress(text.encode(), 6, mtime=0)


def read_publication(line: str, name: str) -> Publication:
    """Read the first line of an entry; raises PublishError as ``read_entry`` does."""
    return read_entry(gzip.compress(line.encode()), name).publication


def read_entry(data: bytes, name: str) -> LedgerEntry:
    """Read an entry; raises PublishError where it is damaged, or another version's."""
    try:
        head, *rows = map(json.loads, gzip.decompress(data).decode().split("\n"))
        if head.pop("format") != FORMAT:
            raise PublishError(
                f"{name} must be of this version of Communiqué, found another; update Communiqué"
            )
        files = tuple(File(*row) for row in rows if len(row) > 1)
        return LedgerEntry(
            Publication(**head), files, tuple(row[0] for row in rows if len(row) == 1)
        )
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PublishError(
            f"{name} must be an entry of the ledger, found damaged bytes; "
            "publish to an empty place, or bring it back from a backup"
        ) from error
