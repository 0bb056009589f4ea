"""Pelican's application class, stricter: every plugin must load, every error stops the build."""

from __future__ import annotations

import gc
import locale
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Any

from pelican import Pelican, plugins
from pelican.plugins._utils import get_plugin_name, iter_namespace, load_legacy_plugin

from communique.engine.look_process import Looker
from communique.engine.report import Report
from communique.errors import CommuniqueError, Problem, ProblemsFound, SettingsError, Severity
from communique.plugin.settings_file import is_watched
from communique.settings.lines import find_setting, place_setting
from communique.settings.pelican_shapes import PELICANS
from communique.settings.places import real_path
from communique.settings.shapes import LOOK_AT_ALL, find_misshapen

if TYPE_CHECKING:
    from communique.settings import Settings


class Newsroom(Pelican):  # type: ignore[misc]  # Pelican has no types
    """``PELICAN_CLASS``: prints problems, exits 1 where Pelican only logs (decision 31, trap 3)."""

    newsroom: Settings
    """The settings, set when the plugin takes over."""
    looker: Looker | None = None
    """A look at the output that is under way; the first build takes it."""
    looks_early = True
    """Whether a look at a large output begins before the engine is imported."""
    build_again: Callable[[], None] | None = None
    """Makes again what is not as the build left it; the build sets it."""

    def telling(self) -> AbstractContextManager[None]:
        """Return a context that prints problems and ends the program."""
        return exit_on_problems()

    def __init__(self, settings: dict[str, Any]) -> None:
        # Pelican has set the locale of the machine (trap 6); no output of ours may show it. The
        # character encoding is not touched: plugins may read files without naming theirs.
        for category in (locale.LC_TIME, locale.LC_COLLATE, locale.LC_NUMERIC, locale.LC_MONETARY):
            locale.setlocale(category, "C")
        self.report = Report()
        wrong = find_misshapen(settings, PELICANS)
        if wrong:
            file = str(settings.get("SETTINGS_FILE") or "")
            with self.telling():
                raise SettingsError("\n".join(place_setting(file, each) for each in wrong.items()))
        changed = settings.get("CHANGED") or ""
        if self.looks_early and changed in ("", LOOK_AT_ALL):
            self.looker = Looker.foresee(settings, whole=changed == LOOK_AT_ALL)
        try:
            with self.telling(), _imports_kept():
                self._begin(settings)
        except SystemExit:
            self.end_look()
            if is_watched():
                raise SettingsError(
                    "the settings stay as they were until this is corrected"
                ) from None
            raise
        except BaseException:
            self.end_look()
            raise

    def _begin(self, settings: dict[str, Any]) -> None:
        try:
            with self._plugins_named():
                super().__init__(settings)
        except SettingsError as error:
            found = map(str, self.read_despite(error))
            raise SettingsError("\n".join([str(error), *found])) from None
        except ProblemsFound as error:
            raise ProblemsFound([*error.problems, *self._read_beside(settings)]) from None

    def end_look(self) -> None:
        """End a check of the output that no build used."""
        if self.looker is not None:
            self.looker.__exit__()

    def _read_beside(self, settings: dict[str, Any]) -> Iterable[Problem]:
        """Return the problems of sources if plugins fail; print those of settings."""
        from communique.plugin.confirmed_settings import confirm_settings

        try:
            return self.read_despite(SettingsError("", confirm_settings(settings)))
        except SettingsError as other:
            print(other, file=sys.stderr)
            return self.read_despite(other)

    def read_despite(self, error: SettingsError) -> Iterable[Problem]:
        """Return the problems of sources, which an error in the settings would hide."""
        from communique.plugin.source_errors import find_errors
        from communique.settings import Settings, read_timezone

        if not isinstance(error.rest, Settings):
            return ()
        zone = read_timezone(str(self.settings.get("TIMEZONE") or "UTC"))
        return find_errors(error.rest, zone=zone is not None)

    def init_plugins(self) -> None:
        """Load and register every plugin; raises ProblemsFound with each that fails."""
        place = find_setting(str(self.settings.get("SETTINGS_FILE") or "pelicanconf.py"), "PLUGINS")
        self.plugins: list[Any] = []
        problems = []
        for plugin in self.settings.get("PLUGINS") or ():
            try:
                loaded = self._load(plugin)
                loaded.register()
                self.plugins.append(loaded)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
                rule = "every plugin in PLUGINS must load"
                found = f'got "{plugin}": {type(error).__name__}: {error}{_place_of(error)}'
                hint = "install it, correct its name, or remove it from PLUGINS"
                problems.append(Problem(*place, rule, found, hint))
        names = [get_plugin_name(plugin) for plugin in self.plugins]
        if not problems and "communique" not in names:
            # Pelican's own generators would do the work then, and publish what is held back.
            rule, found = 'PLUGINS must name "communique"', f"got {self.settings.get('PLUGINS')!r}"
            problems.append(Problem(*place, rule, found, "add it"))
        if problems:
            raise ProblemsFound(problems)
        self.settings["PLUGINS"] = names

    def _load(self, plugin: Any) -> Any:
        if not isinstance(plugin, str):
            return plugin
        # Of the plugins that are installed, only what is named: another may not load.
        installed = {name for _, name, is_package in iter_namespace(plugins) if is_package}
        for name in (plugin, f"pelican.plugins.{plugin}"):
            if name in installed:
                return import_module(name)
        return load_legacy_plugin(plugin, self.settings.get("PLUGIN_PATHS") or [])

    def run(self) -> None:
        """Build the site; stopped by Ctrl-C, where Pelican's own status is 0, leave with 130.

        Where ``pelican --autoreload`` watches, what is wrong is told, and it watches on.
        """
        try:
            with self.telling():
                self._run()
        except SystemExit:
            if not is_watched():
                raise

    def _run(self) -> None:
        try:
            with self._plugins_named():
                super().run()
            self._look_after_others()
        except KeyboardInterrupt:
            if is_watched():
                raise
            print("the build was stopped; the next one makes it whole", file=sys.stderr)
            sys.exit(130)
        finally:
            self.end_look()

    @contextmanager
    def _plugins_named(self) -> Iterator[None]:
        """Raise CommuniqueError with the name of a plugin in whose code anything else is raised."""
        try:
            yield
        except CommuniqueError:
            raise
        except Exception as error:
            problem = self._find_culprit(error)
            if problem is None:
                raise
            raise CommuniqueError(problem) from error

    def _find_culprit(self, error: Exception) -> Problem | None:
        for frame, line in reversed([*walk_tb(error.__traceback__)]):
            file = Path(frame.f_code.co_filename)
            for plugin in getattr(self, "plugins", ()):
                own = Path(getattr(plugin, "__file__", None) or "none")
                own = own.parent if own.name == "__init__.py" else own
                name = get_plugin_name(plugin)
                if name != "communique" and (file == own or own in file.parents):
                    rule, found = "a plugin must not fail", f"{type(error).__name__}: {error}"
                    hint = "correct it, or remove it from PLUGINS"
                    return Problem(shown(str(file)), line, rule, f'got "{name}": {found}', hint)
        return None

    def _look_after_others(self) -> None:
        """Put right what another plugin wrote into the output, and warn of it."""
        from communique.engine.output_changes import inspect

        others = [name for name in map(get_plugin_name, self.plugins) if name != "communique"]
        if not others:
            return
        found = inspect(self.newsroom)
        hint = (
            f"a plugin wrote it, of {', '.join(others)}, and it is put right; take that plugin out "
            "of PLUGINS, or name what it writes in OUTPUT_RETENTION"
        )
        for warning in found.warn(real_path(self.newsroom.output_path), hint):
            print(warning, file=sys.stderr)
        if found.count and self.build_again is not None:
            self.build_again()


@contextmanager
def _imports_kept() -> Iterator[None]:
    """Keep the garbage collector off what the first newsroom of a process imports."""
    if not gc.isenabled() or "communique.plugin.takeover" in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def exit_on_problems(after: str = "; the output is as it was") -> Iterator[None]:
    """Print mistakes of an editor to standard error, and leave with exit status 1.

    ``after`` says behind the number of problems what has not happened.
    """
    try:
        yield
    except ProblemsFound as error:
        count = sum(problem.severity is Severity.ERROR for problem in error.problems)
        print(error, file=sys.stderr)
        print(f"{count} problem{'s' if count != 1 else ''}{after}", file=sys.stderr)
        sys.exit(1)
    except (CommuniqueError, OSError) as error:
        # A full disk or a missing right is no mistake of the program's either.
        print(_in_words(error), file=sys.stderr)
        sys.exit(1)
    except sqlite3.Error as error:
        print(
            f"CACHE_PATH must be where the catalogue can be read and written, got: {error}; "
            "make room there, or delete the folder, which costs time and nothing else",
            file=sys.stderr,
        )
        sys.exit(1)


def _in_words(error: Exception) -> str:
    """Return an error's words; of one that the system has with a file, in the form of a problem."""
    if not isinstance(error, OSError) or error.filename is None:
        return str(error)
    place, found = shown(str(error.filename)), f"got: {error.strerror}"
    hint = "check its rights, and that the disk has room"
    return str(Problem(place, 0, "what a build needs must be open to it", found, hint))


def _place_of(error: BaseException) -> str:
    """Return where the code of a plugin, or of its imports, failed; "" if unknown."""
    frames = [
        (frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
        if not frame.f_code.co_filename.startswith("<")
    ]
    file, line = frames[-1]
    ours = str(Path(__file__).parents[1])
    if file.startswith(ours) or "pelican/plugins/_utils" in Path(file).as_posix():
        return ""
    return f" ({shown(file)}:{line})"


def shown(path: str) -> str:
    """Return a path as an editor sees it: from the current folder, if it is below that."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
