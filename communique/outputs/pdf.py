"""The PDF of record: each release as its page prints it (PDF, the extra ``pdf``).

It uses the page's own template and stylesheet, without links to other pages. It is made on the
machine that builds, with the fonts that are installed there. A PDF is made again only if its HTML
or its files changed (decision 44).
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from html import unescape
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urljoin

from communique.catalogue.assets import load_assets
from communique.catalogue.changes import Changed
from communique.catalogue.files import showing
from communique.catalogue.known_sources import source_file
from communique.catalogue.outputs import find_output
from communique.catalogue.releases import find_public, in_order
from communique.errors import Problem, ProblemsFound, SettingsError
from communique.model.output import Output
from communique.model.release import Release
from communique.model.term import Facet
from communique.opening import read_regular
from communique.outputs import assets, media, releases, static
from communique.outputs.kept import find_kept
from communique.outputs.kind import Kind, Planned
from communique.outputs.press.press import Press, Rendered
from communique.outputs.shown import show_source
from communique.patterns import late
from communique.pictures.store import Copy, Store
from communique.settings import Settings
from communique.settings.lines import place_setting
from communique.values import dataclass

NAME = "pdf"

TEMPLATES = ("pdf", "article")

TYPESETTING = "communique.outputs.typesetting"
"""The module that needs the extra, and takes a third of a second to load."""

MISSING = (
    "must be False where WeasyPrint cannot be loaded, got {}; install it: pip install "
    '"communique[pdf]", and on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 '
    "libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk"
)

_SHEET = late(r'<link rel="stylesheet" href="([^"]*)">\n?')

Files = tuple[tuple[str, Copy], ...]
"""Files of the site by their paths in the output."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page as a PDF shows it, the files it may read, and the last PDF's digest or ""."""

    page: releases.ReleasePage
    theme: Files
    files: Files
    recorded: str


def output_of(release: Release) -> Output:
    """Return the output that a release's PDF is."""
    return Output(f"{release.url}index.pdf", NAME, release.path)


def load(db: sqlite3.Connection, settings: Settings, output: Output) -> Document | None:
    """Load a release's page without its surroundings; None if it has no page there."""
    row = find_public(db, output.ref)
    if row is None or output_of(row.release) != output:
        return None
    page = releases.load(db, settings, releases.output_of(row.release))
    if page is None:
        return None
    behind = tuple(each for each in page.translations if row.release.is_behind(each.release))
    page = replace(page, translations=behind, older=None, newer=None, related=(), editions=())
    record = find_output(db, output.path)
    return Document(
        page,
        tuple(_files_of_theme(db, settings)),
        tuple(_files_of_release(db, settings, page)),
        record.digest if record is not None and record.output == output else "",
    )


def _files_of_theme(db: sqlite3.Connection, settings: Settings) -> Iterator[tuple[str, Copy]]:
    for paths in (assets.plain_paths(db, settings), load_assets(db)):
        for source, path in sorted(paths.items()):
            yield path, Copy(source, source_file(settings, source), "", cleaned=False)


def _files_of_release(
    db: sqlite3.Connection, settings: Settings, page: releases.ReleasePage
) -> Iterator[tuple[str, Copy]]:
    """Yield the emblem, static files that the text names, and the release's own."""
    emblem = settings.brand.emblem
    named = (*([emblem.file] if emblem else ()), *page.urls)
    outputs = [static.output_of(settings, source) for source in named]
    found = [(each.path, static.load(db, settings, each)) for each in outputs]
    own = media.outputs_of(page.row.release)
    found += [(each.path, media.load(db, settings, each)) for each in own]
    yield from ((path, copy) for path, copy in found if copy is not None and not copy.width)


def render(press: Press, output: Output, shown: Document) -> Rendered:
    """Set a page as PDF or keep the same one in place; raises SettingsError or ProblemsFound."""
    release = shown.page.row.release
    typesetting = _load_library(press.settings)
    page = releases.render(press, releases.output_of(release), shown.page, *TEMPLATES)
    html, base = page.data.decode(), f"{press.settings.absolute_siteurl}/{release.url}"
    theme = FileReader(press.settings, shown.theme)
    found = ((link, urljoin(base, unescape(link))) for link in _SHEET.findall(html))
    sheets = {link: (url, theme.read(url)) for link, url in found if theme.has(url)}
    html = _SHEET.sub(lambda link: "" if link[1] in sheets else link[0], html)
    pictures = [f"{path} {copy.digest}" for path, copy in shown.files]
    parts = [typesetting.VERSION, html, *pictures, *map(repr, sheets.values())]
    key = sha256("\0".join(parts).encode()).hexdigest()[:32]
    if kept := find_kept(press.settings, output, shown.recorded, key):
        return replace(page, data=kept)
    authors = tuple(term.name for term in release.terms_of(Facet.AUTHOR))
    label = typesetting.Label(release.title, authors, release.date, release.updated, key)
    reader = FileReader(press.settings, (*shown.theme, *shown.files))
    try:
        styles = press.once(_read_styles, (tuple(sheets.values()), shown.theme))
        return replace(page, data=typesetting.typeset(html, base, reader.read, styles, label))
    except Exception as error:
        rule, hint = "a release must be a text that can be set as PDF", "write it more simply"
        problem = f"got {type(error).__name__}: {error}"
        raise ProblemsFound([Problem(release.path, 0, rule, problem, hint)]) from error


def _load_library(settings: Settings) -> Any:
    try:
        return import_module(TYPESETTING)
    except (ImportError, OSError) as error:  # OSError: Pango is not installed
        told = MISSING.format(str(error).partition("\n")[0])
        raise SettingsError(place_setting(settings.settings_file, ("PDF", told))) from error


def _read_styles(press: Press, shown: tuple[tuple[tuple[str, bytes], ...], Files]) -> Any:
    sheets, theme = shown
    return _load_library(press.settings).read_styles(sheets, FileReader(press.settings, theme).read)


class FileReader:
    """The site's own files by their addresses; no other address is read."""

    def __init__(self, settings: Settings, files: Files) -> None:
        self._site = f"{settings.absolute_siteurl}/"
        self._store = Store(settings.cache_path)
        self._files = dict(files)

    def _find(self, url: str) -> Copy | None:
        if not url.startswith(self._site):
            return None
        path = url.removeprefix(self._site).partition("#")[0].partition("?")[0]
        return self._files.get(unquote(path))

    def has(self, url: str) -> bool:
        """Decide whether an address leads to one of the files."""
        return self._find(url) is not None

    def read(self, url: str) -> bytes:
        """Return a file's bytes; raises ValueError for the address of no such file."""
        copy = self._find(url)
        if copy is None:
            raise ValueError(f"a PDF shows files of its release alone, got {url}")
        return read_regular(self._store.find(copy))


def touched(db: sqlite3.Connection, _settings: Settings, changed: Changed) -> Planned:
    """The PDF of a changed release, of its translations, and of what shows a file that changed."""
    for release, why in changed.sides:
        yield output_of(release), why
    for release in changed.effects.translations:
        yield output_of(release), f"it shows {changed.sources}"
    for text, file in showing(db, changed.files).items():
        row = find_public(db, text)
        if row is not None:
            yield output_of(row.release), f"{file} changed"


KIND = Kind(
    name=NAME,
    addresses=("{lang}/{year}/{month}/{day}/{name}/index.pdf",),
    wanted=lambda settings: settings.pdf,
    in_time=lambda db, _settings: (
        (sort, Output(f"{url}index.pdf", NAME, path)) for sort, url, path in in_order(db)
    ),
    load=load,
    render=render,
    here=True,
    templates=(TEMPLATES,),
    touched=touched,
    shows=show_source,
)
