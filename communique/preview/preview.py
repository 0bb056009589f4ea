"""The preview: the newest state of the newsroom that could be built, a page at a time.

What is planned is made when somebody asks for it. Lock, catalogue and plan are kept meanwhile.
"""

import sys
import traceback
from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from threading import RLock

from communique import clock
from communique.catalogue.claims import addresses_of
from communique.catalogue.outputs import find_output, pending_count
from communique.engine.build import Build
from communique.errors import CommuniqueError, Problem, ProblemsFound, Severity
from communique.outputs.ownership_mark import MARK
from communique.plugin.generator import make_newsroom_kit
from communique.plugin.progress import choose_progress
from communique.preview.place import Place, load_preview
from communique.settings import Settings
from communique.values import dataclass

IN_HAND = 5
"""The most texts that an editor saves at once; more are a change of the whole archive."""


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The answer at an address; ``data`` is None without a file.

    A browser need not load the same ``token`` again. ``problems`` are lines for its reader.
    """

    data: bytes | None
    token: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refresh:
    """What came of looking at the sources again."""

    read: int = 0
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()
    problems: tuple[str, ...] = ()
    in_hand: tuple[str, ...] = ()
    """The addresses of texts that were saved, below SITEURL."""


class Preview:
    """Builds and shows a newsroom from any thread; bad sources leave the last build's pages."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: tuple[str, ...] = ()
        self._held: Build | None = None
        """The build that holds the lock and the catalogue for those that follow it."""
        self._loaded: Build | None = None
        """The newest build whose settings and templates could be read."""
        self._build: Build | None = None
        """The newest build that could be planned: this one is shown."""
        self.settings: Settings | None = None
        """The settings as they could be read last; None where they never could."""
        self._failing: dict[str, tuple[str, ...]] = {}
        self._files = token_hex(4)
        self._lock = RLock()

    def refresh(self, changed: Collection[Path] = ()) -> Refresh:
        """Build what changed, in ``changed`` or unknown files, but make only the output's mark."""
        stopwatch = clock.start_stopwatch()
        with self._lock:
            self.problems = ()
            try:
                build = self._open(self._load(changed))
                # After a power cut the preview is built again, so no build waits for the disk.
                build.db.execute("PRAGMA synchronous = NORMAL")
                with build.workers:
                    build.prepare()
                if self._build is None or build.files_changed:
                    self._files = token_hex(4)
                self._failing.clear()
                self._build = build
                _make(build, MARK.path)  # by which the next build recognises its output
            except Exception as error:  # noqa: BLE001 - whatever a plugin or a setting raises
                self.problems = _tell(error)
                return Refresh(seconds=stopwatch(), problems=self.problems)
            few = build.touched if len(build.touched) <= IN_HAND else ()
            in_hand = tuple(addresses_of(build.db, few))
            return Refresh(build.report.read, stopwatch(), build.warnings, in_hand=in_hand)

    def _load(self, changed: Collection[Path]) -> Build:
        """Return a build with settings and templates, read anew unless only texts changed."""
        known, self._loaded = self._loaded, None
        if known and any(each.severity is Severity.ERROR for each in known.kit.problems):
            known = None
        if known and changed and all(path.is_relative_to(known.settings.path) for path in changed):
            kit, listed = known.kit, [str(path) for path in changed]
        else:
            newsroom, self.settings = load_preview(self.place)
            kit, listed = make_newsroom_kit(newsroom, self.settings), None
        progress = choose_progress()
        self._loaded = Build(kit.settings, kit, clock.now(), progress=progress, listed=listed)
        return self._loaded

    def _open(self, build: Build) -> Build:
        if self._held and self._held.settings.path == build.settings.path:
            held = self._held
            build.db, build.workers, build.lock = held.db, held.workers, held.lock
            return build
        if self._held:
            self._held.__exit__()
            self._held = self._build = None
        build.__enter__()
        self._held = build
        return build

    def show(self, path: str) -> ShownPage:
        """Return the output at a path, made now if planned, or as it was if its template fails."""
        with self._lock:
            file = self._find(self._build, path) if self._build else None
            data = file.read_bytes() if file else None
            digest = blake2b(data, digest_size=8).hexdigest() if data is not None else "none"
            problems = self.problems or self._failing.get(path, ())
            return ShownPage(data, f"{digest}-{self._files}", problems)

    def _find(self, build: Build, path: str) -> Path | None:
        """Return an output's file, made now if planned; as it was if its template fails."""
        file = build.settings.output_path / path
        try:
            _make(build, path)
            known = path != MARK.path and find_output(build.db, path) is not None
        except Exception as error:  # noqa: BLE001 - whatever a template raises
            self._failing[path] = _tell(error)
            return file if ".." not in file.parts and file.is_file() else None
        self._failing.pop(path, None)
        return file if known else None

    def close(self) -> None:
        """Wait for the running build, refuse further ones, and close the catalogue."""
        if self._lock.acquire(timeout=5) and self._held:
            self._held.__exit__()


def _make(build: Build, path: str) -> None:
    if pending_count(build.db, [path]):
        build.write(only=[path])


def _tell(error: Exception) -> tuple[str, ...]:
    """Return the lines that ``inv check`` prints of what is wrong."""
    if isinstance(error, ProblemsFound):
        return tuple(str(each) for each in error.problems if each.severity is Severity.ERROR)
    if isinstance(error, CommuniqueError | OSError):
        return tuple(str(error).splitlines())
    traceback.print_exception(error, file=sys.stderr)
    return (f"{type(error).__name__}: {error}; the terminal tells where",)
