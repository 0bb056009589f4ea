"""Hosts to publish to, each a real one on this machine, and what a reader finds there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from communique.publish.guards import Guards
from communique.publish.plan import Plan
from communique.publish.publication import Outcome, Publisher
from communique.publish.targets.registry import open_target
from communique.publish.targets.target import Target
from tests.publish.built import Built
from tests.sites import Tree, read_tree

NOW = datetime(2019, 6, 5, 10, tzinfo=UTC)


class Peer(Protocol):
    """A host."""

    name: str
    switches: bool
    """Whether its readers see one publication or the next, and nothing between."""

    def address(self) -> str:
        """Return it as ``PUBLISH`` names it."""

    def live(self) -> Tree:
        """Return what a reader finds."""

    def read(self, path: str) -> bytes | None:
        """Return what a reader is given of one file at this moment; None for a 404."""

    def everything(self) -> dict[str, Any]:
        """Return all that there is, to see whether something changed."""

    def touch(self, path: str, data: bytes | None) -> None:
        """Change a file behind our back, or delete it."""


@dataclass
class FolderPeer:
    """A folder of this machine."""

    root: Path
    name: str = "folder"
    switches: bool = True

    def address(self) -> str:
        return f"folder:{self.root}"

    def live(self) -> Tree:
        shown = self.root / "current"
        return read_tree(shown.resolve()) if shown.exists() else {}

    def read(self, path: str) -> bytes | None:
        try:
            return (self.root / "current" / path).read_bytes()
        except OSError:
            return None

    def everything(self) -> dict[str, Any]:
        return {
            str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino, path.lstat().st_nlink)
            for path in [self.root, *self.root.rglob("*")]
            if path.exists()
        }

    def touch(self, path: str, data: bytes | None) -> None:
        target = self.root / "current" / path
        if data is None:
            target.unlink()
        else:
            target.write_bytes(data)


@dataclass
class Team:
    """A web team at one machine: its built site, its cache, the host that it publishes to."""

    built: Built
    peer: Peer
    cache: Path
    guards: Guards = field(default_factory=Guards)
    moment: datetime = NOW
    keep: int = 5
    thorough: bool = False

    def target(self) -> Target:
        """Open the host anew, as each command does."""
        place = self.built.root, self.cache / "target"
        return open_target(self.peer.address(), *place, first=self.guards.first)

    def publisher(self) -> Publisher:
        file = self.cache / "ledger.sqlite3"
        publisher = Publisher(self.target(), file, self.moment, self.guards, self.keep)
        return replace(publisher, thorough=self.thorough)

    def plan(self) -> Plan:
        with self.built.record() as record:
            return self.publisher().plan(record)

    def publish(self, approved: str = "", **options: Any) -> Outcome:
        with self.built.record() as record:
            return self.publisher().publish(record, approved, **options)

    def return_to(self, number: int | None = None) -> Outcome:
        return self.publisher().return_to(number)

    def later(self, **time: int) -> None:
        """Let time pass."""
        self.moment += timedelta(**time)
