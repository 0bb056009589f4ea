"""The system's sshd on loopback, for one user with one key, started and stopped by the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.publish.peers import FolderPeer
from tests.sites import Tree

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Sshd:
    """A running sshd, and the client's configuration that leads to it."""

    port: int
    config: Path

    def to(self, folder: Path, port: int = 0) -> str:
        """Return the target that is a folder of this machine, by ssh."""
        return f"ssh://127.0.0.1:{port or self.port}{folder}?config={self.config}"


@contextmanager
def run_sshd(root: Path) -> Iterator[Sshd]:
    """Run an sshd; skip the test where there is none, or no rsync."""
    for program in (SSHD, shutil.which("ssh"), shutil.which("ssh-keygen"), shutil.which("rsync")):
        if program is None:
            pytest.skip("no sshd, ssh or rsync here; on Debian, as root: make peers")
    assert SSHD is not None
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", root / name], check=True
        )
    shutil.copy(root / "user.pub", root / "authorized")
    port = free_port()
    settings = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": root / "host",
        "AuthorizedKeysFile": root / "authorized",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PermitRootLogin": "yes",
        "PasswordAuthentication": "no",
        "MaxStartups": "100",
    }
    (root / "sshd_config").write_text("".join(f"{key} {each}\n" for key, each in settings.items()))
    key = (root / "host.pub").read_text().strip()
    (root / "known").write_text(f"* {key}\n")
    (root / "ssh_config").write_text(
        f"Host *\nIdentityFile {root}/user\nIdentitiesOnly yes\nUserKnownHostsFile {root}/known\n"
        "LogLevel ERROR\nStrictHostKeyChecking yes\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    log = root / "log"
    with subprocess.Popen([SSHD, "-D", "-f", root / "sshd_config", "-E", log]) as process:
        try:
            wait_for(port, process)
            yield Sshd(port, root / "ssh_config")
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[Any]) -> None:
    """Wait until somebody listens on a port; raises where the process ends before."""
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        return
    pytest.fail(f"the server ended with status {process.returncode}")


@dataclass
class SshPeer:
    """A folder that ssh leads to."""

    sshd: Sshd
    folder: Path
    name: str = "ssh"
    switches: bool = True

    def address(self) -> str:
        return self.sshd.to(self.folder)

    def live(self) -> Tree:
        return FolderPeer(self.folder).live()

    def read(self, path: str) -> bytes | None:
        return FolderPeer(self.folder).read(path)

    def everything(self) -> dict[str, Any]:
        return FolderPeer(self.folder).everything()

    def touch(self, path: str, data: bytes | None) -> None:
        FolderPeer(self.folder).touch(path, data)
