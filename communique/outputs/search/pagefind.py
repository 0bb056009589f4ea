"""Pagefind: HTML in, an index out, the same bytes for the same documents.

Its program is run on a folder made for it. What it writes is one index in many small files, of
which a browser fetches those that a search needs. Three things are changed in them, all in the
CBOR that the files hold (Pagefind 1.5: ``pagefind_dcd``, then a document, all of it in gzip):

- Pages are numbered in the order in which the disk lists their files, which is a matter of the file
  system. They are numbered by their names, which are digests of what they hold.
- Filters come in the order of a hash table, another one each time. They are sorted.
- Words come in chunks of 50 KB. A search fetches a chunk of each part for each word, so these are
  cut smaller, yet never between words that begin alike, as a beginning finds them all.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import cbor2

from communique.errors import CommuniqueError
from communique.outputs.search.documents import Document

ENTRY = "pagefind-entry.json"
"""The file of a part that names the others; the part's own output."""

SIGNATURE = b"pagefind_dcd"
CHUNK = 6000
"""Bytes of a chunk, about, as CBOR, after which the next begins."""

ALIKE = 4
"""Letters: words that begin with the same stand in one chunk."""

SHORTEST = 8
"""Hexadecimal digits of a file's name, unless another has the same."""

LAST = "\uffff"
"""A character after those of words."""

Files = dict[str, bytes]
"""The bytes of files by their names."""


def index_documents(lang: str, documents: Iterable[Document], room: Path | None = None) -> Files:
    """Return the index of documents in a language: the bytes of each file by its name.

    It is made in a folder of its own in ``room``.

    Raises CommuniqueError where Pagefind fails, or passes over one of them.
    """
    with tempfile.TemporaryDirectory(prefix="search-", dir=room) as folder:
        site, made = Path(folder, "site"), Path(folder, "index")
        site.mkdir()
        count = 0
        for count, (url, html) in enumerate(documents, 1):  # noqa: B007 - the last is their number
            # In one folder, which takes a third of the time; search.js makes the address of it.
            (site / f"{url.strip('/').replace('/', '~')}.html").write_text(html, encoding="utf-8")
        _run(lang, site, made)
        return _make_index(lang, made, count)


def make_engine(lang: str, room: Path | None = None) -> Files:
    """Return the program that searches in a language, with an index that is empty."""
    with tempfile.TemporaryDirectory(prefix="search-", dir=room) as folder:
        site, made = Path(folder, "site"), Path(folder, "index")
        site.mkdir()
        (site / "index.html").write_text("<html><body><h1>x</h1></body></html>", encoding="utf-8")
        _run(lang, site, made)
        entry = json.loads((made / ENTRY).read_bytes())
        [language] = entry["languages"].values()
        program = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        meta = _load(next(made.glob("*.pf_meta")))
        files = _name_index(entry, [meta[0], [], [], [], [], meta[5]], pages=0)
        return files | {name: (made / name).read_bytes() for name in (program, "pagefind.js")}


def _run(lang: str, site: Path, made: Path) -> None:
    command = [sys.executable, "-m", "pagefind_bin", "--silent", "--force-language", lang.lower()]
    command += ["--site", str(site), "--output-path", str(made)]
    # Not where the build was started: Pagefind reads settings there, and from the environment.
    env = {name: text for name, text in os.environ.items() if not name.startswith("PAGEFIND_")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=site.parent, env=env
    )
    if done.returncode:
        said = " ".join(done.stderr.split()[-40:])
        raise CommuniqueError(
            f"SEARCH needs Pagefind, which ended with status {done.returncode}; install "
            f"pagefind-bin anew, or set SEARCH = False; it said: {said}"
        )


def _make_index(lang: str, made: Path, count: int) -> Files:
    entry = json.loads((made / ENTRY).read_bytes())
    version, pages, chunks, filters, sorts, fields = _load(next(made.glob("*.pf_meta")))
    if len(pages) != count:
        raise CommuniqueError(f"Pagefind must index {count} releases, got {len(pages)}")
    files: Files = {
        f"fragment/{file.name}": file.read_bytes() for file in sorted((made / "fragment").iterdir())
    }
    words = [
        word for _, _, name in chunks for word in _load(made / "index" / f"{name}.pf_index")[0]
    ]
    order = sorted(range(count), key=pages.__getitem__)
    pages, places = [pages[old] for old in order], {old: new for new, old in enumerate(order)}
    for _, found, variants in words:
        for each in (found, *(variant[1] for variant in variants)):
            _renumber(each, places)
    new_chunks = []
    for chunk in _cut(words):
        name = _store(files, "index/{}.pf_index", lang, [chunk])
        # A range is told by the beginnings of its words: each part's list is fetched whole.
        new_chunks.append([chunk[0][0][:ALIKE], f"{chunk[-1][0][:ALIKE]}{LAST}", name])
    new_filters = []
    for name, file in sorted(filters):
        facet, listed = _load(made / "filter" / f"{file}.pf_filter")
        values = [[value, sorted(places[page] for page in found)] for value, found in listed]
        new_name = _store(files, "filter/{}.pf_filter", lang, [facet, sorted(values)])
        new_filters.append([name, new_name])
    meta = [version, pages, new_chunks, new_filters, sorts, fields]
    return files | _name_index(entry, meta, pages=len(pages))


def _renumber(found: list[Any], places: dict[int, int]) -> None:
    """Number the pages that a word is on anew; each is told by its distance to the last."""
    number = 0
    for page in found:
        number += page[0]
        page[0] = places[number]
    found.sort(key=itemgetter(0))
    number = 0
    for page in found:
        page[0], number = page[0] - number, page[0]


def _cut(words: list[Any]) -> Iterator[list[Any]]:
    """Yield the words, sorted, in chunks; a chunk holds all that begin alike."""
    chunk: list[Any] = []
    size = 0
    for _, alike in groupby(sorted(words, key=itemgetter(0)), key=lambda word: word[0][:ALIKE]):
        group = list(alike)
        more = sum(_weigh(word) for word in group)
        if chunk and size + more > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk += group
        size += more
    if chunk:
        yield chunk


def _weigh(word: list[Any]) -> int:
    """Return about how many bytes a word takes: a place some two, a page two more."""
    _, pages, variants = word
    found = [*pages, *(page for variant in variants for page in variant[1])]
    return sum(2 + 2 * len(places) + 2 * len(fields) for _, places, fields in found)


def _name_index(entry: Any, meta: Any, *, pages: int) -> Files:
    """Return the file that tells a browser what there is, and the one that it names."""
    files: Files = {}
    [(lang, found)] = entry["languages"].items()
    name = _store(files, "pagefind.{}.pf_meta", lang, meta)
    found |= {"hash": name, "page_count": pages}
    files[ENTRY] = json.dumps(entry, sort_keys=True).encode()
    return files


def _load(file: Path) -> Any:
    data = gzip.decompress(file.read_bytes())
    return cbor2.loads(data.removeprefix(SIGNATURE))


def _store(files: Files, place: str, lang: str, value: Any) -> str:
    """Put a value among the files, named by its content; return the name.

    Names are short, as a reader fetches lists of them; two contents never share one.
    """
    data = SIGNATURE + cbor2.dumps(value)
    digest, packed = blake2b(data).hexdigest(), gzip.compress(data, 9, mtime=0)
    names = (f"{lang}_{digest[:length]}" for length in range(SHORTEST, len(digest)))
    return next(n for n in names if files.setdefault(place.format(n), packed) == packed)
