"""The holder of a host's lock: who, since when, and whether its process has ended."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import socket
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from communique.errors import PublishError
from communique.values import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """A lock's process: a stand-in for the machine, its number, when it ``started`` if known."""

    who: str
    since: str
    machine: str
    pid: int
    started: str
    token: str

    @classmethod
    def of_this_process(cls, moment: datetime) -> Holder:
        """Return this process as a holder."""
        pid = os.getpid()
        return cls(who(), moment.isoformat(), _machine(), pid, _started(pid), secrets.token_hex(8))

    @property
    def text(self) -> bytes:
        """The holder as it stands in the lock."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"

    @property
    def is_gone(self) -> bool:
        """Whether this is the holder's machine and its process has ended."""
        if self.machine != _machine():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):
            return False
        return self.started != _started(self.pid)


def read_holder(data: bytes) -> Holder:
    """Read a lock; damaged bytes give a holder that nobody knows, of a token that matches any."""
    try:
        return Holder(**json.loads(data))
    except (ValueError, TypeError):
        return Holder("somebody unknown", "a moment unknown", "", 0, "", "^")


def held_by(holder: Holder, target: str) -> PublishError:
    """Return the message for a second publisher."""
    return PublishError(
        f"{target} is being published to by {holder.who} since {holder.since}; wait for it to end. "
        "If that process is surely gone, use --break-lock; nothing was changed"
    )


def who() -> str:
    """Return this user at this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = str(os.getuid())
    return f"{name}@{socket.gethostname()}"


def _machine() -> str:
    # Containers may share a host's name, and have process numbers of their own.
    space = Path("/proc/self/ns/pid")
    place = str(space.readlink()) if space.is_symlink() else ""
    return sha256(f"{socket.gethostname()} {place}".encode()).hexdigest()[:16]


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Return when a process started, in the system's own count; "" where it does not say."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return f"{_boot()} {text.rpartition(')')[2].split()[19]}"
