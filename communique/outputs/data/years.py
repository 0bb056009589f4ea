"""Data sets: all releases of a year in a file of JSON Lines, its checksum, and what it is.

A changed release writes the file of its year, and no other. Of that file it renders its own line;
the others stay as they are in place.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256

from communique.catalogue.changes import Changed
from communique.catalogue.periods import find_years, places_of_year, releases_of_year
from communique.catalogue.releases import find_public
from communique.model.output import Output
from communique.model.release import Release
from communique.outputs.data.records import FIELDS, ShownRecord, load_records, record_of
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import show
from communique.settings import Settings

NAME = "data"
PACKAGE = "data package"
CHECKSUM = "data checksum"

FOLDER = "data"
ABOUT = [Output(f"{FOLDER}/{name}", PACKAGE, name) for name in ("datapackage.json", "CITATION.cff")]
"""What describes all of them, if there are any."""

Records = tuple[ShownRecord | bytes, ...]
"""Releases of a year; some are lines already."""


def output_of(year: str) -> Output:
    """Return the file of a year."""
    return Output(f"{FOLDER}/{year}.jsonl", NAME, year)


def is_wanted(settings: Settings) -> bool:
    """Whether the site has such files (DATA)."""
    return settings.subscribing.data


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Records | None:
    """Load a year's releases, the oldest first; None for a year that has none."""
    rows = releases_of_year(db, settings.languages, output.ref)
    return load_records(db, settings, rows) or None


def amend(
    db: sqlite3.Connection, settings: Settings, output: Output, data: bytes, changed: Changed
) -> Records | None:
    """Load what changed in a year; the other lines are taken from its file in place."""
    lines = {_address(line): line for line in data.splitlines(keepends=True)}
    anew = {release.path for release, _ in _told(changed)}
    site = settings.absolute_siteurl
    shown: list[ShownRecord | bytes] = []
    for path, url in places_of_year(db, settings.languages, output.ref):
        line = None if path in anew else lines.get(json.dumps(f"{site}/{url}")[1:-1].encode())
        row = find_public(db, path) if line is None else None
        shown += [line] if line else load_records(db, settings, [row] if row else [])
    return tuple(shown) or None


def _address(line: bytes) -> bytes:
    """Return the address in a line; no text before it has this sign, as JSON escapes quotes."""
    return line.partition(b'","url":"')[2].partition(b'"')[0]


def _line(press: Press, shown: ShownRecord | bytes) -> bytes:
    if isinstance(shown, bytes):
        return shown
    line = json.dumps(record_of(press, shown), ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace") + b"\n"


def _told(changed: Changed) -> Iterator[tuple[Release, str]]:
    """Yield each release whose line changed, or names a translation that did, and why."""
    yield from changed.sides
    for release in changed.effects.translations:
        yield release, f"it names a translation of {changed.sources}"


def touched(_db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The files of the years of what changed."""
    for release, why in _told(changed):
        yield output_of(f"{release.date.year:04}"), why


def checksums(_settings: Settings, planned: Iterable[tuple[str, str]]) -> Planned:
    """Yield the checksum beside each planned or deleted file of a year."""
    for path, reason in planned:
        if path.startswith(f"{FOLDER}/") and path.endswith(".jsonl"):
            yield Output(f"{path}.sha256", CHECKSUM, path), reason


def write_checksum(output: Output, data: bytes) -> bytes:
    """Write a checksum as ``sha256sum --check`` reads it."""
    name = output.ref.rpartition("/")[2]
    return f"{sha256(data).hexdigest()}  {name}\n".encode()


def render_about(press: Press, output: Output, years: tuple[str, ...]) -> Rendered:
    """Write the Data Package with the data dictionary, or how the data are cited."""
    settings = press.settings
    name = press.sitename(settings.default_lang)
    write = _citation if output.ref == "CITATION.cff" else _package
    return Rendered(write(name, settings, years).encode())


def _citation(name: str, settings: Settings, years: tuple[str, ...]) -> str:
    span = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    lines = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": f"Releases of {name}, {span}",
    }
    quoted = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items()]
    author = ["authors:", f"  - name: {json.dumps(name, ensure_ascii=False)}"]
    url = json.dumps(f"{settings.absolute_siteurl}/{FOLDER}/datapackage.json")
    return "\n".join([*quoted, *author, f"url: {url}", ""])


def _package(name: str, settings: Settings, years: tuple[str, ...]) -> str:
    """Return a Data Package (datapackage.org): a resource a year, and the data dictionary."""
    fields = [
        {"name": field, "type": kind, "description": meaning} for field, kind, meaning in FIELDS
    ]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "releases",
        "title": f"Releases of {name}",
        "homepage": f"{settings.absolute_siteurl}/",
        "description": "A line of JSON a release and language; beside each file its SHA-256.",
        "resources": [
            {
                "name": f"releases-{year}",
                "path": f"{year}.jsonl",
                "format": "jsonl",
                "mediatype": "application/jsonl",
                "encoding": "utf-8",
                "schema": {"fields": fields, "primaryKey": ["id"]},
            }
            for year in years
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


KIND = Kind(
    name=NAME,
    addresses=(f"{FOLDER}/{{year}}.jsonl",),
    wanted=is_wanted,
    every=lambda db, _settings: map(output_of, find_years(db)),
    load=load,
    amend=amend,
    render=lambda press, _output, shown: Rendered(b"".join(_line(press, each) for each in shown)),
    touched=touched,
    shows=lambda db, settings, output: show(
        "the releases of its year",
        (path for path, _ in places_of_year(db, settings.languages, output.ref)),
    ),
)

CHECKSUMS_KIND = Kind(
    name=CHECKSUM,
    addresses=(f"{FOLDER}/{{year}}.jsonl.sha256",),
    wanted=is_wanted,
    load=lambda db, _settings, output: (
        output.ref.removeprefix(f"{FOLDER}/").partition(".")[0] in find_years(db) or None
    ),
    siblings=checksums,
    derive=write_checksum,
    made_with="sha256",
)

PACKAGE_KIND = Kind(
    name=PACKAGE,
    addresses=tuple(each.path for each in ABOUT),
    wanted=is_wanted,
    every=lambda db, _settings: iter(ABOUT if find_years(db) else ()),
    load=lambda db, _settings, _output: tuple(find_years(db)) or None,
    render=render_about,
    touched=lambda _db, _settings, changed: (
        (each, "it names the years") for each in ABOUT if changed.releases
    ),
)
