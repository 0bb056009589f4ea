"""Fingerprints of what every output depends on: the code, the settings, the templates."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

from communique.outputs.press.compiled import stable_text
from communique.outputs.press.environment import way_of_compiling
from communique.outputs.press.kit import Kit
from communique.settings import Settings

PACKAGES = (
    *("Babel", "Jinja2", "lxml", "Markdown", "nh3", "Pillow", "Unidecode", "pelican", "typogrify"),
    *("rcssmin", "rjsmin", "brotli", "pypinyin", "pykakasi", "icalendar", "markdownify"),
    *("beautifulsoup4", "resvg_py"),
)
"""Libraries whose version may show in the output."""


FOR_PDF = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "Pyphen", "fonttools")
"""Those whose version may show in a PDF."""


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


@cache
def code() -> str:
    """Return a digest of this package's own files and of the versions of what it renders with."""
    root = str(Path(__file__).parents[1])
    digest = blake2b(digest_size=16)
    for path in sorted(_files(root)):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - two hundred in each build
            data = file.read()
        digest.update(f"{path.removeprefix(root)}\0{len(data)}\0".encode() + data)
    # zlib decides the bytes of compressed files, Python which letters there are.
    versions = [*map(_version, PACKAGES), ZLIB_RUNTIME_VERSION, sys.version.split()[0]]
    digest.update("\0".join(versions).encode())
    return digest.hexdigest()


def _files(folder: str, *, whole: bool = False) -> Iterator[str]:
    """Yield the package's code, and what is published of it as it is."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path, whole=entry.name == "static")
            elif whole or entry.name.endswith((".py", ".sql", ".toml", ".j2")):
                yield entry.path


def _version(package: str) -> str:
    """Return the line of a library's metadata that says its version; parsing all takes longer."""
    try:
        found = distribution(package)
    except PackageNotFoundError:  # it is needed for some languages alone
        return f"{package} none"
    said = (found.read_text("METADATA") or f"Version: {found.version}").splitlines()
    return f"{package} {next(line for line in said if line.startswith('Version:'))}"


def scanned(settings: Settings) -> str:
    """Return a digest of the settings that say which files are sources, and of what kind."""
    folders = settings.article_paths, settings.page_paths, settings.static_paths
    moved, left_out = sorted(settings.extra_path_metadata), settings.excludes
    return _digest(repr((folders, moved, left_out, settings.ignore_files, settings.allow_links)))


def shape(kit: Kit) -> str:
    """Return a digest of everything but the sources that decides which outputs exist."""
    settings = kit.settings
    parts = (
        *(code(), settings.languages, settings.page_size, settings.theme_static_dir),
        *(settings.search, settings.hosts, sorted(settings.extra_path_metadata.items())),
        *(settings.precompress, sorted(settings.content_security.items())),
        *(settings.security_contact, settings.security_expires, settings.brand.colours),
        *(settings.release_cards, settings.editions, settings.subscribing),
        [settings.pdf, *(map(_version, FOR_PDF) if settings.pdf else ())],
    )
    return _digest(repr(parts))


def look(kit: Kit) -> str:
    """Return a digest of all that any page may show besides releases: settings, words, menus."""
    settings = kit.settings
    parts = [
        stable_text(kit.context),
        stable_text(kit.jinja),
        stable_text(dict(kit.catalogs)),
        stable_text(dict(kit.words)),
        repr((sorted(kit.menus.items()), sorted(kit.footers.items()))),
        repr(sorted(kit.contacts.items())),
        stable_text(kit.singulars),
        repr((settings.dev_url, settings.authority, settings.feed_items)),
    ]
    return _digest("\0".join(parts))


def analysis(kit: Kit) -> str:
    """Return a digest of how templates are analysed."""
    return _digest(f"{code()}\0{way_of_compiling(kit)}")


def templates(kit: Kit) -> str:
    """Return a digest of every template that the theme has, and of how Jinja compiles it."""
    return _digest(f"{way_of_compiling(kit)}\0{stable_text(dict(kit.templates))}")
