"""The desk: the newest edition of the newsroom that could be built, a page of it at a time."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from threading import RLock

from communique import clock
from communique.build.piecemeal import find_file, make_first
from communique.build.site import Build
from communique.errors import CommuniqueError, Problem, ProblemsFound, Severity
from communique.preview.edition import Place, load_build
from communique.settings import Settings

__all__ = ["Desk", "Edition", "Shown"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is at an address, None where nothing is.

    ``token`` stays the same as long as a browser that shows it need not load it again. ``problems``
    are lines for whoever looks at it: of the sources, or of its own template.
    """

    data: bytes | None
    token: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What came of looking at the sources again."""

    read: int = 0
    seconds: float = 0.0
    warnings: tuple[Problem, ...] = ()
    problems: tuple[str, ...] = ()


class Desk:
    """Builds and shows one newsroom; each method may be called from any thread.

    Where sources cannot be built, the last edition that could be stays, and with it its pages.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: tuple[str, ...] = ()
        self._build: Build | None = None
        self._failing: dict[str, tuple[str, ...]] = {}
        self._files = token_hex(4)
        self._lock = RLock()

    @property
    def settings(self) -> Settings | None:
        """The settings of the edition that is shown; None where there is none yet."""
        return self._build.settings if self._build else None

    def refresh(self) -> Edition:
        """Build what changed; make nothing of it but the few files that a build is known by."""
        stopwatch = clock.start_stopwatch()
        with self._lock:
            self.problems = ()
            try:
                build = load_build(self.place)
                with build:
                    build.prepare()
                    self._take(build)
                    make_first(build)
            except Exception as error:  # noqa: BLE001 - whatever a plugin or a setting raises
                self.problems = _tell(error)
                return Edition(seconds=stopwatch(), problems=self.problems)
            return Edition(build.report.read, stopwatch(), build.warnings)

    def _take(self, build: Build) -> None:
        if self._build is None or build.files_changed:
            self._files = token_hex(4)
        self._failing.clear()
        self._build = build

    def show(self, path: str) -> Shown:
        """Return the output at a path, made now if it is planned.

        Where its template fails it is as it was before.
        """
        with self._lock:
            file = self._find(path) if self._build else None
            data = file.read_bytes() if file else None
            digest = blake2b(data, digest_size=8).hexdigest() if data is not None else "none"
            problems = self.problems or self._failing.get(path, ())
            return Shown(data, f"{digest}-{self._files}", problems)

    def _find(self, path: str) -> Path | None:
        assert self._build is not None
        try:
            with self._build:
                found = find_file(self._build, path)
        except Exception as error:  # noqa: BLE001 - whatever a template raises
            self._failing[path] = _tell(error)
            before = self._build.settings.output_path / path
            return before if before.is_file() else None
        self._failing.pop(path, None)
        return found

    def close(self) -> None:
        """Wait for what is under way, and let nothing more begin."""
        self._lock.acquire(timeout=5)


def _tell(error: Exception) -> tuple[str, ...]:
    """Return the lines that ``inv check`` prints of what is wrong."""
    if isinstance(error, ProblemsFound):
        return tuple(str(each) for each in error.problems if each.severity is Severity.ERROR)
    if isinstance(error, CommuniqueError | OSError):
        return tuple(str(error).splitlines())
    traceback.print_exception(error, file=sys.stderr)
    return (f"{type(error).__name__}: {error}; the terminal tells where",)
