"""The system's sshd on loopback, for one user with one key, started and stopped by the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.ports import free_port, wait_for
from tests.publish.peers import FolderPeer

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


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


@dataclass
class SshPeer(FolderPeer):
    """A folder of this machine that ssh leads to."""

    sshd: Sshd = field(kw_only=True)
    name: str = "ssh"

    def address(self) -> str:
        return self.sshd.to(self.root)
