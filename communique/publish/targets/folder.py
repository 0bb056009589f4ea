"""A folder on this machine as a target."""

import os
from collections.abc import Mapping
from pathlib import Path

from communique.errors import PublishError
from communique.publish.record import File, read_piece
from communique.publish.targets.layout import Layout
from communique.publish.targets.shell import in_folder, run_program
from communique.publish.targets.target import Job
from communique.publish.targets.untouched import ask_untouched
from communique.settings.places import real_path


class Folder:
    """The folder."""

    def __init__(self, path: Path, *, first: bool) -> None:
        self.path, self.first = path, first

    def __str__(self) -> str:
        here = Path.cwd()
        return str(self.path.relative_to(here) if self.path.is_relative_to(here) else self.path)

    def run(self, step: str, *words: str, given: bytes = b"", make: bool = False) -> bytes:
        """Run a step with the system's shell."""
        command = in_folder(step, str(self.path), words, make, self.first)
        return run_program(command, str(self), given, "it comes with every POSIX system")

    def untouched(self, ledger: Path) -> str:
        """Ask this machine's kernel about each file that the ledger names."""
        return ask_untouched(ledger, self.path)

    def send(self, job: Job, files: list[File], folder: str) -> None:
        """Copy files, each under a name of its own at first."""
        incoming = self.path / folder
        with job.progress.count("files sent", len(files)) as count:
            for file in files:
                data = read_piece(job.root, file)
                target = incoming / file.path
                try:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    part = target.with_name(".part")
                    part.write_bytes(data)
                    part.chmod(0o644)
                    stat = (job.root / file.path).stat()
                    os.utime(part, ns=(stat.st_atime_ns, stat.st_mtime_ns))
                    part.replace(target)
                except OSError as error:
                    raise PublishError(
                        f"{self}/{file.path} must be written, got {error.strerror}; "
                        "make room or correct the rights there; what is shown is as it was"
                    ) from error
                count(1)


def open_folder(rest: str, base: Path, ours: Mapping[str, Path], *, first: bool) -> Layout:
    """Return the target of ``folder:PATH``, a path from the settings file's folder.

    Raises PublishError if it holds, or lies in, one of ``ours``; it may lie in ``base``.
    """
    path = (base / Path(rest).expanduser()).absolute()
    place = real_path(path)
    for name, folder in (*ours.items(), ("the folder of the settings", base)):
        other = real_path(folder)
        holds = other.is_relative_to(place)
        if holds or (folder != base and place.is_relative_to(other)):
            raise PublishError(
                f"PUBLISH must be a folder of its own, got {rest!r}, which "
                f"{'is' if place == other else 'holds' if holds else 'lies in'} {name}"
                f"{'' if folder == base else f' ({folder.name})'}; "
                "publishing deletes there: name another, nothing was changed"
            )
    return Layout(Folder(path, first=first))
