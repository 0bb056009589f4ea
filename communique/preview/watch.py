"""The files that a preview watches, and when it reacts to a change."""

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread

from watchfiles import Change, watch

from communique.settings import Settings
from communique.sources.clutter import is_clutter

PACKAGE = Path(__file__).parents[1]
"""Our own code, of which a change cannot be taken in while it runs."""

STEP = 20
"""Milliseconds without a further change before changes are reported: one save may be several."""

PATIENCE = 200
"""Milliseconds after which changes are reported even if others follow."""

Places = tuple[frozenset[Path], frozenset[Path]]
"""Folders with all that is below them, and folders of which only their own files count."""


def places_of(settings: Settings | None, conf: Path) -> Places:
    """Return where a change may show in a page; without settings, where to correct them."""
    deep = {PACKAGE}
    if settings is not None:
        deep |= {settings.path, settings.theme}
        deep |= {settings.vocabulary_path} if settings.vocabulary_path else set()
    flat = {conf.parent}
    if settings is not None and settings.redirects:
        flat.add(settings.redirects.parent)
    return frozenset(folder for folder in deep if folder.is_dir()), frozenset(flat)


class Watch:
    """Calls ``tell`` with the paths that changed, in a thread of its own."""

    def __init__(self, tell: Callable[[Iterable[Path]], None]) -> None:
        self._tell = tell
        self._places: Places = (frozenset(), frozenset())
        self._stop = Event()
        self._threads: list[Thread] = []

    def look_at(self, places: Places) -> bool:
        """Watch these places from now on; return whether they changed."""
        if places == self._places:
            return False
        self.stop()
        self._places, self._stop = places, Event()
        deep, flat = places
        for folders, recursive in ((deep, True), (flat, False)):
            thread = Thread(target=self._follow, args=(folders, recursive, self._stop), daemon=True)
            thread.start()
            # Only now: Ctrl-C may come before it has started, and who has not cannot be awaited.
            self._threads.append(thread)
        return True

    def _follow(self, folders: frozenset[Path], recursive: bool, stop: Event) -> None:  # noqa: FBT001 - a thread's argument
        wanted = is_source if recursive else _is_settings
        for changes in watch(
            *sorted(folders),
            watch_filter=wanted,
            debounce=PATIENCE,
            step=STEP,
            stop_event=stop,
            recursive=recursive,
        ):
            self._tell(Path(path) for _, path in changes)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)
        self._threads = []


def is_source(_: Change, path: str) -> bool:
    """Leave out what editors and version control keep for themselves, as the scan does."""
    name, folders = Path(path).name, Path(path).parent.parts
    return not (name.startswith(".") or is_clutter(name) or {"__pycache__", ".git"} & {*folders})


def _is_settings(change: Change, path: str) -> bool:
    return path.endswith((".py", ".csv")) and is_source(change, path)
