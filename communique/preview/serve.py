"""``inv serve``: watches, builds and reloads until Ctrl-C."""

import fcntl
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from communique.engine.locks import make_private
from communique.errors import CommuniqueError
from communique.plugin.newsroom import exit_on_problems
from communique.plugin.settings_file import find_conf
from communique.preview.host_names import is_loopback
from communique.preview.listener import address_of, end_by, read_port
from communique.preview.place import Place
from communique.preview.preview import Preview, Refresh
from communique.preview.readers import Readers
from communique.preview.server import Server, open_server
from communique.preview.stylesheet import Joined
from communique.preview.watch import PACKAGE, Watch, places_of


@exit_on_problems()
def serve(conf: str, port: str, bind: str, folder: str) -> None:
    """Show the newsroom with drafts, and reload at each change, until Ctrl-C."""
    # A settings file that is saved twice in one second would be read as it was compiled before.
    sys.dont_write_bytecode = True
    with open_server(bind, read_port(port)) as server:
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
    """Hold the folder: two previews in one would each take in what the other has to tell."""
    make_private(folder)
    with (folder / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
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
    _welcome(preview, server, end)
    joined = Joined()
    with _stopping(watch, server):
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


@contextmanager
def _stopping(watch: Watch, server: Server) -> Iterator[None]:
    try:
        yield
    finally:
        watch.stop()
        server.shutdown()


def _welcome(preview: Preview, server: Server, end: str) -> None:
    print(f"Preview: {address_of(server)} ({end} ends it)", flush=True)
    if not is_loopback(preview.place.host):
        print("Whoever reaches this machine can read the drafts in it.", file=sys.stderr)


def _say(refresh: Refresh, reloads: int, server: Server) -> None:
    """Print what came of a change, where it is anything, and where a text that was saved is."""
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
