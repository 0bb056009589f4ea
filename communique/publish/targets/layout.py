"""Publications in folders beside each other, and a symbolic link that says which one is served.

Below the target's folder::

    current -> releases/18      what the web server serves
    releases/14 … releases/18   publications, which share the files that are the same (hard links)
    ledger/                     what each publication changed
    incoming.…/                 what was sent for the next one; it stays when a connection is cut
    lock, guard, stamp          who publishes; held while a switch runs; when the last one ended

A publication is complete, and its files have the digests of the record, before ``current`` leads to
it. ``rename`` moves ``current`` in one step, so a reader meets the former publication or the new
one. The host needs a POSIX shell with ``find``, ``cp -l`` and ``sha256sum`` (or ``shasum``).
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from communique.errors import PublishError
from communique.publish.ledger import LedgerEntry, read_entry, read_publication
from communique.publish.lock_holder import Holder, held_by, read_holder
from communique.publish.manifest import Manifest
from communique.publish.record import File
from communique.publish.targets.target import Job, Seen, Sent, Target


class FolderHost(Protocol):
    """A machine with a shell and a folder."""

    def __str__(self) -> str:
        """Return the folder as a person knows it."""

    def run(self, step: str, *words: str, given: bytes = b"", make: bool = False) -> bytes:
        """Run a step of ``folder.sh`` in the folder; return what it printed.

        A missing folder is made, or nothing is run. Raises PublishError in words if the step fails.
        """

    def send(self, job: Job, files: list[File], folder: str) -> None:
        """Put files into a folder below, each whole or not at all."""

    def untouched(self, ledger: Path) -> str:
        """Return the token of the shown publication; "" if somebody touched it."""


class Layout(Target):
    """Such a folder, on this machine or another."""

    def __init__(self, host: FolderHost) -> None:
        self.host = host
        self.warnings: list[str] = []
        self._token = ""
        self._begun: Future[tuple[str, bytes]] | None = None

    def __str__(self) -> str:
        return str(self.host)

    def begin(self, ledger: Path) -> None:
        """Begin to find files that somebody changed there, by the kernel's time of change."""

        def find() -> tuple[str, bytes]:
            if token := self.host.untouched(ledger):
                return token, b""
            shown = self.look().shown
            return (shown.token, self._changed(shown.number)) if shown else ("", b"")

        threads = ThreadPoolExecutor(1)
        self._begun = threads.submit(find)
        threads.shutdown(wait=False)

    def _changed(self, number: int) -> bytes:
        return self.host.run("digest_changed", str(number))

    def look(self) -> Seen:
        """Return what ``current`` leads to, and the highest number in the ledger."""
        said = self.host.run("look").decode("utf-8", "replace")
        current, numbers, head = (*said.split("\n"), "", "")[:3]
        highest = max((int(each) for each in numbers.split() if each.isdecimal()), default=0)
        if not current:
            return Seen(None, highest)
        if not current.isdecimal():
            raise PublishError(
                f"{self}/current must lead to a publication of Communiqué, it leads to {current}; "
                "remove it, or publish to another folder"
            )
        return Seen(read_publication(head, f"{self}/ledger/{current}"), highest)

    def entry(self, number: int) -> LedgerEntry:
        """Read an entry of the ledger."""
        return read_entry(self.host.run("entry", str(number)), f"{self}/ledger/{number}")

    def altered(self, seen: Seen, manifest: Manifest, *, thorough: bool) -> tuple[str, ...]:
        """Compare what changed at the host since the last publication ended, or every file.

        The kernel there says what changed (``ctime``), so that nothing else is read.
        """
        if seen.shown is None:
            return ()
        number, begun = seen.shown.number, self._begun
        if thorough:
            said = self.host.run("digest_all", str(number))
        elif begun is not None and begun.result()[0] == seen.shown.token:
            said = begun.result()[1]
        else:
            said = self._changed(number)
        self._begun = None
        found = dict(_digests(said))
        find = manifest.find
        wrong = {path for path in found if not (f := find(path)) or f.sha256 != found[path]}
        if thorough:
            wrong |= {file.path for file in manifest.every() if file.path not in found}
        wrong |= set(_marked(said, "X"))
        for folder, names in _folders(said).items():
            there = {file.path for file in manifest.in_folder(folder)}
            wrong |= there ^ names
        return tuple(sorted(wrong))

    def take_lock(self, holder: Holder, *, break_lock: bool) -> None:
        """Make the file ``lock`` by ``link``, which fails if there is one."""
        broken = ""
        for _ in range(2):
            said = self.host.run("lock", broken, holder.token, given=holder.text, make=True)
            if not said:
                self._token = holder.token
                return
            other = read_holder(said)
            if broken or not (break_lock or other.is_gone):
                break
            broken = other.token
        raise held_by(other, str(self))

    def give_lock_back(self) -> None:
        """Delete the file, if it is ours."""
        self.host.run("unlock", self._token)

    def publish(self, job: Job) -> Sent:
        """Send the missing files, check all files at the host, then switch."""
        wanted = {file.path: file for file in job.plan.uploads}
        sent = Sent(0, 0) if job.publication.again else self._send(job, wanted)
        check = "".join(f"{file.sha256}  {file.path}\n" for file in wanted.values())
        gone = "".join(f"{path}\0" for path in job.plan.deletions)
        self.host.run("record", self._token, given=job.entry)
        self.host.run("gone", self._token, given=gone.encode())
        before, again = job.publication.before, job.publication.again
        words = (self._token, before or "", job.publication.number, job.keep, again or "")
        self.host.run("switch", *map(str, words), given=check.encode())
        return sent

    def _send(self, job: Job, wanted: dict[str, File]) -> Sent:
        there = self._incoming()
        digests = {path: file.sha256 for path, file in wanted.items()}
        strange = [path for path, digest in there.items() if digests.get(path) != digest]
        if strange:
            given = "".join(f"{path}\0" for path in strange).encode()
            self.host.run("remove", self._token, given=given)
        missing = [file for file in job.plan.uploads if there.get(file.path) != file.sha256]
        if missing:
            self.host.send(job, missing, f"incoming.{self._token}")
        there = self._incoming()
        wrong = sorted(path for path, digest in digests.items() if there.get(path) != digest)
        if wrong or len(there) != len(wanted):
            raise PublishError(
                f"{self} must have what was sent, {len(wrong)} of {len(wanted)} files differ, "
                f"the first is {(wrong or sorted(there.keys() - wanted.keys()))[0]}; "
                "publish again: what is shown there is as it was"
            )
        return Sent(len(missing), sum(file.size for file in missing))

    def _incoming(self) -> dict[str, str]:
        return dict(_digests(self.host.run("incoming", self._token)))

    def kept(self) -> Iterable[int]:
        """Return the publications whose folders are there."""
        return [int(each) for each in self.host.run("kept").split() if each.isdigit()]


def _digests(said: bytes) -> Iterator[tuple[str, str]]:
    """Yield path and digest of each line that ``sha256sum`` prints; it marks escaped names."""
    for line in said.decode("utf-8", "surrogateescape").split("\n"):
        digest, _, path = line.partition("  ./")
        if digest.startswith("\\"):
            path = path.replace("\\n", "\n").replace("\\\\", "\\")
        if len(digest.lstrip("\\")) == 64:  # noqa: PLR2004 - of SHA-256 in hexadecimal
            yield path, digest.lstrip("\\")


def _marked(said: bytes, mark: str) -> Iterator[str]:
    for line in said.decode("utf-8", "surrogateescape").split("\n"):
        if line.startswith(f"{mark} "):
            yield line[2:].removeprefix(".").removeprefix("/")


def _folders(said: bytes) -> dict[str, set[str]]:
    """Return the paths of the files in each folder that is given."""
    found: dict[str, set[str]] = {folder: set() for folder in _marked(said, "D")}
    for path in _marked(said, "F"):
        found[path.rpartition("/")[0]].add(path)
    return found
