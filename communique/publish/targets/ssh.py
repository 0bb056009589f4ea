"""A folder on another machine, through the system's ssh and rsync."""

import shlex
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from communique.errors import PublishError
from communique.publish.record import File
from communique.publish.targets.layout import Layout
from communique.publish.targets.shell import in_folder, make_private_folder, run_program
from communique.publish.targets.target import Job
from communique.values import dataclass

BATCH = 1000
"""Files between two steps of the progress, each with a connection of its own."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A folder of a machine that ssh reaches."""

    host: str
    port: int
    folder: str
    config: str
    socket: str
    first: bool

    def __str__(self) -> str:
        return f"ssh://{self.host}{f':{self.port}' if self.port else ''}{self.folder}"

    @property
    def _ssh(self) -> list[str]:
        options = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15"]
        config = ["-F", self.config] if self.config else []
        # One connection for all that a command does: the first opens it, the others share it.
        shared = ["-o", "ControlMaster=auto", "-o", f"ControlPath={self.socket}"]
        shared += ["-o", "ControlPersist=15"]
        port = ["-p", str(self.port)] if self.port else []
        return ["ssh", *config, *options, *shared, *port]

    def run(self, step: str, *words: str, given: bytes = b"", make: bool = False) -> bytes:
        """Run a step with the host's shell."""
        told = in_folder(step, self.folder, words, make, self.first)
        command = [*self._ssh, self.host, shlex.join(told)]
        return run_program(command, str(self), given, "on Debian: apt-get install openssh-client")

    def untouched(self, _ledger: Path) -> str:
        """Return "": the host's own shell finds out."""
        return ""

    def send(self, job: Job, files: list[File], folder: str) -> None:
        """Have rsync send files, which puts each in its place when it is whole."""
        host = self.host.rpartition("@")
        name = f"{host[0]}{host[1]}[{host[2]}]" if ":" in host[2] else self.host
        command = [
            *("rsync", "--times", "--chmod=D755,F644", "--compress", "--from0", "--files-from=-"),
            *("--ignore-times", "--rsh", shlex.join(self._ssh)),
            *(f"{job.root}/", f"{name}:{self.folder}/{folder}/"),
        ]
        with job.progress.count("files sent", len(files)) as count:
            for start in range(0, len(files), BATCH):
                batch = files[start : start + BATCH]
                paths = "".join(f"{file.path}\0" for file in batch).encode()
                run_program(command, str(self), paths, "on Debian: apt-get install rsync")
                count(len(batch))


def open_ssh(address: str, *, first: bool) -> Layout:
    """Return the target of ``ssh://user@host:port/folder?config=ssh_config``."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    unknown = sorted(query.keys() - {"config"})
    try:
        port = parts.port
    except ValueError:
        port = -1
    if not parts.hostname or not parts.path.strip("/") or unknown or port == -1:
        raise PublishError(
            f'PUBLISH must be "ssh://user@host/folder", got {address!r}; '
            "correct it in publishconf.py"
        )
    host = f"{parts.username}@{parts.hostname}" if parts.username else parts.hostname
    if host.startswith("-"):
        raise PublishError(f"PUBLISH must name a host, got {host!r}; correct it in publishconf.py")
    config = query.get("config", [""])[0]
    config = str(Path(config).expanduser()) if config else ""
    socket = str(make_private_folder() / "ssh")
    return Layout(Elsewhere(host, port or 0, unquote(parts.path), config, socket, first))
