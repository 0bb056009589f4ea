"""The protocol of targets: what every host can do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from communique.engine.progress import Progress
from communique.errors import PublishError
from communique.publish.guards import ANYTHING, Limits
from communique.publish.ledger import LedgerEntry, Publication
from communique.publish.lock_holder import Holder
from communique.publish.manifest import Manifest
from communique.publish.plan import Plan
from communique.publish.record import File
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What a host shows, its highest number, and ``unsure`` paths of a cut-off publication."""

    shown: Publication | None
    highest: int
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """A publication to make: the files of ``plan`` below ``root``, and its entry for the ledger.

    ``replaced`` are the host's files before, ``keep`` how many publications it keeps. For an
    earlier one again the host has the files itself.
    """

    plan: Plan
    root: Path
    publication: Publication
    entry: bytes
    replaced: tuple[File, ...]
    keep: int
    progress: Progress


class Sent(NamedTuple):
    """How much went to the host."""

    files: int
    size: int


class Target(Protocol):
    """A host. Every method raises PublishError in words where the host will not."""

    limits: Limits = ANYTHING
    brings: tuple[str, ...] = ()
    """Empty files that the host needs and that are no part of the site; the plan counts them."""

    warnings: list[str]
    """What the person should know of this host, filled as it shows."""

    def __str__(self) -> str:
        """Return the host as a person knows it, without a password."""

    def begin(self, ledger: Path) -> None:
        """Begin slow work that changes nothing there; ``ledger`` is the manifest's file here.

        Most hosts are checked so fast that nothing is begun.
        """
        del ledger

    def look(self) -> Seen:
        """Return what the host says, changing nothing there."""

    def altered(self, seen: Seen, manifest: Manifest, *, thorough: bool) -> tuple[str, ...]:
        """Return paths that others touched, as far as a quick look or a ``thorough`` one shows."""

    def entry(self, number: int) -> LedgerEntry:
        """Return an entry of the ledger."""

    @contextmanager
    def hold(self, holder: Holder, *, break_lock: bool) -> Iterator[None]:
        """Lock out other publishers; raises PublishError that names the holder of the lock."""
        self.take_lock(holder, break_lock=break_lock)
        try:
            yield
        finally:
            try:
                self.give_lock_back()
            except PublishError as error:
                self.warnings.append(f"the lock could not be given back: {error}")

    def take_lock(self, holder: Holder, *, break_lock: bool) -> None:
        """Take the lock, and another's if ``break_lock`` says so or its process has ended."""

    def give_lock_back(self) -> None:
        """Give the lock back, if it is still ours."""

    def publish(self, job: Job) -> Sent:
        """Make a publication; return what was sent."""

    def kept(self) -> Iterable[int]:
        """Return the numbers of the publications that the host can show again."""
