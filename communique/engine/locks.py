"""One build at a time: a lock for each catalogue and one for each output; and private folders."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from stat import S_IMODE
from tempfile import mkdtemp

from communique.errors import BuildInProgress, SettingsError

PRIVATE = 0o700
OURS = ("catalogue-", "serve.lock")
"""How the names of files begin by which we recognise a folder that we made."""

SCRATCH = ".communique-check-"


@contextmanager
def hold_lock(path: Path) -> Iterator[None]:
    """Hold the catalogue's build lock, which the kernel releases; raises BuildInProgress."""
    make_private(path.parent)
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(lock)
        yield
    finally:
        os.close(lock)


@contextmanager
def hold_workroom(catalogue: Path, room: Path) -> Iterator[None]:
    """Hold the catalogue's lock and an empty private folder for a build; raises SettingsError."""
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(catalogue))
            stack.callback(shutil.rmtree, room, ignore_errors=True)
            shutil.rmtree(room, ignore_errors=True)
            room.mkdir(PRIVATE)
        except OSError as error:
            raise SettingsError(
                f"CACHE_PATH must be a folder that can be made and written, got {room.parent}: "
                f'{error.strerror}; make room there, correct its rights, or write ".cache"'
            ) from error
        clear_scratch(room.parent)
        yield


class OutputLock:
    """The lock of an output. It holds for every catalogue and every path to the output.

    The folder itself is locked, so no file can be left behind or published.
    """

    def __init__(self) -> None:
        self._held = -1

    def hold(self, root: Path) -> None:
        """Hold the lock of an existing folder; raises BuildInProgress if another has it."""
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            if self._held >= 0 and os.path.sameopenfile(self._held, folder):
                os.close(folder)
                return
            _lock(folder)
        except BaseException:
            os.close(folder)
            raise
        self.close()
        self._held = folder

    def close(self) -> None:
        """Release the lock."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1


def _lock(file: int) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BuildInProgress(
            f"another build{_holder(file)} writes into the same output; wait for it to end"
        ) from error
    except OSError:
        pass  # a file system without locks; the catalogue's is held then


def _holder(file: int) -> str:
    """Return who holds the lock of a file, in brackets, where the kernel tells (proc(5))."""
    number = f":{os.fstat(file).st_ino}"
    with suppress(OSError, IndexError, ValueError):
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            words = line.split()
            if words[1] == "FLOCK" and words[5].endswith(number):
                command = Path(f"/proc/{int(words[4])}/cmdline").read_bytes()
                shown = command.replace(b"\0", b" ").decode("utf-8", "replace").strip()
                return f" (process {words[4]}: {shown[:200]})"
    return ""


def make_private(folder: Path) -> None:
    """Make a private folder, or make our own private again; a foreign one is left as it is."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(PRIVATE)
    except FileExistsError:
        with suppress(OSError):
            names = os.listdir(folder)  # noqa: PTH208 - names alone
            mode = S_IMODE(folder.stat().st_mode)
            if mode & ~PRIVATE and (not names or any(name.startswith(OURS) for name in names)):
                folder.chmod(mode & PRIVATE)


def clear_scratch(cache: Path) -> None:
    """Delete temporary folders that killed processes left; the others are in use."""
    for left in cache.glob(f"{SCRATCH}*"):
        with suppress(OSError, BuildInProgress), closing(OutputLock()) as lock:
            lock.hold(left)
            shutil.rmtree(left)


@contextmanager
def make_scratch(cache: Path) -> Iterator[Path]:
    """Make a private temporary folder; first delete those that killed processes left."""
    made = not cache.exists()
    usable: Path | None = cache
    try:
        make_private(cache)
    except OSError:
        usable = None  # then in the system's temporary folder
    clear_scratch(cache)
    if not os.access(cache, os.W_OK):
        usable = None
    folder = Path(mkdtemp(prefix=SCRATCH, dir=usable))
    try:
        with closing(OutputLock()) as lock:
            lock.hold(folder)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if made:
            with suppress(OSError):
                cache.rmdir()
