"""The system's git on a bare repository; no file is checked out."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from communique.errors import PublishError
from communique.publish.record import read_piece
from communique.publish.targets.shell import run_program
from communique.publish.targets.target import Job
from communique.values import dataclass

INSTALL = "on Debian: apt-get install git"

OTHERS = ("stale info", "fetch first", "cannot lock ref", "reference already exists")
"""What git says if a branch is not at the expected commit."""

NOBODY = {"NAME": "Communiqué", "EMAIL": "communique@localhost"}
"""The author of the commits, if git's own settings name none."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A path that gets these bytes, or this tree; with neither it goes."""

    path: str
    data: bytes | None = None
    tree: str = ""


def changes(job: Job) -> Iterator[FileChange]:
    """Yield a publication's changes, deletions first; each file is read when it is needed."""
    yield from (FileChange(path) for path in job.plan.deletions)
    with job.progress.count("files sent", len(job.plan.uploads)) as count:
        for file in job.plan.uploads:
            yield FileChange(file.path, read_piece(job.root, file))
            count(1)


class Repository:
    """A bare repository on this machine, and the one that it speaks to."""

    def __init__(self, path: Path, url: str, name: str, borrowed: Path | None = None) -> None:
        self.path, self.url, self.name, self.borrowed = path, url, name, borrowed

    def _run(self, *words: str) -> bytes:
        command = ["git", "-c", "gc.auto=0", f"--git-dir={self.path}", *words]
        return run_program(command, self.name, b"", INSTALL)

    def _ask(self, *words: str) -> str:
        return self._run(*words).decode().strip()

    def make(self) -> None:
        """Make the repository where it is not there yet."""
        if (self.path / "complete").exists():
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        run_program(["git", "init", "-q", "--bare", str(self.path)], self.name, b"", INSTALL)
        for key, value in (
            ("remote.origin.url", self.url),
            ("remote.origin.promisor", "true"),
            ("remote.origin.partialclonefilter", "blob:none"),
        ):
            self._run("config", key, value)
        if self.borrowed is not None and (self.borrowed / "objects").is_dir():
            lent = self.path / "objects/info/alternates"
            lent.write_text(f"{self.borrowed / 'objects'}\n", encoding="utf-8")
        (self.path / "complete").touch()

    def remote_heads(self) -> dict[str, str]:
        """Return the branches of the other repository, each with its commit."""
        command = ["git", "ls-remote", "--heads", self.url]
        said = run_program(command, self.name, b"", INSTALL).decode()
        lines = (line.partition("\t") for line in said.splitlines())
        return {name: commit for commit, _, name in lines}

    def has(self, name: str) -> bool:
        """Whether an object is here."""
        command = ["git", f"--git-dir={self.path}", "cat-file", "-e", name]
        # A partial clone would fetch what is missing.
        environment = os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        return done.returncode == 0

    def fetch(self, commit: str, depth: int = 1) -> None:
        """Fetch a branch's commit: its folders, and its files only where they are asked for."""
        self.make()
        self._run("fetch", "-q", "--no-tags", f"--depth={depth}", "origin", commit)

    def show(self, name: str) -> bytes:
        """Return a file's bytes."""
        return self._run("cat-file", "blob", name)

    def message(self, commit: str) -> bytes:
        """Return a commit's message."""
        return self._run("log", "-1", "--format=%B", commit)

    def names(self, tree: str) -> list[str]:
        """Return the names in a folder."""
        return self._ask("ls-tree", "--name-only", tree).splitlines()

    def tree(self, name: str) -> str:
        """Return the id of a tree."""
        return self._ask("rev-parse", "--verify", name)

    def empty_tree(self) -> str:
        """Return the id of a tree without files."""
        return self._ask("mktree")

    def differing(self, one: str, other: str) -> tuple[str, ...]:
        """Return the paths where two trees differ."""
        said = self._run("diff-tree", "-r", "--no-renames", "--name-only", "-z", one, other)
        return tuple(path.decode() for path in said.split(b"\0") if path)

    def log(self, head: str, length: int) -> list[str]:
        """Return the last commits, newest first."""
        return self._ask("rev-list", "--first-parent", f"-n{length}", head).splitlines()

    def commit(
        self, tree: str, message: str, parents: Iterable[str], moment: datetime | None = None
    ) -> str:
        """Write a commit and return its id."""
        at = int((moment or datetime.fromtimestamp(0, UTC)).timestamp())
        return self._write_commit(tree, parents, message.encode(), str(at))

    def copy(self, commit: str, parents: Iterable[str]) -> str:
        """Write a commit again with other parents."""
        tree, date = self._ask("log", "-1", "--format=%T %ct", commit).split()
        return self._write_commit(tree, parents, self.message(commit).strip() + b"\n", date)

    def _write_commit(self, tree: str, parents: Iterable[str], message: bytes, date: str) -> str:
        words = [word for parent in parents for word in ("-p", parent)]
        known = subprocess.run(
            ["git", "var", "GIT_COMMITTER_IDENT"], capture_output=True, check=False
        )
        given = {**({} if known.returncode == 0 else NOBODY), "DATE": f"@{date} +0000"}
        names = [
            f"GIT_{who}_{name}={value}"
            for who in ("AUTHOR", "COMMITTER")
            for name, value in sorted(given.items())
        ]
        command = ["env", *names, "git", f"--git-dir={self.path}", "commit-tree", *words, tree]
        return run_program(command, self.name, message, INSTALL).decode().strip()

    def write_tree(self, base: str, changed: Iterable[FileChange]) -> str:
        """Return the id of the tree that ``base`` becomes; ``""`` is one without files."""
        command = ["git", f"--git-dir={self.path}", "fast-import", "--quiet", "--force"]
        work = f"refs/communique/work-{os.getpid()}"
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as importer:
            assert importer.stdin is not None
            assert importer.stderr is not None
            head = f"commit {work}\ncommitter nobody <> 0 +0000\ndata 0\n"
            try:
                importer.stdin.write(head.encode())
                importer.stdin.write(f'M 040000 {base} ""\n'.encode() if base else b"deleteall\n")
                for change in changed:
                    importer.stdin.writelines(_lines(change))
                importer.stdin.close()
            except BrokenPipeError:
                pass  # why is on its standard error
            except BaseException:
                importer.kill()
                raise
            said = importer.stderr.read().decode("utf-8", "replace")
        if importer.returncode:
            raise PublishError(f"{self.path} must accept the publication, git says: {said.strip()}")
        tree = self.tree(f"{work}^{{tree}}")
        self._run("update-ref", "-d", work)
        return tree

    def push(self, updates: Mapping[str, tuple[str, str]]) -> bool:
        """Push all branches, from the commits they must have ("" for none), or return False."""
        leases = [f"--force-with-lease={name}:{old}" for name, (_, old) in updates.items()]
        specs = [f"{new}:{name}" for name, (new, _) in updates.items()]
        # Leases look at what the other side says, not at what was fetched.
        atomic = ["--atomic"] if len(updates) > 1 else []
        try:
            self._run(
                "push", "-q", "--porcelain", "--no-verify", *atomic, *leases, "origin", *specs
            )
        except PublishError as error:
            if any(words in str(error) for words in OTHERS):
                return False
            raise
        return True


def _lines(change: FileChange) -> Iterator[bytes]:
    escaped = change.path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    path = f'"{escaped}"'
    if change.tree:
        yield f"M 040000 {change.tree} {path}\n".encode()
    elif change.data is None:
        yield f"D {path}\n".encode()
    else:
        yield f"M 100644 inline {path}\ndata {len(change.data)}\n".encode()
        yield change.data
        yield b"\n"
