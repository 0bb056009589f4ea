"""``inv serve``: watches, builds and reloads until Ctrl-C."""

import signal
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from watchfiles import Change, watch

from communique.engine.locks import hold_lock
from communique.errors import BuildInProgress, CommuniqueError
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.settings_file import find_conf
from communique.plugin.styles import HEAD, JOINED, join_styles
from communique.preview.host_names import is_loopback
from communique.preview.listener import address_of, end_by, read_port
from communique.preview.place import Place
from communique.preview.preview import Preview, Refresh
from communique.preview.server import Readers, Server
from communique.settings import Settings
from communique.sources.clutter import is_clutter

PACKAGE = Path(__file__).parents[1]
"""Our own code: a change of it needs a restart."""

STEP = 20
"""Milliseconds without a further change before changes are reported: one save may be several."""

PATIENCE = 200
"""Milliseconds after which changes are reported even if others follow."""

Places = tuple[frozenset[Path], frozenset[Path]]
"""Folders watched with their subfolders, and folders watched without them."""


def places_of(settings: Settings | None, conf: Path) -> Places:
    """Return where a change may show in a page; without settings, where to correct them."""
    deep = {PACKAGE}
    if settings is not None:
        deep |= {settings.path, settings.theme, *settings.template_folders}
        deep |= {each for each in (settings.vocabulary_path, settings.translations_path) if each}
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
        suffixes = ("",) if recursive else (".py", ".csv")  # of settings
        for changes in watch(
            *sorted(folders),
            watch_filter=lambda change, path: path.endswith(suffixes) and is_source(change, path),
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


class Joined:
    """Joins stylesheets, and recognises the files that it wrote itself."""

    def __init__(self) -> None:
        self._written: tuple[Path, int] | None = None

    def join(self, theme: Path, changed: Collection[Path]) -> None:
        """Write the joined stylesheet if one of its parts changed."""
        folder = theme / "static" / "css"
        joined = folder / JOINED
        if not any(
            path.suffix == ".css" and path.is_relative_to(folder) and path != joined
            for path in changed
        ):
            return
        # Another theme's main.css may be its own; a part that is just being saved is told again.
        with suppress(OSError, UnicodeDecodeError):
            before = joined.read_text(encoding="utf-8")
            if before.startswith(HEAD) and (text := join_styles(folder)) != before:
                joined.write_text(text, encoding="utf-8")
                self._written = joined, joined.stat().st_mtime_ns

    def is_all(self, changed: Collection[Path]) -> bool:
        """Decide whether only files changed that were written here and are already built."""
        if self._written is None or set(changed) != {self._written[0]}:
            return False
        try:
            return self._written[0].stat().st_mtime_ns == self._written[1]
        except OSError:
            return False


@exit_on_problems()
def serve(conf: str, port: str, bind: str, folder: str) -> None:
    """Show the newsroom with drafts, and reload at each change, until Ctrl-C."""
    # A settings file that is saved twice in one second would be read as it was compiled before.
    sys.dont_write_bytecode = True
    with Server(bind, read_port(port)) as server:
        place = Place.of(conf, folder, bind, server.server_port)
        preview = Preview(place)
        try:
            end = end_by()
            with _alone(place.folder):
                _follow(preview, server, end)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            print("\nThe preview has ended.", file=sys.stderr)
        finally:
            preview.close()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock the folder: of two previews in one, each would miss changes that the other took in."""
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(folder / "serve.lock"))
        except BuildInProgress as error:
            raise CommuniqueError(
                f"another preview runs in {folder}; end it, or give this one another --folder"
            ) from error
        yield


def _follow(preview: Preview, server: Server, end: str) -> None:
    conf = find_conf(preview.place.conf)
    readers = Readers(preview)
    changes: SimpleQueue[frozenset[Path]] = SimpleQueue()
    watch = Watch(lambda paths: changes.put(frozenset(paths)))
    _say(preview.refresh(), 0, server)
    server.answer_for(preview, readers)
    print(f"Preview: {address_of(server)} ({end} ends it)", flush=True)
    if not is_loopback(preview.place.host):
        print("Whoever reaches this machine can read the drafts in it.", file=sys.stderr)
    joined = Joined()
    with ExitStack() as stack:
        stack.callback(server.shutdown)
        stack.callback(watch.stop)
        while True:
            if watch.look_at(places_of(preview.settings, conf)):
                # What changed before anybody looked.
                changes.put(frozenset())
            told = [changes.get()]
            while not changes.empty():
                told.append(changes.get())
            # Where one of them does not say what changed, it is not known.
            changed = frozenset().union(*told) if all(told) else frozenset()
            if joined.is_all(changed):
                continue
            if preview.settings is not None:
                joined.join(preview.settings.theme, changed)
            refresh = preview.refresh(changed)
            _say(refresh, readers.tell(), server)
            if any(path.suffix == ".py" and path.is_relative_to(PACKAGE) for path in changed):
                print("Communiqué's own code changed: start inv serve again", file=sys.stderr)


def _say(refresh: Refresh, reloads: int, server: Server) -> None:
    """Print the result of a change, if there is one, and the address of a saved text."""
    for line in (*refresh.warnings, *refresh.problems):
        print(line, file=sys.stderr)
    if refresh.problems:
        print("The pages are as they were.", file=sys.stderr, flush=True)
    elif refresh.read or reloads:
        sources = f"{refresh.read:,} {'source' if refresh.read == 1 else 'sources'} read"
        pages = f"{reloads} open {'page' if reloads == 1 else 'pages'} changed"
        print(f"{sources}, {pages}, {refresh.seconds:.2f} s", flush=True)
    for address in () if refresh.problems else refresh.in_hand:
        print(f"{address_of(server)}{address}", flush=True)
