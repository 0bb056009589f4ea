"""The generator that runs a build, in Pelican's two steps."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from communique import clock
from communique.engine.build import Build
from communique.errors import CommuniqueError, Problem, Severity
from communique.outputs.press.kit import Kit
from communique.plugin.kits import make_kit
from communique.plugin.newsroom import Newsroom
from communique.plugin.progress import choose_progress
from communique.settings import Settings
from communique.settings.lines import find_setting
from communique.settings.shapes import LOOK_AT_ALL
from communique.sources.scan import MARKDOWN_SUFFIXES
from communique.sources.told import read_list


def is_for_writing(settings: Settings) -> bool:
    """Decide whether settings are those that publishconf.py changes: they need no address."""
    conf = Path(settings.settings_file)
    return conf.name != "publishconf.py" and conf.with_name("publishconf.py").exists()


def warn_of_address(settings: Settings) -> Iterator[Problem]:
    """Yield a warning if no built page names a canonical address."""
    if not settings.siteurl:
        yield Problem(
            *find_setting(settings.settings_file, "SITEURL"),
            "SITEURL must name the published site",
            f"got none: feeds and canonical addresses of this build name {settings.dev_url}",
            "inv publish uses the SITEURL of publishconf.py",
            Severity.WARNING,
        )


def read_changed(source: str | None) -> list[str] | None:
    """Return the paths that CHANGED gives, None for all of them; raises CommuniqueError."""
    if not source or source == LOOK_AT_ALL:
        return None
    must = "CHANGED, or --changed, must be a file that lists paths, or - for standard input"
    try:
        if source == "-" and sys.stdin.isatty():
            found = "a terminal; write git diff --name-only HEAD^ | inv build --changed -"
        elif source.lower().endswith(MARKDOWN_SUFFIXES):
            found = f"the source {source}; write echo {source} | inv build --changed -"
        else:
            data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
            return read_list(data)
    except OSError as error:
        found = f"{source}: {error.strerror}"
    raise CommuniqueError(f"{must}, got {found}")


class ReleasesGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Prepares while Pelican gathers contexts, writes while Pelican writes."""

    newsroom: Newsroom

    def generate_context(self) -> None:
        """Read, check and plan; raises CommuniqueError before anything is written."""
        settings = self.newsroom.newsroom
        anew = not self.settings["LOAD_CONTENT_CACHE"]
        self.stopwatch = clock.start_stopwatch()
        kit = make_kit(settings, self)
        looker, self.newsroom.looker = self.newsroom.looker, None
        self.build = Build(
            *(settings, kit, clock.now()),
            progress=choose_progress(),
            anew=anew,
            looker=looker,
            listed=read_changed(self.settings.get("CHANGED")),
            whole=self.settings.get("CHANGED") == LOOK_AT_ALL,
        )
        self.build.__enter__()
        try:
            self.build.prepare()
        except BaseException:
            self.build.__exit__()
            raise
        address = () if is_for_writing(settings) else warn_of_address(settings)
        for warning in (*address, *self.build.warnings):
            print(warning, file=sys.stderr)
        if self.build.doubt:
            print(f"every source is looked at: {self.build.doubt}", file=sys.stderr)

    def generate_output(self, _writer: Any) -> None:
        """Write what is planned; Pelican's own writer has nothing to do."""
        try:
            self.build.write()
        finally:
            self.build.__exit__()
        self.build.report.seconds = self.stopwatch()
        self.newsroom.build_again = self._build_again
        self.newsroom.report = self.build.report
        print(self.build.report)

    def _build_again(self) -> None:
        with Build(self.build.settings, self.build.kit, clock.now(), whole=True) as build:
            build.prepare()
            build.write()


def get_generators(pelican: Newsroom) -> type[ReleasesGenerator]:
    """Answer Pelican's signal with a generator that knows its newsroom."""
    return type("ReleasesGenerator", (ReleasesGenerator,), {"newsroom": pelican})


def make_newsroom_kit(pelican: Newsroom, settings: Settings) -> Kit:
    """Return the kit that a build with these settings has, plugins' filters and all."""
    generator = get_generators(pelican)(
        context=dict(pelican.settings),
        settings=pelican.settings,
        path=pelican.path,
        theme=pelican.theme,
        output_path=pelican.output_path,
    )
    return make_kit(settings, generator)
