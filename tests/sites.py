"""Tiny real sites: a folder with sources, built by the real Pelican."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pelican import console
from pelican.settings import DEFAULT_CONFIG, read_settings

from communique.outputs.press.environment import make_environment
from communique.plugin.generator import make_newsroom_kit
from communique.plugin.newsroom import Newsroom
from communique.plugin.settings_file import load_conf
from communique.settings import Settings

ROOT = Path(__file__).parents[1]
"""The repository."""

SHARED = ROOT.parent / "shared"
"""Real releases beside the repository; absent elsewhere."""

VOCABULARY = {
    "kinds": '[statements]\nen = "Statements"\nru = "Заявления"\naliases = ["Statement"]\n'
    '[readouts]\nen = "Readouts"\nru = "Отчёты"\n',
    "tags": '[climate]\nen = "Climate"\nru = "Климат"\n',
}

PLACES = {
    "PATH": "content",
    "OUTPUT_PATH": "output",
    "CACHE_PATH": ".cache",
    "THEME": "theme",
    "VOCABULARY_PATH": "vocabulary",
}
SETTINGS: dict[str, Any] = {
    "PLUGINS": ["communique"],
    "PELICAN_CLASS": "communique.Newsroom",
    **PLACES,
    "SITENAME": "Newsroom",
    "SITEURL": "https://newsroom.example",
    "TIMEZONE": "UTC",
    "LANGUAGES": ("en", "ru"),
    "STATIC_PATHS": ["media"],
    "WORKERS": 1,
    "LOAD_CONTENT_CACHE": True,
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
}
"""The settings of a tiny site, its places below its folder."""

Tree = dict[str, bytes]


@dataclass(frozen=True)
class Result:
    """What a build said: its exit status and what it printed."""

    status: int
    out: str
    err: str


def make_settings(root: Path = Path("/site"), **settings: Any) -> Settings:
    """Return the settings of a newsroom below ``root``; nothing is made there."""
    places = {
        "PATH": str(root / "content"),
        "OUTPUT_PATH": str(root / "output"),
        "CACHE_PATH": str(root / ".cache"),
    }
    return Settings.from_pelican(DEFAULT_CONFIG | places | {"SITEURL": ""} | settings)


def settings_file(values: Mapping[str, Any]) -> str:
    """Return the text of a settings file, a line for each setting."""
    lines = (f"{name} = {value!r}\n".replace("'", '"') for name, value in values.items())
    return "".join(lines)


@cache
def demonstrated() -> tuple[str, ...]:
    """Return the languages of the repository's own newsroom."""
    return tuple(load_conf(str(ROOT / "pelicanconf.py"))["LANGUAGES"])


class Site:
    """A site below ``root``: content/, vocabulary/, a copy of our theme, and its output."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.root = root
        self.settings = settings
        self.output = root / "output"
        (root / "content").mkdir(parents=True)
        shutil.copytree(ROOT / "theme", root / "theme")
        for facet, text in VOCABULARY.items():
            self.write(f"vocabulary/{facet}.toml", text)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the site's folder."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def release(
        self, name: str, body: str = "A short text of one sentence.", **headers: str
    ) -> str:
        """Write ``content/<name>.md`` with these headers over sound ones; return its path there."""
        values = {"Title": name, "Date": "2019-06-05 10:00", "Category": "Statements"} | headers
        head = "".join(f"{key}: {value}\n" for key, value in values.items() if value)
        self.write(f"content/{name}.md", f"{head}\n{body}\n")
        return f"{name}.md"

    def delete(self, path: str) -> None:
        """Delete a file below the site's folder."""
        (self.root / path).unlink()

    def pelican_settings(self, **overrides: Any) -> dict[str, Any]:
        """Return the settings that the real Pelican is given."""
        places = {name: str(self.root / place) for name, place in PLACES.items()}
        places["SETTINGS_FILE"] = str(self.root / "pelicanconf.py")
        given = SETTINGS | places | self.settings | overrides
        if isinstance(languages := given["LANGUAGES"], tuple):
            # Without names of its own a site would be warned of each language.
            given = {"SITENAMES": dict.fromkeys(languages, given["SITENAME"])} | given
        return dict(read_settings(override=given))

    def build(self, **overrides: Any) -> Result:
        """Build in this process; problems end in their exit status, as for the command."""
        out, err = StringIO(), StringIO()
        status = 0
        settings = self.pelican_settings(**overrides)
        if settings["CACHE_PATH"] == str(self.root / ".cache"):
            lend_templates(self.root / ".cache")
        with redirect_stdout(out), redirect_stderr(err), quiet_pelican():
            try:
                Newsroom(settings).run()
            except SystemExit as exit_:
                status = int(exit_.code or 0)
        return Result(status, out.getvalue(), err.getvalue())

    def built(self, **overrides: Any) -> Result:
        """Build and insist on success."""
        result = self.build(**overrides)
        assert result.status == 0, result.err
        return result

    def tree(self) -> Tree:
        """Return the output's files and their bytes."""
        return read_tree(self.output)

    def clean_tree(self, **overrides: Any) -> Tree:
        """Return what a build from nothing makes of the same sources."""
        output, cache = self.root / "clean-output", self.root / "clean-cache"
        shutil.rmtree(output, ignore_errors=True)
        lend_templates(cache)
        # Compiled templates stay: they are signed with their source.
        for catalogue in cache.glob("catalogue*"):
            catalogue.unlink()
        self.built(OUTPUT_PATH=str(output), CACHE_PATH=str(cache), **overrides)
        return read_tree(output)

    def stamps(self) -> dict[str, int]:
        """Return when each file of the output was last written, in nanoseconds."""
        return {path: (self.output / path).stat().st_mtime_ns for path in self.tree()}


@cache
def _compiled() -> dict[str, bytes]:
    """Return our theme's templates as a build keeps them, by their files' names."""
    with TemporaryDirectory() as folder:
        newsroom = Newsroom(Site(Path(folder) / "site").pelican_settings())
        settings = Settings.from_pelican(newsroom.settings)
        settings.cache_path.mkdir()
        kit = make_newsroom_kit(newsroom, settings)
        environment = make_environment(kit)
        for name in kit.templates:
            if not name.startswith("!"):
                environment.get_template(name)
        kept = (settings.cache_path / "templates").iterdir()
        return {path.name: path.read_bytes() for path in kept}


def lend_templates(cache_path: Path) -> None:
    """Give a site that was not built yet the compiled templates of another: half of its time.

    A build believes them for their signature, as it does those of its own; a template that was
    edited is compiled.
    """
    folder = cache_path / "templates"
    if not cache_path.exists():
        cache_path.mkdir(0o700)
        folder.mkdir(0o700)
        for name, data in _compiled().items():
            (folder / name).write_bytes(data)


def read_tree(folder: Path) -> Tree:
    """Return the files below a folder and their bytes, by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def quiet_pelican() -> Iterator[None]:
    """Keep Pelican's own closing line off the terminal."""
    console.quiet, before = True, console.quiet
    try:
        yield
    finally:
        console.quiet = before


def differences(expected: Tree, actual: Tree) -> list[str]:
    """Name what two trees do not share, a line a file."""
    lines = [f"missing {path}" for path in sorted(expected.keys() - actual.keys())]
    lines += [f"left over {path}" for path in sorted(actual.keys() - expected.keys())]
    both = sorted(expected.keys() & actual.keys())
    return lines + [f"differs {path}" for path in both if expected[path] != actual[path]]
